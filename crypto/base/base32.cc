#include "crypto/base/base32.h"

#include <cstddef>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr absl::string_view kSymbols(kBase32Alphabet, 32);

}  // namespace

std::string EncodeBase32(ByteSpan data) {
  std::string out;
  uint32_t pending = 0;
  unsigned pending_bits = 0;
  for (const uint8_t byte : data) {
    pending = (pending << 8 | byte) & 0xfffU;
    pending_bits += 8;
    while (pending_bits >= 5) {
      pending_bits -= 5;
      out.push_back(kSymbols[pending >> pending_bits & 31U]);
    }
  }
  if (pending_bits > 0) {
    out.push_back(kSymbols[pending << (5 - pending_bits) & 31U]);
  }
  return out;
}

absl::StatusOr<uint8_t> Base32Value(char symbol) {
  char upper = absl::ascii_toupper(static_cast<unsigned char>(symbol));
  if (upper == 'O') {
    upper = '0';
  } else if (upper == 'I' || upper == 'L') {
    upper = '1';
  }
  const size_t value = kSymbols.find(upper);
  if (value == absl::string_view::npos) {
    return absl::InvalidArgumentError("base32: not a symbol");
  }
  return static_cast<uint8_t>(value);
}

absl::StatusOr<Bytes> DecodeBase32(absl::string_view text) {
  Bytes out;
  uint32_t pending = 0;
  unsigned pending_bits = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const absl::StatusOr<uint8_t> value = Base32Value(text[i]);
    if (!value.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("base32: not a symbol at position ", i + 1));
    }
    pending = (pending << 5 | *value) & 0xfffU;
    pending_bits += 5;
    if (pending_bits >= 8) {
      pending_bits -= 8;
      out.push_back(static_cast<uint8_t>(pending >> pending_bits));
    }
  }
  if (pending_bits >= 5) {
    return absl::InvalidArgumentError(
        absl::StrCat("base32: impossible length ", text.size()));
  }
  if ((pending & ((1U << pending_bits) - 1)) != 0) {
    return absl::InvalidArgumentError("base32: bits after the last byte");
  }
  return out;
}

}  // namespace pingyi
