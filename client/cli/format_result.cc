#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "client/cli/outcome.h"
#include "client/cli/table.h"
#include "client/report/result_table.h"

// The counts, and the labelled views of them.
namespace pingyi {
namespace {

constexpr char kByteOrderMark[] = "\xEF\xBB\xBF";

bool IsRehearsal(const SessionOutcome& outcome) {
  return outcome.manifest.has_value() &&
         outcome.manifest->kind == SessionKind::kRehearsal;
}

ResultTable TableOf(const Manifest& manifest, const ResultView& view,
                    const Report& report) {
  return MakeResultTable(
      manifest, view,
      {.entitled = report.entitled, .present = report.checked_in});
}

std::string CsvCell(absl::string_view text) {
  if (text.find_first_of(",\"\r\n") == absl::string_view::npos) {
    return std::string(text);
  }
  return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\"", "\"\""}}), "\"");
}

nlohmann::json ContestJson(const Manifest& manifest, size_t index,
                           const ContestView& contest) {
  nlohmann::json json = {{"number", index + 1},
                         {"name_zh", manifest.contests[index].zh},
                         {"name_en", manifest.contests[index].en},
                         {"counts", contest.counts},
                         {"blanks", contest.blanks},
                         {"denominator", contest.denominator}};
  for (const Fraction& rate : contest.rates) {
    json["rates_percent"].push_back(FormatPercent(rate));
  }
  if (contest.score.has_value()) {
    json["score"] = FormatScore(*contest.score);
  }
  if (contest.grade.has_value()) {
    json["grade"] = manifest.counting.grades[*contest.grade].name.zh;
  }
  if (contest.place.has_value()) {
    json["place"] = *contest.place;
  }
  return json;
}

}  // namespace

std::string FormatHeading(const std::optional<Manifest>& manifest) {
  if (!manifest.has_value()) {
    return "A record without a manifest that can be read.\n";
  }
  std::string text;
  if (manifest->kind == SessionKind::kRehearsal) {
    absl::StrAppend(&text, "*** 演练 REHEARSAL: not the vote ***\n");
  }
  absl::StrAppend(&text, manifest->title.zh, "\n");
  if (!manifest->title.en.empty()) {
    absl::StrAppend(&text, manifest->title.en, "\n");
  }
  absl::StrAppend(&text, "评议年度 ", manifest->evaluated_year, "  会议日期 ",
                  manifest->meeting_date, "  ", manifest->place, "\n");
  return text;
}

std::string FormatResult(const SessionOutcome& outcome) {
  if (!outcome.view.has_value() || !outcome.manifest.has_value()) {
    return "";
  }
  if (outcome.view->withheld) {
    return absl::StrCat("Too few ballots (", outcome.view->ballots,
                        "): nothing was decrypted, there are no counts.\n");
  }
  const Manifest& manifest = *outcome.manifest;
  const ResultTable table = TableOf(manifest, *outcome.view, outcome.report);
  std::vector<std::vector<std::string>> rows = {{"", "部门"}};
  for (const Name& name : table.columns) {
    rows[0].push_back(name.zh);
  }
  for (size_t i = 0; i < outcome.view->contests.size(); ++i) {
    std::vector<std::string> row = {absl::StrCat(i + 1),
                                    manifest.contests[i].zh};
    for (const Cell& cell : table.rows[i]) {
      row.push_back(cell.text.zh);
    }
    rows.push_back(std::move(row));
  }
  std::string text = FormatTable(rows, 2);
  for (const Name& formula : table.formulas) {
    absl::StrAppend(&text, formula.zh, "\n", formula.en, "\n");
  }
  return text;
}

std::string ResultJson(const SessionOutcome& outcome) {
  nlohmann::json json = {{"verified", outcome.report.Passed()},
                         {"session_id", ToHex(outcome.report.session_id)},
                         {"entitled", outcome.report.entitled},
                         {"present", outcome.report.checked_in},
                         {"ballots", outcome.report.ballots}};
  if (outcome.manifest.has_value()) {
    json["rehearsal"] = IsRehearsal(outcome);
    json["title_zh"] = outcome.manifest->title.zh;
    for (const Level& level : outcome.manifest->levels) {
      json["levels"].push_back(level.name.zh);
    }
  }
  if (outcome.view.has_value() && outcome.manifest.has_value()) {
    json["withheld"] = outcome.view->withheld;
    json["contests"] = nlohmann::json::array();
    for (size_t i = 0; i < outcome.view->contests.size(); ++i) {
      json["contests"].push_back(
          ContestJson(*outcome.manifest, i, outcome.view->contests[i]));
    }
  }
  return absl::StrCat(json.dump(2), "\n");
}

std::string ResultCsv(const SessionOutcome& outcome) {
  std::string csv = kByteOrderMark;
  if (!outcome.view.has_value() || !outcome.manifest.has_value() ||
      outcome.view->withheld) {
    return csv;
  }
  const Manifest& manifest = *outcome.manifest;
  const ResultTable table = TableOf(manifest, *outcome.view, outcome.report);
  std::vector<std::string> head = {"kind", "number", "name_zh", "name_en"};
  for (const Name& name : table.columns) {
    head.push_back(CsvCell(name.zh));
  }
  absl::StrAppend(&csv, absl::StrJoin(head, ","), "\r\n");
  for (size_t i = 0; i < outcome.view->contests.size(); ++i) {
    std::vector<std::string> row = {
        IsRehearsal(outcome) ? "rehearsal" : "vote", absl::StrCat(i + 1),
        CsvCell(manifest.contests[i].zh), CsvCell(manifest.contests[i].en)};
    for (const Cell& cell : table.rows[i]) {
      row.push_back(CsvCell(cell.text.zh));
    }
    absl::StrAppend(&csv, absl::StrJoin(row, ","), "\r\n");
  }
  return csv;
}

}  // namespace pingyi
