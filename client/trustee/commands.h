#ifndef CLIENT_TRUSTEE_COMMANDS_H_
#define CLIENT_TRUSTEE_COMMANDS_H_

#include <span>

#include "absl/status/status.h"
#include "client/trustee/command_line.h"

// What `pingyi-trustee` can be told. Each prints to stdout and fails with a
// message for people.
namespace pingyi {

// All flags of all commands.
std::span<const Flag> TrusteeFlags();
// The text of --help.
const char* TrusteeHelp();

absl::Status EnrolCommand(const CommandLine& line);
absl::Status RunCommand(const CommandLine& line);
absl::Status StatusCommand(const CommandLine& line);

}  // namespace pingyi

#endif  // CLIENT_TRUSTEE_COMMANDS_H_
