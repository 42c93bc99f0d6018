#ifndef CLIENT_REPORT_LANGUAGE_H_
#define CLIENT_REPORT_LANGUAGE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "crypto/audit/manifest.h"

// In which language a sheet speaks. Chinese is the first; where an English name
// is missing, the Chinese one stands.
namespace pingyi {

enum class Language { kChinese, kEnglish, kBoth };

// "zh", "en" or "both". INVALID_ARGUMENT says so.
absl::StatusOr<Language> ParseLanguage(absl::string_view text);

// What stands first, and what below it: empty unless both are asked for and
// differ.
const std::string& FirstLine(const Name& name, Language language);
std::string SecondLine(const Name& name, Language language);
// Both on one line: "合计 Sum".
std::string OnOneLine(const Name& name, Language language);

}  // namespace pingyi

#endif  // CLIENT_REPORT_LANGUAGE_H_
