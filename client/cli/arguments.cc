#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "client/cli/command.h"
#include "client/cli/suggest.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

const Option* FindOption(const Command& command, absl::string_view name) {
  const auto it = std::find_if(
      command.options.begin(), command.options.end(),
      [name](const Option& option) { return option.name == name; });
  return it == command.options.end() ? nullptr : &*it;
}

absl::Status UnknownOption(const Command& command, absl::string_view name) {
  std::vector<std::string> names;
  for (const Option& option : command.options) {
    names.emplace_back(option.name);
  }
  const std::optional<std::string> meant = Closest(name, names);
  return absl::InvalidArgumentError(absl::StrCat(
      "unknown option --", name,
      meant.has_value() ? absl::StrCat("; did you mean --", *meant, "?") : ""));
}

absl::Status CheckPositionals(const Command& command, size_t given) {
  const auto needed = static_cast<size_t>(std::count_if(
      command.positionals.begin(), command.positionals.end(),
      [](absl::string_view name) { return !absl::StartsWith(name, "["); }));
  if (given < needed) {
    return absl::InvalidArgumentError(
        absl::StrCat(command.positionals[given], " is missing"));
  }
  return absl::OkStatus();
}

absl::Status CheckRequired(const Command& command, const Arguments& arguments) {
  for (const Option& option : command.options) {
    if (option.required && !arguments.Has(option.name)) {
      return absl::InvalidArgumentError(absl::StrCat(
          "--", option.name, " ", option.value, " is missing: ", option.help));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Arguments::TakeOption(const Command& command,
                                   std::span<const std::string> words,
                                   size_t& at) {
  const std::string& word = words[at];
  const size_t equals = word.find('=');
  const std::string name = word.substr(2, equals - 2);
  const Option* option = FindOption(command, name);
  if (option == nullptr) {
    return UnknownOption(command, name);
  }
  std::vector<std::string>& values = options_[name];
  if (!values.empty() && !option->repeated) {
    return absl::InvalidArgumentError(
        absl::StrCat("--", name, " stands twice"));
  }
  if (equals != std::string::npos) {
    values.push_back(word.substr(equals + 1));
  } else if (option->value.empty()) {
    values.emplace_back();
  } else if (at + 1 < words.size()) {
    values.push_back(words[++at]);
  } else {
    return absl::InvalidArgumentError(
        absl::StrCat("--", name, " needs a value: ", option->help));
  }
  return absl::OkStatus();
}

absl::StatusOr<Arguments> Arguments::Parse(const Command& command,
                                           std::span<const std::string> words) {
  Arguments arguments;
  for (size_t i = 0; i < words.size(); ++i) {
    if (absl::StartsWith(words[i], "--")) {
      RETURN_IF_ERROR(arguments.TakeOption(command, words, i));
    } else if (arguments.positionals_.size() < command.positionals.size()) {
      arguments.positionals_.push_back(words[i]);
    } else {
      return absl::InvalidArgumentError(
          absl::StrCat("\"", words[i], "\" is one word too many"));
    }
  }
  RETURN_IF_ERROR(CheckPositionals(command, arguments.positionals_.size()));
  RETURN_IF_ERROR(CheckRequired(command, arguments));
  return arguments;
}

bool Arguments::Has(absl::string_view option) const {
  return options_.find(std::string(option)) != options_.end();
}

std::string Arguments::Get(absl::string_view option) const {
  const std::vector<std::string> values = All(option);
  return values.empty() ? "" : values.front();
}

std::vector<std::string> Arguments::All(absl::string_view option) const {
  const auto it = options_.find(std::string(option));
  return it == options_.end() ? std::vector<std::string>() : it->second;
}

absl::StatusOr<uint64_t> Arguments::Number(absl::string_view option,
                                           uint64_t otherwise,
                                           Range range) const {
  if (!Has(option)) {
    return otherwise;
  }
  uint64_t number = 0;
  if (!absl::SimpleAtoi(Get(option), &number) || number < range.min ||
      number > range.max) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--", option, ": \"", Get(option), "\" is not a whole number from ",
        range.min, " to ", range.max));
  }
  return number;
}

std::string Arguments::At(size_t index) const {
  return index < positionals_.size() ? positionals_[index] : "";
}

}  // namespace pingyi
