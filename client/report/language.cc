#include "client/report/language.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace pingyi {

absl::StatusOr<Language> ParseLanguage(absl::string_view text) {
  if (text == "zh") {
    return Language::kChinese;
  }
  if (text == "en") {
    return Language::kEnglish;
  }
  if (text == "both") {
    return Language::kBoth;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("language \"", text, "\": write zh, en or both"));
}

const std::string& FirstLine(const Name& name, Language language) {
  const bool english = language == Language::kEnglish && !name.en.empty();
  return english ? name.en : name.zh;
}

std::string SecondLine(const Name& name, Language language) {
  return language == Language::kBoth && name.en != name.zh ? name.en : "";
}

std::string OnOneLine(const Name& name, Language language) {
  const std::string second = SecondLine(name, language);
  const std::string& first = FirstLine(name, language);
  return second.empty() ? first : absl::StrCat(first, " ", second);
}

}  // namespace pingyi
