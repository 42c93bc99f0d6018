#include "client/report/result_table.h"

#include <numeric>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace pingyi {
namespace {

constexpr uint64_t kBasisPoints = 10'000;

const std::string& English(const Name& name) {
  return name.en.empty() ? name.zh : name.en;
}

Name DenominatorName(Denominator denominator, const ResultView& view,
                     const Attendance& attendance) {
  switch (denominator) {
    case Denominator::kEntitled:
      return {
          .zh = absl::StrCat("应到人数（", attendance.entitled, "）"),
          .en = absl::StrCat("deputies entitled (", attendance.entitled, ")")};
    case Denominator::kPresent:
      return {
          .zh = absl::StrCat("实到人数（", attendance.present, "）"),
          .en = absl::StrCat("deputies present (", attendance.present, ")")};
    case Denominator::kReturned:
      return {.zh = absl::StrCat("收回票数（", view.ballots, "）"),
              .en = absl::StrCat("ballots returned (", view.ballots, ")")};
    case Denominator::kGraded:
      return {.zh = "该部门已评票数（见“分母”列）",
              .en = "votes that graded the department (column Divisor)"};
  }
  return {};
}

std::vector<Name> Columns(const Manifest& manifest) {
  const Name& first = manifest.levels.front().name;
  std::vector<Name> columns;
  for (const Level& level : manifest.levels) {
    columns.push_back(level.name);
  }
  if (manifest.blank_allowed) {
    columns.push_back({.zh = "弃权", .en = "Abstained"});
  }
  columns.push_back({.zh = "合计", .en = "Sum"});
  if (manifest.counting.denominator == Denominator::kGraded) {
    columns.push_back({.zh = "分母", .en = "Divisor"});
  }
  columns.push_back({.zh = absl::StrCat(first.zh, "率%"),
                     .en = absl::StrCat(English(first), " %")});
  if (manifest.counting.score) {
    columns.push_back({.zh = "得分", .en = "Score"});
  }
  if (!manifest.counting.grades.empty()) {
    columns.push_back({.zh = "等次", .en = "Grade"});
  }
  if (manifest.counting.ranking) {
    columns.push_back({.zh = "名次", .en = "Place"});
  }
  return columns;
}

Cell Number(uint64_t number) {
  const std::string text = absl::StrCat(number);
  return {.text = {.zh = text, .en = text}, .number = true};
}

// A value as printed; "-" where there is none.
Cell Value(const std::string& text) {
  return {.text = {.zh = text, .en = text}, .number = text != "-"};
}

std::vector<Cell> Row(const Manifest& manifest, const ContestView& contest) {
  std::vector<Cell> cells;
  for (const uint32_t count : contest.counts) {
    cells.push_back(Number(count));
  }
  if (manifest.blank_allowed) {
    cells.push_back(Number(contest.blanks));
  }
  cells.push_back(Number(SumOf(contest)));
  if (manifest.counting.denominator == Denominator::kGraded) {
    cells.push_back(Number(contest.denominator));
  }
  cells.push_back(Value(FormatPercent(contest.rates.front())));
  if (manifest.counting.score) {
    cells.push_back(
        Value(contest.score.has_value() ? FormatScore(*contest.score) : "-"));
  }
  if (!manifest.counting.grades.empty()) {
    Cell grade = Value("-");
    if (contest.grade.has_value()) {
      const Name& name = manifest.counting.grades[*contest.grade].name;
      grade.text = {.zh = name.zh, .en = English(name)};
      grade.number = false;
    }
    cells.push_back(grade);
  }
  if (manifest.counting.ranking) {
    cells.push_back(contest.place.has_value() ? Number(*contest.place)
                                              : Value("-"));
  }
  return cells;
}

Name RateFormula(const Manifest& manifest, const Name& denominator) {
  const Name& first = manifest.levels.front().name;
  return {
      .zh = absl::StrCat(first.zh, "率 = ", first.zh, "票数 ÷ ", denominator.zh,
                         "；精确计算，只在最后四舍五入一次，保留两位小数"),
      .en = absl::StrCat(English(first), " % = votes for ", English(first),
                         " / ", denominator.en,
                         "; exact, rounded once, half up, two decimals")};
}

Name ScoreFormula(const Manifest& manifest) {
  std::vector<std::string> zh;
  std::vector<std::string> en;
  for (const Level& level : manifest.levels) {
    zh.push_back(absl::StrCat(level.name.zh, "×", level.weight));
    en.push_back(absl::StrCat(English(level.name), " x ", level.weight));
  }
  return {.zh = absl::StrCat("得分 =（", absl::StrJoin(zh, " + "),
                             "）÷ 该部门已评票数"),
          .en = absl::StrCat("Score = (", absl::StrJoin(en, " + "),
                             ") / votes that graded the department")};
}

Name GradeFormula(const Manifest& manifest, const Name& denominator) {
  std::vector<std::string> zh;
  std::vector<std::string> en;
  for (const Grade& grade : manifest.counting.grades) {
    const std::string percent = FormatPercent(
        {.numerator = grade.basis_points, .denominator = kBasisPoints});
    zh.push_back(absl::StrCat(grade.name.zh, "：前 ", grade.levels, " 档合计",
                              grade.strictly_more ? "超过 " : "达到 ", percent,
                              "%"));
    en.push_back(absl::StrCat(
        English(grade.name), ": the best ", grade.levels, " levels together ",
        grade.strictly_more ? "above " : "at least ", percent, " %"));
  }
  return {.zh = absl::StrCat("等次取以下第一个成立者（÷ ", denominator.zh,
                             "）：", absl::StrJoin(zh, "；")),
          .en = absl::StrCat("Grade: the first of these that holds (by ",
                             denominator.en, "): ", absl::StrJoin(en, "; "))};
}

Name RankingFormula(const Manifest& manifest) {
  const Name& first = manifest.levels.front().name;
  const bool by_score = manifest.counting.score;
  return {.zh = absl::StrCat(
              "名次按",
              by_score ? std::string("得分") : absl::StrCat(first.zh, "率"),
              "从高到低，相同者并列"),
          .en = absl::StrCat("Place by ",
                             by_score ? std::string("score")
                                      : absl::StrCat(English(first), " %"),
                             ", highest first; equal values share a place")};
}

}  // namespace

uint64_t SumOf(const ContestView& contest) {
  return std::accumulate(contest.counts.begin(), contest.counts.end(),
                         uint64_t{contest.blanks});
}

ResultTable MakeResultTable(const Manifest& manifest, const ResultView& view,
                            const Attendance& attendance) {
  ResultTable table = {
      .columns = Columns(manifest), .rows = {}, .formulas = {}};
  for (const ContestView& contest : view.contests) {
    table.rows.push_back(Row(manifest, contest));
  }
  const Name denominator =
      DenominatorName(manifest.counting.denominator, view, attendance);
  table.formulas.push_back(RateFormula(manifest, denominator));
  if (manifest.counting.score) {
    table.formulas.push_back(ScoreFormula(manifest));
  }
  if (!manifest.counting.grades.empty()) {
    table.formulas.push_back(GradeFormula(manifest, denominator));
  }
  if (manifest.counting.ranking) {
    table.formulas.push_back(RankingFormula(manifest));
  }
  return table;
}

}  // namespace pingyi
