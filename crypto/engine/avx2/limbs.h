#ifndef CRYPTO_ENGINE_AVX2_LIMBS_H_
#define CRYPTO_ENGINE_AVX2_LIMBS_H_

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "crypto/engine/bounds.h"

// Four elements of the field of 2^255 - 19, one in each lane, five limbs of 51
// bits. AVX2 multiplies integers of 32 bits only, and would need a hundred
// products of ten short limbs each; its fused multiply-add of doubles rounds a
// product of 102 bits once, at the end, so two of them give its upper and its
// lower half exactly: fifty for a product. A limb is therefore a double that
// holds a signed integer.
//
// Sizes of limbs, R = 2^50 + 2^17:
//   reduced  |limb| <= R: what Reduce gives
//   loose    |limb| <= 2 R: a sum or difference of two reduced elements
// Multiply takes one loose and one reduced, or two reduced: every product of
// limbs is at most 2 R^2 < 2^101.01, below the 2^102 that it needs.
//
// Which way the processor rounds does not matter: in another mode than "to
// nearest" the halves differ and their sum is the same.
//
// Everything here and in the other headers of the folder is in an unnamed
// namespace: it is compiled for one processor, and a linker that took these
// functions for another file's would call them on any.
namespace pingyi::engine {
namespace {  // NOLINT(google-build-namespaces): see above.
namespace avx2 {

inline constexpr size_t kLimbs = 5;
inline constexpr size_t kLanes = 4;
inline constexpr unsigned kLimbBits = 51;
inline constexpr uint64_t kLimbMask = (uint64_t{1} << kLimbBits) - 1;

using Doubles = __m256d;
using Words = __m256i;

struct Field {
  Doubles limb[kLimbs];
};

// Limbs as integers of 64 bits.
struct Integers {
  Words limb[kLimbs];
};

// The five columns of a product, not carried, as integers mod 2^64: each is
// kProductBias more than it is worth. Sums of columns carry sums of biases.
struct Columns {
  Words column[kLimbs];
};

#define PINGYI_INLINE [[gnu::always_inline]] static inline

PINGYI_INLINE Words Set(uint64_t value) {
  return _mm256_set1_epi64x(static_cast<int64_t>(value));
}
PINGYI_INLINE Words AsWords(Doubles value) {
  return _mm256_castpd_si256(value);
}
PINGYI_INLINE Doubles AsDoubles(Words value) {
  return _mm256_castsi256_pd(value);
}

// A double d in [2^e, 2^(e+1)) has the bits B + (d - 2^e) / 2^(e - 52), where B
// are the bits of 2^e: within it, adding integers to the bits adds them to the
// number.
inline constexpr double kTwo51 = 2251799813685248.0;
inline constexpr double kTwo52 = 2 * kTwo51;
inline constexpr uint64_t kBitsOfTwo52 = uint64_t{0x433} << 52;
inline constexpr uint64_t kHalf = uint64_t{1} << 51;  // Of a binade.

// Multiply adds these to each upper and each lower half, so that a product of
// either sign lies in the middle of a binade.
inline constexpr double kUpperOffset = 3 * kTwo51 * kTwo51;  // 1.5 * 2^103
inline constexpr double kLowerOffset = 3 * kTwo51;           // 1.5 * 2^52
inline constexpr uint64_t kBitsOfUpper = (uint64_t{0x466} << 52) + kHalf;
inline constexpr uint64_t kBitsOfLower = kBitsOfTwo52 + kHalf;

// Column k before the fold has min(k, 8 - k) + 1 lower halves and as many upper
// halves as column k - 1 has lower ones.
constexpr uint64_t UnfoldedBias(uint64_t column) {
  const uint64_t lower = column < kLimbs ? column + 1 : 9 - column;
  const uint64_t upper = column <= kLimbs ? column : 10 - column;
  return lower * kBitsOfLower + upper * kBitsOfUpper;
}
constexpr uint64_t ProductBias(uint64_t column) {
  return UnfoldedBias(column) + 19 * UnfoldedBias(column + kLimbs);
}

// What Reduce adds to column k: takes `products` biases away, makes columns
// positive by 2^11 p, which is zero, and adds 2^50, which it takes away again
// when limbs have become short.
constexpr uint64_t ReduceBias(uint64_t column, int products) {
  const uint64_t zero = (column == 0 ? kLimbMask - 18 : kLimbMask) << 11;
  return zero + (uint64_t{1} << 50) -
         static_cast<uint64_t>(products) * ProductBias(column);
}

PINGYI_INLINE void CheckBelow(const Field& a, double limit) {
#if defined(PINGYI_CHECK_BOUNDS)
  for (size_t k = 0; k < kLimbs; ++k) {
    for (size_t lane = 0; lane < kLanes; ++lane) {
      const double limb = a.limb[k][lane];
      PINGYI_BOUND(-limit <= limb && limb <= limit);
      PINGYI_BOUND(limb == static_cast<double>(static_cast<int64_t>(limb)));
    }
  }
#else
  static_cast<void>(a);
  static_cast<void>(limit);
#endif
}

inline constexpr double kReduced = kTwo51 / 2 + 131072;
inline constexpr double kLoose = 2 * kReduced;

PINGYI_INLINE Words Times19(Words a) {
  const Words thrice = _mm256_add_epi64(a, _mm256_add_epi64(a, a));
  return _mm256_add_epi64(thrice, _mm256_slli_epi64(a, 4));
}

// Adds the product of two limbs to the columns of its halves. |a b| < 2^102.
//
// Let u = 2^51. kUpperOffset + a b lies in [2^103, 2^104], whose doubles are
// the multiples of u: `upper` is kUpperOffset + h u with |h u - a b| <= u. The
// subtraction is exact: its result kLowerOffset - h u is a multiple of u (as
// kLowerOffset = 3 u is) below 2^103. `lower` is kLowerOffset + (a b - h u), in
// [2 u, 4 u] = [2^52, 2^53], an integer and so exact.
PINGYI_INLINE void AddProduct(Doubles a, Doubles b, Words& low_column,
                              Words& high_column) {
  const Doubles upper =
      _mm256_fmadd_pd(a, b, _mm256_set1_pd(kUpperOffset));
  const Doubles rest =
      _mm256_sub_pd(_mm256_set1_pd(kUpperOffset + kLowerOffset), upper);
  const Doubles lower = _mm256_fmadd_pd(a, b, rest);
  high_column = _mm256_add_epi64(high_column, AsWords(upper));
  low_column = _mm256_add_epi64(low_column, AsWords(lower));
}

}  // namespace avx2
}  // namespace
}  // namespace pingyi::engine

#endif  // CRYPTO_ENGINE_AVX2_LIMBS_H_
