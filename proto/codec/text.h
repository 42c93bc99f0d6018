#ifndef PROTO_CODEC_TEXT_H_
#define PROTO_CODEC_TEXT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// Text that people will read on screens and sheets and that is hashed: one
// spelling for what looks the same, and nothing invisible that moves it about.
namespace pingyi {

// INVALID_ARGUMENT unless `text` is UTF-8 in Normalization Form C and free of
// control characters, line and paragraph separators and characters that change
// the direction of writing. Says nothing of its length.
absl::Status CheckText(absl::string_view text);

// `text` in Normalization Form C: what to write where CheckText must pass.
// INVALID_ARGUMENT if it is not UTF-8.
absl::StatusOr<std::string> NormalizeText(absl::string_view text);

// Whether `text` is a day of the Gregorian calendar, "YYYY-MM-DD".
bool IsDay(absl::string_view text);

}  // namespace pingyi

#endif  // PROTO_CODEC_TEXT_H_
