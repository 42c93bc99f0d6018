#include <unistd.h>

#include <iostream>

#include "absl/strings/str_cat.h"
#include "client/cli/commands.h"
#include "client/cli/connection.h"
#include "client/cli/outcome.h"
#include "client/cli/progress.h"
#include "crypto/base/status_macros.h"
#include "crypto/engine/engine.h"

namespace pingyi {
namespace {

// Verifies before the watcher's eyes: a bar while it lasts where there is a
// terminal, one line about it in the end anyway. Standard output is the
// report's.
SessionOutcome JudgeVisibly(const RecordSource& source) {
  ProgressLine line(std::cerr, isatty(STDERR_FILENO) == 1);
  size_t ballots = 0;
  const absl::Time begin = absl::Now();
  SessionOutcome outcome =
      JudgeRecord(source.record, source.expected, [&](size_t done, size_t all) {
        ballots = done;
        line.Show(done, all);
      });
  const double seconds = absl::ToDoubleSeconds(absl::Now() - begin);
  line.Erase();
  if (ballots > 0) {
    const size_t cores = CoreExecutor::cores();
    std::cerr << FormatCount(ballots) << (ballots == 1 ? " ballot" : " ballots")
              << " verified in " << FormatRough(seconds) << " s, "
              << FormatRough(static_cast<double>(ballots) / seconds)
              << " a second, on " << cores << (cores == 1 ? " core" : " cores")
              << ", engine " << EngineName() << "\n";
  }
  return outcome;
}

absl::Status Run(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const RecordSource source, ReadRecordSource(arguments));
  const SessionOutcome outcome = JudgeVisibly(source);
  std::cout << (arguments.Has("json") ? ReportJson(outcome)
                                      : FormatReport(outcome));
  const ReportItem* item = outcome.report.FirstNotPassed();
  if (item == nullptr) {
    return absl::OkStatus();
  }
  return absl::DataLossError(
      absl::StrCat(VerdictName(item->verdict), ": ", ItemTitle(item->item).en,
                   " (", ItemId(item->item), "): ", item->detail));
}

}  // namespace

Command VerifyCommand() {
  Command command{
      .name = "verify",
      .summary = "Verify a whole session, from its record alone",
      .teach =
          "Checks everything in a public record, trusting no server and "
          "nobody: checkpoint,\nwitnesses, every entry, key ceremony, "
          "check-ins, every ballot's proof, the token\naudit, the trustees' "
          "shares and the counts. One page, an item a line:\n"
          "  PASS         it was checked and holds\n"
          "  FAIL         it does not; the record is not to be believed\n"
          "  NOT CHECKED  it could not be judged\n"
          "The verdict is PASS only if every item passes, so --manifest must "
          "be given: take\nthe fingerprint from a paper or person you trust, "
          "not from the record. Exit code 0\nfor PASS, 1 otherwise, naming "
          "the first item. Uses all cores; how far it is, and\nhow fast it "
          "was, goes to standard error.",
      .example = "pingyi verify record --manifest \"b1a30df5 316984cb ...\"",
      .positionals = {"[DIR]"},
      .options = ConnectionOptions(),
      .run = Run};
  command.options.push_back(
      {.name = "manifest",
       .value = "FINGERPRINT",
       .help = "The session's fingerprint, as it was announced or printed."});
  command.options.push_back(
      {.name = "json", .value = "", .help = "The report as JSON."});
  return command;
}

}  // namespace pingyi
