#include "crypto/base/bytes.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace pingyi {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";
constexpr uint8_t kNotHex = 16;

uint8_t HexValue(char sign) {
  if (sign >= '0' && sign <= '9') {
    return static_cast<uint8_t>(sign - '0');
  }
  if (sign >= 'a' && sign <= 'f') {
    return static_cast<uint8_t>(sign - 'a' + 10);
  }
  if (sign >= 'A' && sign <= 'F') {
    return static_cast<uint8_t>(sign - 'A' + 10);
  }
  return kNotHex;
}

void AppendLittleEndian(Bytes& out, uint64_t value, int size) {
  for (int i = 0; i < size; ++i) {
    out.push_back(static_cast<uint8_t>(value >> (8 * i)));
  }
}

}  // namespace

void AppendBytes(Bytes& out, ByteSpan data) {
  out.insert(out.end(), data.begin(), data.end());
}

void AppendBytes(Bytes& out, absl::string_view text) {
  AppendBytes(out, AsBytes(text));
}

void AppendLe32(Bytes& out, uint32_t value) {
  AppendLittleEndian(out, value, 4);
}

void AppendLe64(Bytes& out, uint64_t value) {
  AppendLittleEndian(out, value, 8);
}

void AppendFrame(Bytes& out, ByteSpan data) {
  AppendLe64(out, data.size());
  AppendBytes(out, data);
}

std::array<uint8_t, 4> Le32(uint32_t value) {
  return {static_cast<uint8_t>(value), static_cast<uint8_t>(value >> 8),
          static_cast<uint8_t>(value >> 16), static_cast<uint8_t>(value >> 24)};
}

uint32_t ReadLe32(std::span<const uint8_t, 4> bytes) {
  return uint32_t{bytes[0]} | uint32_t{bytes[1]} << 8 |
         uint32_t{bytes[2]} << 16 | uint32_t{bytes[3]} << 24;
}

std::array<uint8_t, 8> Le64(uint64_t value) {
  std::array<uint8_t, 8> out = {};
  for (size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<uint8_t>(value >> (8 * i));
  }
  return out;
}

ByteSpan AsBytes(absl::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

absl::string_view AsText(ByteSpan data) {
  return {reinterpret_cast<const char*>(data.data()), data.size()};
}

std::string ToString(ByteSpan data) {
  return {data.begin(), data.end()};
}

std::string ToHex(ByteSpan data) {
  std::string out;
  out.reserve(2 * data.size());
  for (const uint8_t byte : data) {
    out.push_back(kHexDigits[byte >> 4]);
    out.push_back(kHexDigits[byte & 15]);
  }
  return out;
}

absl::StatusOr<Bytes> FromHex(absl::string_view hex) {
  if (hex.size() % 2 != 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("hexadecimal: odd length ", hex.size()));
  }
  Bytes out;
  out.reserve(hex.size() / 2);
  for (size_t i = 0; i < hex.size(); i += 2) {
    const uint8_t high = HexValue(hex[i]);
    const uint8_t low = HexValue(hex[i + 1]);
    if (high == kNotHex || low == kNotHex) {
      return absl::InvalidArgumentError(
          absl::StrCat("hexadecimal: not a digit near position ", i));
    }
    out.push_back(static_cast<uint8_t>(high << 4 | low));
  }
  return out;
}

absl::StatusOr<Digest> ToDigest(ByteSpan data, absl::string_view what) {
  Digest out = {};
  if (data.size() != out.size()) {
    return absl::InvalidArgumentError(
        absl::StrCat(what, ": want ", out.size(), " bytes, got ", data.size()));
  }
  std::copy(data.begin(), data.end(), out.begin());
  return out;
}

}  // namespace pingyi
