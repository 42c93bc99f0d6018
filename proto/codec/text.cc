#include "proto/codec/text.h"

#include <utf8proc.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

struct FreeText {
  // utf8proc allocates with malloc.
  void operator()(utf8proc_uint8_t* text) const {
    std::free(text);  // NOLINT(cppcoreguidelines-no-malloc)
  }
};

bool TurnsDirection(utf8proc_int32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool MayStand(utf8proc_int32_t c) {
  const utf8proc_category_t category = utf8proc_category(c);
  return category != UTF8PROC_CATEGORY_CC && category != UTF8PROC_CATEGORY_ZL &&
         category != UTF8PROC_CATEGORY_ZP && !TurnsDirection(c);
}

bool IsLeapYear(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

}  // namespace

absl::StatusOr<std::string> NormalizeText(absl::string_view text) {
  utf8proc_uint8_t* raw = nullptr;
  const utf8proc_ssize_t size = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
      static_cast<utf8proc_ssize_t>(text.size()), &raw,
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, FreeText> owner(raw);
  if (size < 0) {
    return absl::InvalidArgumentError("is not UTF-8");
  }
  return std::string(reinterpret_cast<const char*>(raw),
                     static_cast<size_t>(size));
}

absl::Status CheckText(absl::string_view text) {
  ASSIGN_OR_RETURN(const std::string normal, NormalizeText(text));
  if (absl::string_view(normal) != text) {
    return absl::InvalidArgumentError("is not in Unicode Normalization Form C");
  }
  const auto* next = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t c = 0;
    const utf8proc_ssize_t used = utf8proc_iterate(next, left, &c);
    if (!MayStand(c)) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "holds U+%04X, which is invisible and not allowed", c));
    }
    next += used;
    left -= used;
  }
  return absl::OkStatus();
}

bool IsDay(absl::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return false;
  }
  for (const size_t i : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U}) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(text[i]))) {
      return false;
    }
  }
  int year = 0;
  int month = 0;
  int day = 0;
  if (!absl::SimpleAtoi(text.substr(0, 4), &year) ||
      !absl::SimpleAtoi(text.substr(5, 2), &month) ||
      !absl::SimpleAtoi(text.substr(8, 2), &day) || month < 1 || month > 12) {
    return false;
  }
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30,
                                         31, 31, 30, 31, 30, 31};
  const int days = kDays[static_cast<size_t>(month - 1)] +
                   (month == 2 && IsLeapYear(year) ? 1 : 0);
  return year > 0 && day >= 1 && day <= days;
}

}  // namespace pingyi
