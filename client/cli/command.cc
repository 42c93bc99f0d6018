#include "client/cli/command.h"

#include <algorithm>
#include <iostream>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/cli/suggest.h"

namespace pingyi {
namespace {

// The command whose name the words begin with; two-word names come first in no
// special way, since no one-word name is the beginning of one.
const Command* FindCommand(std::span<const std::string> words, size_t& used) {
  for (const Command& command : AllCommands()) {
    const std::string two =
        words.size() > 1 ? absl::StrCat(words[0], " ", words[1]) : "";
    if (command.name == two || command.name == words[0]) {
      used = command.name == two ? 2 : 1;
      return &command;
    }
  }
  return nullptr;
}

int UnknownCommand(std::span<const std::string> words) {
  std::vector<std::string> names;
  for (const Command& command : AllCommands()) {
    names.emplace_back(command.name);
  }
  const std::string said =
      absl::StrJoin(words.first(std::min<size_t>(words.size(), 2)), " ");
  std::optional<std::string> meant = Closest(words[0], names);
  if (!meant.has_value()) {
    meant = Closest(said, names);
  }
  std::cerr << "pingyi: there is no command \"" << words[0] << "\"";
  if (meant.has_value()) {
    std::cerr << "; did you mean \"" << *meant << "\"?";
  }
  std::cerr << "\nAll commands: pingyi help\n";
  return 2;
}

int Help(std::span<const std::string> words) {
  if (words.empty()) {
    std::cout << HelpOverview();
    return 0;
  }
  size_t used = 0;
  const Command* command = FindCommand(words, used);
  if (command == nullptr) {
    return UnknownCommand(words);
  }
  std::cout << HelpPage(*command);
  return 0;
}

}  // namespace

int RunCommandLine(std::span<const std::string> words) {
  if (words.empty() || words[0] == "help" || words[0] == "--help" ||
      words[0] == "-h") {
    return Help(words.empty() ? words : words.subspan(1));
  }
  size_t used = 0;
  const Command* command = FindCommand(words, used);
  if (command == nullptr) {
    return UnknownCommand(words);
  }
  const std::span<const std::string> rest = words.subspan(used);
  if (std::find(rest.begin(), rest.end(), "--help") != rest.end()) {
    std::cout << HelpPage(*command);
    return 0;
  }
  const absl::StatusOr<Arguments> arguments = Arguments::Parse(*command, rest);
  if (!arguments.ok()) {
    std::cerr << "pingyi " << command->name << ": "
              << arguments.status().message()
              << "\nHow it is used: pingyi help " << command->name << "\n";
    return 2;
  }
  const absl::Status status = command->run(*arguments);
  std::cout.flush();
  if (!status.ok()) {
    std::cerr << "pingyi " << command->name << ": " << status.message() << "\n";
    return 1;
  }
  return 0;
}

std::string HelpPage(const Command& command) {
  std::string page = absl::StrCat("Usage: pingyi ", command.name);
  for (const absl::string_view positional : command.positionals) {
    absl::StrAppend(&page, " ", positional);
  }
  absl::StrAppend(&page, command.options.empty() ? "" : " [options]", "\n\n",
                  command.teach, "\n");
  if (!command.options.empty()) {
    absl::StrAppend(&page, "\nOptions:\n");
  }
  for (const Option& option : command.options) {
    absl::StrAppend(&page, "  --", option.name, option.value.empty() ? "" : " ",
                    option.value, option.required ? "  (needed)" : "",
                    option.repeated ? "  (may be repeated)" : "", "\n      ",
                    option.help, "\n");
  }
  absl::StrAppend(&page, "\nExample:\n  ", command.example, "\n");
  return page;
}

std::string HelpOverview() {
  std::string page =
      "pingyi: prepare, hold, watch and verify a secret satisfaction vote\n\n"
      "Commands, in the order of a sitting:\n";
  size_t width = 0;
  for (const Command& command : AllCommands()) {
    width = std::max(width, command.name.size());
  }
  for (const Command& command : AllCommands()) {
    absl::StrAppend(&page, "  ", command.name,
                    std::string(width - command.name.size() + 2, ' '),
                    command.summary, "\n");
  }
  absl::StrAppend(
      &page,
      "\npingyi help COMMAND teaches one of them. Trustees, issuers "
      "and witnesses\nrun pingyi-trustee on their own laptops; the "
      "server is pingyi-server.\n");
  return page;
}

}  // namespace pingyi
