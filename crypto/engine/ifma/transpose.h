#ifndef CRYPTO_ENGINE_IFMA_TRANSPOSE_H_
#define CRYPTO_ENGINE_IFMA_TRANSPOSE_H_

#include <immintrin.h>

#include <cstdint>

#include "crypto/engine/ifma/field.h"

// Between eight rows of words, each anywhere in memory, and vectors of their
// first, second, ... words. Four words a row at a time: two rows fill a vector.
// What costs is moving 128-bit quarters (two of the four vector pipes can, and
// one of them multiplies), so they are moved as little as possible; unpacking
// and blending are free beside it.
namespace pingyi::engine::ifma {

inline constexpr int kRowWords = 4;

// How four words lie in memory.
enum class Order {
  kPlain,
  // In rows 2, 3, 6, 7 the third and fourth before the first and second: what
  // StoreRows comes by without half of the moves. Reading costs the same.
  kSwapped,
};

[[gnu::always_inline]] static inline Vector LoadTwo(const void* low,
                                                    const void* high) {
  return _mm512_inserti64x4(
      _mm512_castsi256_si512(
          _mm256_loadu_si256(static_cast<const __m256i*>(low))),
      _mm256_loadu_si256(static_cast<const __m256i*>(high)), 1);
}

[[gnu::always_inline]] static inline void StoreTwo(Vector rows, void* low,
                                                   void* high) {
  _mm256_storeu_si256(static_cast<__m256i*>(low), _mm512_castsi512_si256(rows));
  _mm256_storeu_si256(static_cast<__m256i*>(high),
                      _mm512_extracti64x4_epi64(rows, 1));
}

// out[k]: word k of the eight rows.
template <Order kOrder>
[[gnu::always_inline]] static inline void LoadRows(
    const void* const (&rows)[kLanes], Vector (&out)[kRowWords]) {
  // Quarters to take of a vector with rows a and a + 2: of row a, of row a + 2.
  constexpr int kFirst = kOrder == Order::kSwapped ? 0xcc : 0x88;
  constexpr int kSecond = kOrder == Order::kSwapped ? 0x99 : 0xdd;
  const Vector rows02 = LoadTwo(rows[0], rows[2]);
  const Vector rows13 = LoadTwo(rows[1], rows[3]);
  const Vector rows46 = LoadTwo(rows[4], rows[6]);
  const Vector rows57 = LoadTwo(rows[5], rows[7]);
  const Vector even_low = _mm512_unpacklo_epi64(rows02, rows13);
  const Vector odd_low = _mm512_unpackhi_epi64(rows02, rows13);
  const Vector even_high = _mm512_unpacklo_epi64(rows46, rows57);
  const Vector odd_high = _mm512_unpackhi_epi64(rows46, rows57);
  out[0] = _mm512_shuffle_i64x2(even_low, even_high, kFirst);
  out[1] = _mm512_shuffle_i64x2(odd_low, odd_high, kFirst);
  out[2] = _mm512_shuffle_i64x2(even_low, even_high, kSecond);
  out[3] = _mm512_shuffle_i64x2(odd_low, odd_high, kSecond);
}

// Rows 0, 4 (or 1, 5) to low[0], low[4]; rows 2, 6 (or 3, 7) to low[2], low[6].
// `first` has words 0 and 1 of the four rows, `second` words 2 and 3.
template <Order kOrder>
[[gnu::always_inline]] static inline void StoreHalf(Vector first, Vector second,
                                                    void* const* to) {
  constexpr __mmask8 kOddQuarters = 0xcc;
  constexpr int kExchange = 0xb1;
  const Vector exchanged = _mm512_shuffle_i64x2(second, second, kExchange);
  StoreTwo(_mm512_mask_blend_epi64(kOddQuarters, first, exchanged), to[0],
           to[4]);
  Vector others = _mm512_mask_blend_epi64(kOddQuarters, exchanged, first);
  if constexpr (kOrder == Order::kPlain) {
    others = _mm512_shuffle_i64x2(others, others, kExchange);
  }
  StoreTwo(others, to[2], to[6]);
}

template <Order kOrder>
[[gnu::always_inline]] static inline void StoreRows(
    const Vector (&words)[kRowWords], void* const (&rows)[kLanes]) {
  StoreHalf<kOrder>(_mm512_unpacklo_epi64(words[0], words[1]),
                    _mm512_unpacklo_epi64(words[2], words[3]), rows);
  StoreHalf<kOrder>(_mm512_unpackhi_epi64(words[0], words[1]),
                    _mm512_unpackhi_epi64(words[2], words[3]), rows + 1);
}

inline constexpr int kCoordinates = 4;
inline constexpr int kPointLimbs = kCoordinates * kLimbs;

// Eight times twenty words: a point's limbs, coordinate by coordinate.
template <Order kOrder>
[[gnu::always_inline]] static inline void LoadPoints(
    const uint64_t* const (&from)[kLanes], Field (&out)[kCoordinates]) {
  for (int word = 0; word < kPointLimbs; word += kRowWords) {
    const void* rows[kLanes];
    for (int lane = 0; lane < kLanes; ++lane) {
      rows[lane] = from[lane] + word;
    }
    Vector words[kRowWords];
    LoadRows<kOrder>(rows, words);
    for (int k = 0; k < kRowWords; ++k) {
      out[(word + k) / kLimbs].limb[(word + k) % kLimbs] = words[k];
    }
  }
}

template <Order kOrder>
[[gnu::always_inline]] static inline void StorePoints(
    const Field (&points)[kCoordinates], uint64_t* const (&to)[kLanes]) {
  for (int word = 0; word < kPointLimbs; word += kRowWords) {
    void* rows[kLanes];
    for (int lane = 0; lane < kLanes; ++lane) {
      rows[lane] = to[lane] + word;
    }
    Vector words[kRowWords];
    for (int k = 0; k < kRowWords; ++k) {
      words[k] = points[(word + k) / kLimbs].limb[(word + k) % kLimbs];
    }
    StoreRows<kOrder>(words, rows);
  }
}

}  // namespace pingyi::engine::ifma

#endif  // CRYPTO_ENGINE_IFMA_TRANSPOSE_H_
