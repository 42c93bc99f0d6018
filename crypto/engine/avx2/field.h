#ifndef CRYPTO_ENGINE_AVX2_FIELD_H_
#define CRYPTO_ENGINE_AVX2_FIELD_H_

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "crypto/engine/avx2/limbs.h"

// Arithmetic on four field elements side by side; limbs.h says how they are
// kept, how large limbs may be, and how two of them are multiplied.
namespace pingyi::engine {
namespace {  // NOLINT(google-build-namespaces): see limbs.h.
namespace avx2 {

// Reduced a, b. Gives a loose element; one may go on to twice that where its
// other factor is reduced (4 R^2 = 2^102 + 2^70 is too large: never thrice).
PINGYI_INLINE Field Plus(const Field& a, const Field& b) {
  Field out;
  for (size_t k = 0; k < kLimbs; ++k) {
    out.limb[k] = _mm256_add_pd(a.limb[k], b.limb[k]);
  }
  CheckBelow(out, kLoose);
  return out;
}

PINGYI_INLINE Field Minus(const Field& a, const Field& b) {
  Field out;
  for (size_t k = 0; k < kLimbs; ++k) {
    out.limb[k] = _mm256_sub_pd(a.limb[k], b.limb[k]);
  }
  CheckBelow(out, kLoose);
  return out;
}

PINGYI_INLINE Columns Plus(const Columns& a, const Columns& b) {
  Columns out;
  for (size_t k = 0; k < kLimbs; ++k) {
    out.column[k] = _mm256_add_epi64(a.column[k], b.column[k]);
  }
  return out;
}

PINGYI_INLINE Columns Minus(const Columns& a, const Columns& b) {
  Columns out;
  for (size_t k = 0; k < kLimbs; ++k) {
    out.column[k] = _mm256_sub_epi64(a.column[k], b.column[k]);
  }
  return out;
}

// 2^255 = 19. A column takes at most five lower halves, each at most u = 2^51
// in size, and five upper ones of at most 2^51: without its bias, each of the
// ten is at most 10 * 2^51, and 20 times that after the fold: below 2^58.7.
PINGYI_INLINE Columns Fold(const Words sum[2 * kLimbs]) {
  Columns out;
  for (size_t k = 0; k < kLimbs; ++k) {
    out.column[k] = _mm256_add_epi64(sum[k], Times19(sum[k + kLimbs]));
  }
  return out;
}

// Adds the products of limb i of a, and of those after it, that belong to
// columns `column` and `column` + 1. Column after column: few are in registers
// at a time. By recursion: compilers leave columns in memory over which loops
// run that they do not unroll.
template <size_t column, size_t i>
PINGYI_INLINE void AddColumn(const Field& a, const Field& b,
                             Words sum[2 * kLimbs]) {
  if constexpr (i < kLimbs && i <= column) {
    if constexpr (column - i < kLimbs) {
      AddProduct(a.limb[i], b.limb[column - i], sum[column], sum[column + 1]);
    }
    AddColumn<column, i + 1>(a, b, sum);
  }
}

// The same for a = b: a product of two different limbs once, of twice the one.
template <size_t column, size_t i>
PINGYI_INLINE void AddSquareColumn(const Field& a, const Field& twice,
                                   Words sum[2 * kLimbs]) {
  if constexpr (2 * i <= column) {
    if constexpr (column - i < kLimbs) {
      AddProduct(2 * i == column ? a.limb[i] : twice.limb[i],
                 a.limb[column - i], sum[column], sum[column + 1]);
    }
    AddSquareColumn<column, i + 1>(a, twice, sum);
  }
}

// The larger of a and b may be loose, the other is reduced. Without the bias a
// column is less than 2^58.7 in size.
PINGYI_INLINE Columns Multiply(const Field& a, const Field& b) {
  CheckBelow(a, kLoose);
  CheckBelow(b, kLoose);
  Words sum[2 * kLimbs];
  for (Words& column : sum) {
    column = _mm256_setzero_si256();
  }
  AddColumn<0, 0>(a, b, sum);
  AddColumn<1, 0>(a, b, sum);
  AddColumn<2, 0>(a, b, sum);
  AddColumn<3, 0>(a, b, sum);
  AddColumn<4, 0>(a, b, sum);
  AddColumn<5, 0>(a, b, sum);
  AddColumn<6, 0>(a, b, sum);
  AddColumn<7, 0>(a, b, sum);
  AddColumn<8, 0>(a, b, sum);
  return Fold(sum);
}

// The integer columns carried once: unsigned limbs below 2^51 + 2^17. Columns
// below 2^63: carries are below 2^12, the last one 19-fold.
PINGYI_INLINE Integers Carry(const Columns& a) {
  Words carry[kLimbs];
  Integers out;
  for (size_t k = 0; k < kLimbs; ++k) {
    carry[k] = _mm256_srli_epi64(a.column[k], kLimbBits);
    out.limb[k] = _mm256_and_si256(a.column[k], Set(kLimbMask));
  }
  out.limb[0] =
      _mm256_add_epi64(out.limb[0], _mm256_mul_epu32(carry[4], Set(19)));
  for (size_t k = 1; k < kLimbs; ++k) {
    out.limb[k] = _mm256_add_epi64(out.limb[k], carry[k - 1]);
  }
  return out;
}

// A reduced element from a sum of columns in which kProducts more products were
// added than subtracted, at most four in all, besides integers below 2^60.
// Columns are below 4 * 2^58.7 + 2^60 < 2^61.3 in size, and between 0 and 2^63
// once 2^62 (2^11 p) and 2^50 have been added.
template <int kProducts>
PINGYI_INLINE Field Reduce(const Columns& a) {
  Columns positive;
  for (size_t k = 0; k < kLimbs; ++k) {
    positive.column[k] =
        _mm256_add_epi64(a.column[k], Set(ReduceBias(k, kProducts)));
  }
  const Integers carried = Carry(positive);
  Field out;
  for (size_t k = 0; k < kLimbs; ++k) {
    const Words bits = _mm256_or_si256(carried.limb[k], Set(kBitsOfTwo52));
    out.limb[k] = _mm256_sub_pd(AsDoubles(bits),
                                _mm256_set1_pd(kTwo52 + kTwo51 / 2));
  }
  CheckBelow(out, kReduced);
  return out;
}

PINGYI_INLINE Field operator*(const Field& a, const Field& b) {
  return Reduce<1>(Multiply(a, b));
}

// Products of different limbs are counted by doubling one of them: the bias is
// smaller by the ten products saved.
PINGYI_INLINE Field Square(const Field& a) {
  CheckBelow(a, kReduced + 1);
  Words sum[2 * kLimbs];
  for (Words& column : sum) {
    column = _mm256_setzero_si256();
  }
  const Field twice = Plus(a,a);
  AddSquareColumn<0, 0>(a, twice, sum);
  AddSquareColumn<1, 0>(a, twice, sum);
  AddSquareColumn<2, 0>(a, twice, sum);
  AddSquareColumn<3, 0>(a, twice, sum);
  AddSquareColumn<4, 0>(a, twice, sum);
  AddSquareColumn<5, 0>(a, twice, sum);
  AddSquareColumn<6, 0>(a, twice, sum);
  AddSquareColumn<7, 0>(a, twice, sum);
  AddSquareColumn<8, 0>(a, twice, sum);
  return Reduce<1>(Fold(sum));
}

PINGYI_INLINE Field Square(const Field& a);

}  // namespace avx2
}  // namespace
}  // namespace pingyi::engine

#endif  // CRYPTO_ENGINE_AVX2_FIELD_H_
