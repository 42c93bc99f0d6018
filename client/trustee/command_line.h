#ifndef CLIENT_TRUSTEE_COMMAND_LINE_H_
#define CLIENT_TRUSTEE_COMMAND_LINE_H_

#include <map>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace pingyi {

struct Flag {
  absl::string_view name;  // Without dashes.
  bool takes_value = true;
};

// COMMAND --flag value --flag=value --switch.
class CommandLine {
 public:
  // INVALID_ARGUMENT for a flag that `known` does not list, a missing value, a
  // value for a switch, a flag twice, or a second command.
  static absl::StatusOr<CommandLine> Parse(std::span<char* const> arguments,
                                           std::span<const Flag> known);

  // The first word; empty if there is none.
  const std::string& command() const { return command_; }
  bool Has(absl::string_view flag) const;
  // The value, or `otherwise`.
  std::string Get(absl::string_view flag, absl::string_view otherwise) const;
  // INVALID_ARGUMENT naming the flag if it was not given.
  absl::StatusOr<std::string> Need(absl::string_view flag) const;

 private:
  absl::Status Take(absl::string_view argument, std::span<const Flag> known,
                    std::string* pending);

  std::string command_;
  std::map<std::string, std::string, std::less<>> flags_;
};

}  // namespace pingyi

#endif  // CLIENT_TRUSTEE_COMMAND_LINE_H_
