#ifndef CLIENT_CLI_CHOICES_FILE_H_
#define CLIENT_CLI_CHOICES_FILE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "crypto/audit/result_view.h"

// What simulated deputies chose, added up, as `simulate --choices-out` writes
// it and `result --compare` reads it: CSV with the head
// "contest,option,count", numbers from 1, options in the manifest's order with
// the blank last.
namespace pingyi {

using ChoiceCounts = std::vector<std::vector<uint32_t>>;

std::string FormatChoiceCounts(const ChoiceCounts& counts);
// INVALID_ARGUMENT naming the line.
absl::StatusOr<ChoiceCounts> ParseChoiceCounts(absl::string_view text);
// DATA_LOSS naming the first contest that differs.
absl::Status CompareCounts(const ResultView& result, bool blank_allowed,
                           const ChoiceCounts& chosen);

}  // namespace pingyi

#endif  // CLIENT_CLI_CHOICES_FILE_H_
