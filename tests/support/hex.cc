#include "tests/support/hex.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pingyi::testing {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

// Returns the value of a digit in either case, or 16 if it is none.
unsigned Nibble(char c) {
  if (c >= 'A' && c <= 'F') {
    c = static_cast<char>(c - 'A' + 'a');
  }
  const size_t position = kDigits.find(c);
  return position == std::string_view::npos ? 16U
                                            : static_cast<unsigned>(position);
}

}  // namespace

std::vector<uint8_t> FromHex(std::string_view hex) {
  if (hex.size() % 2 != 0) {
    ADD_FAILURE() << "odd number of hexadecimal digits: " << hex.size();
    return {};
  }
  std::vector<uint8_t> bytes;
  bytes.reserve(hex.size() / 2);
  for (size_t i = 0; i < hex.size(); i += 2) {
    const unsigned high = Nibble(hex[i]);
    const unsigned low = Nibble(hex[i + 1]);
    if (high > 15 || low > 15) {
      ADD_FAILURE() << "not hexadecimal at digit " << i;
      return {};
    }
    bytes.push_back(static_cast<uint8_t>(high * 16 + low));
  }
  return bytes;
}

std::string ToHex(std::span<const uint8_t> bytes) {
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const uint8_t byte : bytes) {
    hex.push_back(kDigits[byte >> 4]);
    hex.push_back(kDigits[byte & 15]);
  }
  return hex;
}

}  // namespace pingyi::testing
