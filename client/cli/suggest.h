#ifndef CLIENT_CLI_SUGGEST_H_
#define CLIENT_CLI_SUGGEST_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace pingyi {

// The candidate that `word` is most likely a misspelling of: within a third of
// its length in single-letter edits; nullopt if none is so close.
std::optional<std::string> Closest(absl::string_view word,
                                   const std::vector<std::string>& candidates);

}  // namespace pingyi

#endif  // CLIENT_CLI_SUGGEST_H_
