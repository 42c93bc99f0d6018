#ifndef CRYPTO_ENGINE_DIGITS_H_
#define CRYPTO_ENGINE_DIGITS_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "crypto/group/scalar.h"

namespace pingyi::engine {

// A scalar has 253 bits; signed digits may carry into one more.
inline constexpr unsigned kScalarBits = 253;

inline unsigned WindowCount(unsigned width) {
  return (kScalarBits + 1 + width - 1) / width;
}

// Writes WindowCount(width) signed digits of `scalar`, base 2^width, least
// significant first: sum digit_w 2^(width w), -2^(width-1) < digit <=
// 2^(width-1). Digit w goes to out(w). 2 <= width <= 15.
template <class Out>
void RecodeSigned(const Scalar& scalar, unsigned width, const Out& out) {
  std::array<uint8_t, kScalarSize + 3> bytes =
      {};  // Room to read past the end.
  std::copy(scalar.bytes().begin(), scalar.bytes().end(), bytes.begin());
  const unsigned half = 1U << (width - 1);
  unsigned carry = 0;
  for (unsigned w = 0; w < WindowCount(width); ++w) {
    const uint8_t* const low = bytes.data() + w * width / 8;
    const uint32_t bits =
        low[0] | uint32_t{low[1]} << 8 | uint32_t{low[2]} << 16;
    const unsigned value =
        (bits >> (w * width % 8) & ((1U << width) - 1)) + carry;
    carry = value > half ? 1 : 0;
    out(w, static_cast<int>(value) - static_cast<int>(carry << width));
  }
}

}  // namespace pingyi::engine

#endif  // CRYPTO_ENGINE_DIGITS_H_
