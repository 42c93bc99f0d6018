#include "client/report/script.h"

#include <algorithm>
#include <span>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace pingyi {
namespace {

constexpr uint64_t kBasisPoints = 10'000;

const std::string& English(const Name& name) {
  return FirstLine(name, Language::kEnglish);
}

Name Opening(const Manifest& manifest) {
  return {.zh = absl::StrCat("各位代表，现在公布", manifest.title.zh,
                             "的计票结果。"),
          .en = absl::StrCat("Deputies, I announce the result of: ",
                             English(manifest.title), ".")};
}

Name Turnout(const Report& report) {
  const uint32_t present = report.checked_in;
  const uint32_t missing = present - std::min(present, report.ballots);
  const size_t invalid = report.void_ballots.size();
  return {
      .zh = absl::StrCat(
          "应到代表 ", report.entitled, " 名，实到 ", present,
          " 名；发出评议票 ", present, " 张，收回有效票 ", report.ballots,
          " 张，未交 ", missing, " 张；",
          invalid == 0 ? std::string("没有无效票")
                       : absl::StrCat("另有无效票 ", invalid, " 张，不计票"),
          "。"),
      .en = absl::StrCat(
          "Of ", report.entitled, " deputies entitled, ", present,
          " were present; ", present, " ballots were issued, ", report.ballots,
          " valid ballots came back, ", missing, " not returned. ",
          invalid == 0 ? std::string("No ballot was invalid.")
                       : absl::StrCat("Besides, ", invalid,
                                      " invalid and not counted."))};
}

// What grades are shares of.
Name Base(Denominator denominator, const Report& report) {
  switch (denominator) {
    case Denominator::kEntitled:
      return {
          .zh = absl::StrCat("应到代表 ", report.entitled, " 名"),
          .en = absl::StrCat("the ", report.entitled, " deputies entitled")};
    case Denominator::kPresent:
      return {
          .zh = absl::StrCat("实到代表 ", report.checked_in, " 名"),
          .en = absl::StrCat("the ", report.checked_in, " deputies present")};
    case Denominator::kReturned:
      return {.zh = absl::StrCat("收回有效票 ", report.ballots, " 张"),
              .en = absl::StrCat("the ", report.ballots,
                                 " valid ballots returned")};
    case Denominator::kGraded:
      return {.zh = "对各部门作出评价的票数分别",
              .en = "the ballots that graded each department"};
  }
  return {};
}

// As people say it: "80", "66.67", "80.5".
std::string SpokenPercent(uint32_t basis_points) {
  std::string percent =
      FormatPercent({.numerator = basis_points, .denominator = kBasisPoints});
  while (absl::EndsWith(percent, "0")) {
    percent.pop_back();
  }
  return std::string(absl::StripSuffix(percent, "."));
}

// "A, B and C together".
std::string InEnglish(std::span<const std::string> levels) {
  if (levels.size() < 2) {
    return levels.empty() ? "" : levels.front();
  }
  return absl::StrCat(absl::StrJoin(levels.first(levels.size() - 1), ", "),
                      " and ", levels.back(), " together");
}

Name GradeRule(const Manifest& manifest, const Grade& grade) {
  // Holds whatever the counts are.
  if (grade.basis_points == 0 && !grade.strictly_more) {
    return {.zh = absl::StrCat("其余的，等次为“", grade.name.zh, "”"),
            .en = absl::StrCat("any other is \"", English(grade.name), "\"")};
  }
  std::vector<std::string> zh;
  std::vector<std::string> en;
  for (size_t i = 0; i < grade.levels; ++i) {
    zh.push_back(manifest.levels[i].name.zh);
    en.push_back(English(manifest.levels[i].name));
  }
  const std::string percent = SpokenPercent(grade.basis_points);
  return {.zh = absl::StrCat(absl::StrJoin(zh, "、"),
                             grade.levels > 1 ? "合计" : "",
                             grade.strictly_more ? "超过 " : "不低于 ", percent,
                             "% 的，等次为“", grade.name.zh, "”"),
          .en = absl::StrCat(
              InEnglish(en), grade.strictly_more ? " above " : " at least ",
              percent, " percent is \"", English(grade.name), "\"")};
}

// What grades are measured by, once for all departments.
Name Grades(const Manifest& manifest, const Report& report) {
  const Name base = Base(manifest.counting.denominator, report);
  std::vector<std::string> zh;
  std::vector<std::string> en;
  for (const Grade& grade : manifest.counting.grades) {
    const Name rule = GradeRule(manifest, grade);
    zh.push_back(rule.zh);
    en.push_back(rule.en);
  }
  return {.zh = absl::StrCat("等次按", base.zh, "计算：",
                             absl::StrJoin(zh, "；"), "。"),
          .en = absl::StrCat("Grades are measured by ", base.en, ": ",
                             absl::StrJoin(en, "; "), ".")};
}

Name GradeOf(const Manifest& manifest, const ContestView& contest) {
  if (manifest.counting.grades.empty()) {
    return {};
  }
  if (!contest.grade.has_value()) {
    return {.zh = "；等次：无", .en = "; grade: none"};
  }
  const Name& name = manifest.counting.grades[*contest.grade].name;
  return {.zh = absl::StrCat("；等次：", name.zh),
          .en = absl::StrCat("; grade: ", English(name))};
}

Name Contest(const Manifest& manifest, const ContestView& contest,
             size_t index) {
  std::vector<std::string> zh;
  std::vector<std::string> en;
  for (size_t level = 0; level < contest.counts.size(); ++level) {
    const Name& name = manifest.levels[level].name;
    const uint32_t count = contest.counts[level];
    zh.push_back(absl::StrCat(name.zh, " ", count, " 票"));
    en.push_back(absl::StrCat(English(name), " ", count));
  }
  if (manifest.blank_allowed) {
    zh.push_back(absl::StrCat("弃权 ", contest.blanks, " 票"));
    en.push_back(absl::StrCat("abstained ", contest.blanks));
  }
  const Name grade = GradeOf(manifest, contest);
  const Name& name = manifest.contests[index];
  return {.zh = absl::StrCat(index + 1, ". ", name.zh, "：",
                             absl::StrJoin(zh, "，"), grade.zh, "。"),
          .en = absl::StrCat(index + 1, ". ", English(name), ": ",
                             absl::StrJoin(en, ", "), grade.en, ".")};
}

Name Closing(uint32_t ballots) {
  return {
      .zh = absl::StrCat("以上各部门票数之和均为 ", ballots,
                         " 张，与收回有效票数相符。计票结果报告单由监票人"
                         "签字，结果公布完毕。"),
      .en = absl::StrCat("The votes of every department add up to ", ballots,
                         ", the number of valid ballots. The scrutineers "
                         "sign the sheet. This ends the announcement.")};
}

Name Withheld(uint32_t ballots) {
  return {.zh = absl::StrCat("收回有效票只有 ", ballots,
                             " 张，少于规定的最低票数。为保护投票人，选票不予"
                             "解密，本次没有计票结果。"),
          .en = absl::StrCat("Only ", ballots,
                             " valid ballots came back, fewer than the least "
                             "number that the rules set. To protect the "
                             "voters nothing was decrypted: there are no "
                             "counts.")};
}

std::vector<Name> Aborted(const Manifest& manifest, const Abortion& abortion) {
  return {
      {.zh = absl::StrCat(manifest.title.zh, "中止。原因：", abortion.reason,
                          "。"),
       .en = absl::StrCat("This session is aborted: ", English(manifest.title),
                          ". The reason: ", abortion.reason, ".")},
      {.zh = "没有任何结果产生。", .en = "There is no result."}};
}

std::vector<Name> Announced(const Manifest& manifest, const Report& report,
                            const ResultView& view) {
  std::vector<Name> lines = {Opening(manifest), Turnout(report)};
  if (view.withheld) {
    lines.push_back(Withheld(view.ballots));
    return lines;
  }
  if (!manifest.counting.grades.empty()) {
    lines.push_back(Grades(manifest, report));
  }
  for (size_t i = 0; i < view.contests.size(); ++i) {
    lines.push_back(Contest(manifest, view.contests[i], i));
  }
  lines.push_back(Closing(view.ballots));
  return lines;
}

}  // namespace

std::vector<Name> MakeScript(const SessionOutcome& outcome) {
  if (!outcome.manifest.has_value()) {
    return {};
  }
  const Manifest& manifest = *outcome.manifest;
  const Report& report = outcome.report;
  std::vector<Name> lines;
  if (report.abortion.has_value()) {
    lines = Aborted(manifest, *report.abortion);
  } else if (outcome.view.has_value()) {
    lines = Announced(manifest, report, *outcome.view);
  } else {
    return {};
  }
  if (manifest.kind == SessionKind::kRehearsal) {  // Says so first and last.
    const Name mark = {
        .zh = "（演练）这是演练，不是正式表决。",
        .en = "(Rehearsal) This is a rehearsal. It is not the vote."};
    lines.insert(lines.begin(), mark);
    lines.push_back(mark);
  }
  return lines;
}

std::vector<std::string> AnnouncementScript(const Sheet& sheet,
                                            Language language) {
  std::vector<std::string> lines;
  if (language != Language::kEnglish) {
    for (const Name& line : sheet.script) {
      lines.push_back(line.zh);
    }
  }
  if (language == Language::kBoth) {
    lines.emplace_back();
  }
  if (language != Language::kChinese) {
    for (const Name& line : sheet.script) {
      lines.push_back(line.en);
    }
  }
  return lines;
}

}  // namespace pingyi
