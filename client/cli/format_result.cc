#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "client/cli/outcome.h"
#include "client/cli/table.h"

// The counts, and the labelled views of them.
namespace pingyi {
namespace {

constexpr char kByteOrderMark[] = "\xEF\xBB\xBF";

absl::string_view DenominatorName(Denominator denominator) {
  switch (denominator) {
    case Denominator::kEntitled:
      return "应到 (all deputies of the roster)";
    case Denominator::kPresent:
      return "实到 (deputies checked in)";
    case Denominator::kReturned:
      return "收回 (valid ballots)";
    case Denominator::kGraded:
      return "ballots that graded the department";
  }
  return "";
}

bool IsRehearsal(const SessionOutcome& outcome) {
  return outcome.manifest.has_value() &&
         outcome.manifest->kind == SessionKind::kRehearsal;
}

uint64_t SumOf(const ContestView& contest) {
  uint64_t sum = contest.blanks;
  for (const uint32_t count : contest.counts) {
    sum += count;
  }
  return sum;
}

// Names of the columns that follow a contest's names, in order.
std::vector<std::string> ColumnNames(const Manifest& manifest) {
  std::vector<std::string> names;
  for (const Level& level : manifest.levels) {
    names.push_back(level.name.zh);
  }
  if (manifest.blank_allowed) {
    names.emplace_back("弃权");
  }
  names.emplace_back("合计");
  names.push_back(absl::StrCat(manifest.levels.front().name.zh, "率%"));
  if (manifest.counting.score) {
    names.emplace_back("得分");
  }
  if (!manifest.counting.grades.empty()) {
    names.emplace_back("等次");
  }
  if (manifest.counting.ranking) {
    names.emplace_back("名次");
  }
  return names;
}

std::vector<std::string> Columns(const Manifest& manifest,
                                 const ContestView& contest) {
  std::vector<std::string> cells;
  for (const uint32_t count : contest.counts) {
    cells.push_back(absl::StrCat(count));
  }
  if (manifest.blank_allowed) {
    cells.push_back(absl::StrCat(contest.blanks));
  }
  cells.push_back(absl::StrCat(SumOf(contest)));
  cells.push_back(FormatPercent(contest.rates.front()));
  if (manifest.counting.score) {
    cells.push_back(contest.score.has_value() ? FormatScore(*contest.score)
                                              : "-");
  }
  if (!manifest.counting.grades.empty()) {
    cells.push_back(contest.grade.has_value()
                        ? manifest.counting.grades[*contest.grade].name.zh
                        : "-");
  }
  if (manifest.counting.ranking) {
    cells.push_back(contest.place.has_value() ? absl::StrCat(*contest.place)
                                              : "-");
  }
  return cells;
}

// How the columns beside the counts came about.
std::string Formulas(const Manifest& manifest) {
  std::string text =
      absl::StrCat(manifest.levels.front().name.zh, "率 = votes for ",
                   manifest.levels.front().name.zh, " / ",
                   DenominatorName(manifest.counting.denominator),
                   "; exact, rounded once, half up\n");
  if (manifest.counting.score) {
    std::vector<std::string> weights;
    for (const Level& level : manifest.levels) {
      weights.push_back(absl::StrCat(level.name.zh, " ", level.weight));
    }
    absl::StrAppend(&text, "得分 = mean of ", absl::StrJoin(weights, ", "),
                    " over the votes that graded\n");
  }
  for (const Grade& grade : manifest.counting.grades) {
    absl::StrAppend(&text, "等次 ", grade.name.zh, ": the first ", grade.levels,
                    " levels ", grade.strictly_more ? "above " : "at least ",
                    grade.basis_points / 100, ".",
                    grade.basis_points % 100 < 10 ? "0" : "",
                    grade.basis_points % 100, " % by the same denominator\n");
  }
  return text;
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
  std::vector<std::vector<std::string>> rows = {{"", "部门"}};
  for (const std::string& name : ColumnNames(manifest)) {
    rows[0].push_back(name);
  }
  for (size_t i = 0; i < outcome.view->contests.size(); ++i) {
    std::vector<std::string> row = {absl::StrCat(i + 1),
                                    manifest.contests[i].zh};
    for (std::string& cell : Columns(manifest, outcome.view->contests[i])) {
      row.push_back(std::move(cell));
    }
    rows.push_back(std::move(row));
  }
  return absl::StrCat(FormatTable(rows, 2), Formulas(manifest));
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
  std::vector<std::string> head = {"kind", "number", "name_zh", "name_en"};
  for (const std::string& name : ColumnNames(manifest)) {
    head.push_back(CsvCell(name));
  }
  absl::StrAppend(&csv, absl::StrJoin(head, ","), "\r\n");
  for (size_t i = 0; i < outcome.view->contests.size(); ++i) {
    std::vector<std::string> row = {
        IsRehearsal(outcome) ? "rehearsal" : "vote", absl::StrCat(i + 1),
        CsvCell(manifest.contests[i].zh), CsvCell(manifest.contests[i].en)};
    for (const std::string& cell :
         Columns(manifest, outcome.view->contests[i])) {
      row.push_back(CsvCell(cell));
    }
    absl::StrAppend(&csv, absl::StrJoin(row, ","), "\r\n");
  }
  return csv;
}

}  // namespace pingyi
