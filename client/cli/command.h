#ifndef CLIENT_CLI_COMMAND_H_
#define CLIENT_CLI_COMMAND_H_

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// How `pingyi` reads its command line, and what a command is: a name, the page
// that teaches it, the options it takes, and the function that does it.
namespace pingyi {

// One option of a command.
struct Option {
  absl::string_view name;   // Without "--".
  absl::string_view value;  // What its value is called; empty for a switch.
  absl::string_view help;   // One line.
  bool required = false;
  bool repeated = false;
};

class Arguments;

struct Command {
  absl::string_view name;     // One or two words: "session new".
  absl::string_view summary;  // One line for the list of all commands.
  absl::string_view teach;    // What it does, what comes before and after it.
  absl::string_view example;  // One line to copy.
  // Names of what comes without "--", in order; "[X]" may be left out.
  std::vector<absl::string_view> positionals;
  std::vector<Option> options;
  // Prints to standard output. A failure's message says what to do next; it is
  // printed by the caller and becomes exit code 1.
  absl::Status (*run)(const Arguments& arguments);
};

// What stood on the command line, already fitting the command.
class Arguments {
 public:
  // Reads the words after the command's name: "--name value", "--name=value"
  // and positionals. INVALID_ARGUMENT, saying what was meant perhaps, for an
  // unknown, repeated or missing option and for too few or many positionals.
  static absl::StatusOr<Arguments> Parse(const Command& command,
                                         std::span<const std::string> words);

  bool Has(absl::string_view option) const;
  // The value; empty when it was not given.
  std::string Get(absl::string_view option) const;
  std::vector<std::string> All(absl::string_view option) const;
  // A number between `min` and `max`; `otherwise` when it was not given.
  // INVALID_ARGUMENT naming the option and what to write.
  struct Range {
    uint64_t min = 0;
    uint64_t max = UINT64_MAX;
  };
  absl::StatusOr<uint64_t> Number(absl::string_view option, uint64_t otherwise,
                                  Range range) const;
  // Positional `index`; empty when it was left out.
  std::string At(size_t index) const;

 private:
  // Reads the option at words[at]; moves `at` to its last word.
  absl::Status TakeOption(const Command& command,
                          std::span<const std::string> words, size_t& at);

  std::map<std::string, std::vector<std::string>, std::less<>> options_;
  std::vector<std::string> positionals_;
};

// All commands, in the order in which `pingyi help` shows them.
std::span<const Command> AllCommands();

// The command's page: usage, what it does, options, an example.
std::string HelpPage(const Command& command);
// The list of all commands, in the order of a sitting.
std::string HelpOverview();

// Runs the command line (without the program's name) and returns the exit code:
// 0 done, 1 refused, 2 wrong usage.
int RunCommandLine(std::span<const std::string> words);

}  // namespace pingyi

#endif  // CLIENT_CLI_COMMAND_H_
