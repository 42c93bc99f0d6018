#include "crypto/note/utf8.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"

namespace pingyi {
namespace {

// A lead byte says how many bytes follow, and the smallest code point that
// needs so many.
struct Form {
  uint8_t mask;
  uint8_t lead;
  size_t following;
  uint32_t smallest;
};
constexpr std::array<Form, 4> kForms = {{
    {.mask = 0x80, .lead = 0x00, .following = 0, .smallest = 0},
    {.mask = 0xe0, .lead = 0xc0, .following = 1, .smallest = 0x80},
    {.mask = 0xf0, .lead = 0xe0, .following = 2, .smallest = 0x800},
    {.mask = 0xf8, .lead = 0xf0, .following = 3, .smallest = 0x10000},
}};

// White space of Unicode 15, apart from U+2000 to U+200A and U+0009 to U+000D.
constexpr std::array<uint32_t, 9> kSpaces = {
    0x20, 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000};

bool IsSpace(uint32_t code_point) {
  return (code_point >= 0x09 && code_point <= 0x0d) ||
         (code_point >= 0x2000 && code_point <= 0x200a) ||
         std::find(kSpaces.begin(), kSpaces.end(), code_point) != kSpaces.end();
}

// Takes one code point from the front of `text`, which is not empty.
std::optional<uint32_t> TakeCodePoint(absl::string_view& text) {
  const auto lead = static_cast<uint8_t>(text[0]);
  const auto* const form =
      std::find_if(kForms.begin(), kForms.end(), [lead](const Form& candidate) {
        return (lead & candidate.mask) == candidate.lead;
      });
  if (form == kForms.end() || text.size() <= form->following) {
    return std::nullopt;
  }
  uint32_t code_point = lead & static_cast<uint8_t>(~form->mask);
  for (size_t i = 1; i <= form->following; ++i) {
    const auto byte = static_cast<uint8_t>(text[i]);
    if ((byte & 0xc0) != 0x80) {
      return std::nullopt;
    }
    code_point = (code_point << 6) | (byte & 0x3fU);
  }
  const bool surrogate = code_point >= 0xd800 && code_point <= 0xdfff;
  if (code_point < form->smallest || surrogate || code_point > 0x10ffff) {
    return std::nullopt;
  }
  text.remove_prefix(form->following + 1);
  return code_point;
}

}  // namespace

bool IsUtf8(absl::string_view text) {
  while (!text.empty()) {
    if (!TakeCodePoint(text).has_value()) {
      return false;
    }
  }
  return true;
}

bool HasUnicodeSpace(absl::string_view text) {
  while (!text.empty()) {
    const std::optional<uint32_t> code_point = TakeCodePoint(text);
    if (!code_point.has_value()) {
      return false;
    }
    if (IsSpace(*code_point)) {
      return true;
    }
  }
  return false;
}

}  // namespace pingyi
