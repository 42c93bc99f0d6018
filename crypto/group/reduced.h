#ifndef CRYPTO_GROUP_REDUCED_H_
#define CRYPTO_GROUP_REDUCED_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace pingyi {

// Whether 32 little-endian bytes are a number below the group order l.
// Constant time: the number may be a secret.
inline bool IsReducedScalar(std::span<const uint8_t, 32> bytes) {
  // l = 2^252 + 27742317777372353535851937790883648493.
  constexpr std::array<uint8_t, 32> kOrder = {
      0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
      0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
      0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};
  unsigned borrow = 0;
  for (size_t i = 0; i < kOrder.size(); ++i) {
    borrow = (bytes[i] - kOrder[i] - borrow) >> 31;
  }
  return borrow == 1;
}

}  // namespace pingyi

#endif  // CRYPTO_GROUP_REDUCED_H_
