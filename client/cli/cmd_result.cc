#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/cli/choices_file.h"
#include "client/cli/commands.h"
#include "client/cli/connection.h"
#include "client/cli/outcome.h"
#include "client/record/files.h"
#include "client/report/script.h"
#include "client/report/sheet_files.h"
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

// The sheet to sign, and the script to read from.
absl::Status WriteSheet(const Arguments& arguments,
                        const SessionOutcome& outcome) {
  if (!arguments.Has("sheet") && !arguments.Has("script")) {
    return absl::OkStatus();
  }
  const std::string written = arguments.Get("lang");
  ASSIGN_OR_RETURN(const Language language,
                   ParseLanguage(written.empty() ? "both" : written));
  ASSIGN_OR_RETURN(const Sheet sheet, MakeSheet(outcome));
  if (arguments.Has("sheet")) {
    const std::string base = arguments.Get("sheet");
    ASSIGN_OR_RETURN(const std::string pdf, SheetPdf(sheet, language));
    RETURN_IF_ERROR(WriteFile(absl::StrCat(base, ".pdf"), AsBytes(pdf)));
    RETURN_IF_ERROR(
        WriteSheetXlsx(sheet, language, absl::StrCat(base, ".xlsx")));
    std::cout << "Result sheet: " << base << ".pdf and " << base << ".xlsx\n";
  }
  if (arguments.Has("script")) {
    const std::string text = absl::StrCat(
        absl::StrJoin(AnnouncementScript(sheet, language), "\n"), "\n");
    RETURN_IF_ERROR(WriteFile(arguments.Get("script"), AsBytes(text)));
    std::cout << "Script: " << arguments.Get("script") << "\n";
  }
  return absl::OkStatus();
}

absl::Status Run(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const RecordSource source, ReadRecordSource(arguments));
  const SessionOutcome outcome = JudgeRecord(source.record, source.expected);
  RETURN_IF_ERROR(CheckVerified(outcome.report));
  RETURN_IF_ERROR(WriteSheet(arguments, outcome));
  if (outcome.report.abortion.has_value()) {
    std::cout << FormatHeading(outcome.manifest)
              << "This session was given up, there is no result: "
              << outcome.report.abortion->reason << "\n";
    return absl::OkStatus();
  }
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
      .summary = "Show the result; the sheet to sign as PDF and XLSX",
      .teach =
          "Verifies the record (of a folder, or of a server with --session) on "
          "this machine and\nshows the counts, with the rates, scores and "
          "grades that the session's rules ask for.\nCounts are the truth; "
          "each "
          "view says what it was divided by.",
      .example = "pingyi result record --sheet result",
      .positionals = {"[DIR]"},
      .options = ConnectionOptions(),
      .run = Run};
  command.options.insert(
      command.options.end(),
      {{.name = "json", .value = "", .help = "Print JSON."},
       {.name = "csv", .value = "FILE", .help = "Write a CSV file as well."},
       {.name = "sheet",
        .value = "BASE",
        .help =
            "Write the result sheet (计票结果报告单): BASE.pdf, BASE.xlsx."},
       {.name = "script",
        .value = "FILE",
        .help = "Write what the chair reads aloud, as text."},
       {.name = "lang",
        .value = "zh|en|both",
        .help = "Language of sheet and script; default both."},
       {.name = "compare",
        .value = "FILE",
        .help = "Compare with what `simulate --choices-out` wrote."}});
  return command;
}

}  // namespace pingyi
