#include "client/report/script.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace pingyi {
namespace {

using Lines = std::vector<std::string>;

const std::string& In(const Name& name, bool chinese) {
  return FirstLine(name, chinese ? Language::kChinese : Language::kEnglish);
}

// "应到 120，实到 117，..." with the sheet's own numbers.
std::string Listed(const std::vector<Fact>& facts, bool chinese) {
  std::string text;
  for (const Fact& fact : facts) {
    absl::StrAppend(&text, text.empty() ? "" : (chinese ? "，" : ", "),
                    In(fact.label, chinese), " ", In(fact.value, chinese));
  }
  return absl::StrCat(text, chinese ? "。" : ".");
}

// "1. 市教育局：满意 64，较满意 31，...". A column's "%" is said once, after
// the value.
std::string Contest(const Sheet& sheet, size_t contest, bool chinese) {
  std::string text =
      absl::StrCat(contest + 1, ". ", In(sheet.contests[contest], chinese),
                   chinese ? "：" : ": ");
  const ResultTable& table = sheet.table;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    absl::string_view column = In(table.columns[i], chinese);
    const bool percent =
        absl::ConsumeSuffix(&column, "%") && table.rows[contest][i].number;
    absl::ConsumeSuffix(&column, " ");
    absl::StrAppend(&text, i == 0 ? "" : (chinese ? "，" : ", "), column,
                    percent && !chinese ? " rate " : " ",
                    In(table.rows[contest][i].text, chinese),
                    percent ? "%" : "");
  }
  return absl::StrCat(text, chinese ? "。" : ".");
}

void Opening(const Sheet& sheet, bool chinese, Lines& lines) {
  if (sheet.rehearsal) {
    lines.emplace_back(chinese ? "【演练】以下不是正式表决的结果。"
                               : "[REHEARSAL] What follows is not the result "
                                 "of a vote.");
    lines.emplace_back();
  }
  lines.push_back(chinese ? absl::StrCat("各位代表：现在宣布", sheet.title.zh,
                                         "的计票结果。")
                          : absl::StrCat("Deputies, I announce the result: ",
                                         In(sheet.title, false), "."));
  lines.push_back(Listed(sheet.facts, chinese));
  lines.push_back(Listed(sheet.numbers, chinese));
}

void InOneLanguage(const Sheet& sheet, bool chinese, Lines& lines) {
  Opening(sheet, chinese, lines);
  for (const Name& notice : sheet.notices) {
    lines.push_back(In(notice, chinese));
  }
  if (sheet.has_counts()) {
    lines.emplace_back();
    for (size_t i = 0; i < sheet.contests.size(); ++i) {
      lines.push_back(Contest(sheet, i, chinese));
    }
    lines.emplace_back();
    for (const Name& formula : sheet.table.formulas) {
      lines.push_back(absl::StrCat(In(formula, chinese), chinese ? "。" : "."));
    }
  }
  lines.emplace_back();
  for (const Name& attested : sheet.attested) {
    lines.push_back(absl::StrCat(In(attested, chinese), chinese ? "。" : "."));
  }
  lines.emplace_back(chinese ? "宣布完毕。" : "End of the announcement.");
}

}  // namespace

Lines AnnouncementScript(const Sheet& sheet, Language language) {
  Lines lines;
  if (language != Language::kEnglish) {
    InOneLanguage(sheet, /*chinese=*/true, lines);
  }
  if (language == Language::kBoth) {
    lines.emplace_back();
  }
  if (language != Language::kChinese) {
    InOneLanguage(sheet, /*chinese=*/false, lines);
  }
  return lines;
}

}  // namespace pingyi
