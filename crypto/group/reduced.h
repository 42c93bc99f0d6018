#ifndef CRYPTO_GROUP_REDUCED_H_
#define CRYPTO_GROUP_REDUCED_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace pingyi {

// Whether 32 little-endian bytes are a number below the group order l.
// Constant time: the number may be a secret.
inline bool IsReducedScalar(std::span<const uint8_t, 32> bytes) {
  static_assert(std::endian::native == std::endian::little);
  // l = 2^252 + 27742317777372353535851937790883648493.
  constexpr uint64_t kOrder[4] = {0x5812631a5cf5d3ed, 0x14def9dea2f79cd6, 0,
                                  0x1000000000000000};
  uint64_t words[4];
  std::memcpy(words, bytes.data(), sizeof(words));
  uint64_t borrow = 0;
  for (size_t i = 0; i < 4; ++i) {
    // The sign of words[i] - kOrder[i] - borrow.
    __extension__ using Wide = unsigned __int128;
    borrow =
        static_cast<uint64_t>((Wide{words[i]} - kOrder[i] - borrow) >> 64) & 1;
  }
  return borrow == 1;
}

}  // namespace pingyi

#endif  // CRYPTO_GROUP_REDUCED_H_
