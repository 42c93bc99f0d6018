#include <iostream>

#include "absl/strings/str_cat.h"
#include "client/cli/choices_file.h"
#include "client/cli/commands.h"
#include "client/cli/connection.h"
#include "client/cli/outcome.h"
#include "client/record/files.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr size_t kMaxChoicesFile = size_t{1} << 20;

absl::Status Compare(const ResultView& view, bool blank_allowed,
                     const std::string& path) {
  ASSIGN_OR_RETURN(const Bytes bytes, ReadFile(path, kMaxChoicesFile));
  const absl::StatusOr<ChoiceCounts> chosen = ParseChoiceCounts(AsText(bytes));
  if (!chosen.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": ", chosen.status().message()));
  }
  RETURN_IF_ERROR(CompareCounts(view, blank_allowed, *chosen));
  std::cout
      << "The announced counts are what the simulated deputies chose: all "
      << chosen->size() << " contests agree.\n";
  return absl::OkStatus();
}

// Everything but the fingerprint given by hand: that is `verify`'s matter.
absl::Status CheckVerified(const Report& report) {
  for (const ReportItem& item : report.items) {
    if (item.verdict == Verdict::kFail) {
      return absl::DataLossError(
          absl::StrCat("this record fails its verification, so there is no "
                       "result to show: ",
                       ItemTitle(item.item).en, ": ", item.detail));
    }
  }
  return absl::OkStatus();
}

absl::Status Run(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const RecordSource source, ReadRecordSource(arguments));
  const SessionOutcome outcome = JudgeRecord(source.record, source.expected);
  RETURN_IF_ERROR(CheckVerified(outcome.report));
  if (!outcome.view.has_value()) {
    return absl::FailedPreconditionError(
        "there is no result yet; `pingyi watch --once` says what it waits for");
  }
  if (arguments.Has("csv")) {
    RETURN_IF_ERROR(
        WriteFile(arguments.Get("csv"), AsBytes(ResultCsv(outcome))));
  }
  if (arguments.Has("compare")) {
    return Compare(
        *outcome.view,
        outcome.manifest.has_value() && outcome.manifest->blank_allowed,
        arguments.Get("compare"));
  }
  if (arguments.Has("json")) {
    std::cout << ResultJson(outcome);
    return absl::OkStatus();
  }
  const Report& report = outcome.report;
  std::cout << FormatHeading(outcome.manifest) << "\n"
            << FormatResult(outcome) << "\n应到 " << report.entitled
            << "  实到 " << report.checked_in << "  收回 " << report.ballots
            << "  未交 "
            << report.checked_in - std::min(report.checked_in, report.ballots)
            << "  verified by " << report.verified_by.size() << " of "
            << report.scrutineers << " scrutineers\n";
  return absl::OkStatus();
}

}  // namespace

Command ResultCommand() {
  Command command{
      .name = "result",
      .summary = "Show the result as a table, JSON or CSV",
      .teach =
          "Verifies the record (of a folder, or of a server with --session) on "
          "this machine and\nshows the counts, with the rates, scores and "
          "grades that the session's rules ask for.\nCounts are the truth; "
          "each "
          "view says what it was divided by.",
      .example = "pingyi result record --csv result.csv",
      .positionals = {"[DIR]"},
      .options = ConnectionOptions(),
      .run = Run};
  command.options.insert(
      command.options.end(),
      {{.name = "json", .value = "", .help = "Print JSON."},
       {.name = "csv", .value = "FILE", .help = "Write a CSV file as well."},
       {.name = "compare",
        .value = "FILE",
        .help = "Compare with what `simulate --choices-out` wrote."}});
  return command;
}

}  // namespace pingyi
