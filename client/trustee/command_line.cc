#include "client/trustee/command_line.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "crypto/base/status_macros.h"

namespace pingyi {

absl::StatusOr<CommandLine> CommandLine::Parse(std::span<char* const> arguments,
                                               std::span<const Flag> known) {
  CommandLine line;
  std::string pending;  // A flag that waits for its value.
  for (const char* const argument : arguments) {
    RETURN_IF_ERROR(line.Take(argument, known, &pending));
  }
  if (!pending.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--", pending, " needs a value"));
  }
  return line;
}

absl::Status CommandLine::Take(absl::string_view argument,
                               std::span<const Flag> known,
                               std::string* pending) {
  if (!pending->empty()) {
    flags_[*pending] = std::string(argument);
    pending->clear();
    return absl::OkStatus();
  }
  if (!absl::StartsWith(argument, "--")) {
    if (!command_.empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat("one command at a time, not \"", argument, "\" too"));
    }
    command_ = std::string(argument);
    return absl::OkStatus();
  }
  argument.remove_prefix(2);
  const size_t equals = argument.find('=');
  const std::string name(argument.substr(0, equals));
  const auto flag =
      std::find_if(known.begin(), known.end(),
                   [&](const Flag& each) { return each.name == name; });
  if (flag == known.end()) {
    return absl::InvalidArgumentError(
        absl::StrCat("there is no option --", name, "; see --help"));
  }
  if (flags_.contains(name)) {
    return absl::InvalidArgumentError(
        absl::StrCat("--", name, " stands twice"));
  }
  const bool has_value = equals != absl::string_view::npos;
  if (has_value && !flag->takes_value) {
    return absl::InvalidArgumentError(
        absl::StrCat("--", name, " takes no value"));
  }
  flags_[name] = has_value ? std::string(argument.substr(equals + 1)) : "";
  if (flag->takes_value && !has_value) {
    *pending = name;
  }
  return absl::OkStatus();
}

bool CommandLine::Has(absl::string_view flag) const {
  return flags_.find(flag) != flags_.end();
}

std::string CommandLine::Get(absl::string_view flag,
                             absl::string_view otherwise) const {
  const auto found = flags_.find(flag);
  return found == flags_.end() ? std::string(otherwise) : found->second;
}

absl::StatusOr<std::string> CommandLine::Need(absl::string_view flag) const {
  const auto found = flags_.find(flag);
  if (found == flags_.end() || found->second.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--", flag, " is needed; see --help"));
  }
  return found->second;
}

}  // namespace pingyi
