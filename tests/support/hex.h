#ifndef TESTS_SUPPORT_HEX_H_
#define TESTS_SUPPORT_HEX_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Hexadecimal for tests: known answers are written and printed in it.

namespace pingyi::testing {

// Returns the bytes that `hex` spells. Fails the running test, and returns no
// bytes, if `hex` is not an even number of hexadecimal digits.
std::vector<uint8_t> FromHex(std::string_view hex);

// Returns `bytes` as lower-case hexadecimal.
std::string ToHex(std::span<const uint8_t> bytes);

}  // namespace pingyi::testing

#endif  // TESTS_SUPPORT_HEX_H_
