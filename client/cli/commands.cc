#include "client/cli/commands.h"

#include <span>
#include <vector>

#include "client/cli/command.h"

namespace pingyi {

std::span<const Command> AllCommands() {
  // In the order of a sitting.
  static const auto* const kCommands = new std::vector<Command>{
      EnrollCommand(),    SessionNewCommand(), RosterListCommand(),
      SlipsCommand(),     DoctorCommand(),     CeremonyCommand(),
      ZeroCheckCommand(), CheckInCommand(),    RosterReissueCommand(),
      VoteCommand(),      SimulateCommand(),   WatchCommand(),
      OpenCommand(),      CloseCommand(),      VerifiedCommand(),
      ObjectionCommand(), AnnounceCommand(),   AbortCommand(),
      ExportCommand(),    VerifyCommand(),     ResultCommand(),
      QrCommand(),        BenchCommand(),
  };
  return *kCommands;
}

}  // namespace pingyi
