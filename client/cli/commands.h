#ifndef CLIENT_CLI_COMMANDS_H_
#define CLIENT_CLI_COMMANDS_H_

#include "client/cli/command.h"

// One function a command, each in cmd_<name>.cc; commands.cc puts them in the
// order of a sitting.
namespace pingyi {

Command SessionNewCommand();
Command EnrollCommand();
Command RosterListCommand();
Command RosterReissueCommand();
Command SlipsCommand();
Command DoctorCommand();
Command CeremonyCommand();
Command ZeroCheckCommand();
Command CheckInCommand();
Command OpenCommand();
Command CloseCommand();
Command VerifiedCommand();
Command ObjectionCommand();
Command AnnounceCommand();
Command AbortCommand();
Command VoteCommand();
Command SimulateCommand();
Command WatchCommand();
Command ResultCommand();
Command ExportCommand();
Command VerifyCommand();
Command QrCommand();
Command BenchCommand();

}  // namespace pingyi

#endif  // CLIENT_CLI_COMMANDS_H_
