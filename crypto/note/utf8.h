#ifndef CRYPTO_NOTE_UTF8_H_
#define CRYPTO_NOTE_UTF8_H_

#include "absl/strings/string_view.h"

// The little that notes need to know of Unicode.
namespace pingyi {

// Whether `text` is UTF-8: shortest forms only, no surrogates, nothing beyond
// U+10FFFF.
bool IsUtf8(absl::string_view text);

// Whether `text`, which must be UTF-8, holds a character that Unicode calls
// white space.
bool HasUnicodeSpace(absl::string_view text);

}  // namespace pingyi

#endif  // CRYPTO_NOTE_UTF8_H_
