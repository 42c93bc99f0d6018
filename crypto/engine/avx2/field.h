#ifndef CRYPTO_ENGINE_AVX2_FIELD_H_
#define CRYPTO_ENGINE_AVX2_FIELD_H_

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "crypto/engine/avx2/limbs.h"
#include "crypto/engine/backend.h"

// Arithmetic on four field elements side by side. limbs.h says how they are
// kept, how large limbs may be, and how two of them are multiplied.
namespace pingyi::engine {
namespace {  // NOLINT(google-build-namespaces): see limbs.h.
namespace avx2 {

// An element limb by limb. (One that is filled in later would have to be zero
// first, and compilers do write the zeros.)
template <class Limb>
PINGYI_AVX2 Field EachLimb(const Limb& limb) {
  return {{limb(0), limb(1), limb(2), limb(3), limb(4)}};
}

// Limb k of the reduced form of a constant with limbs of 51 bits.
constexpr double SignedLimb(const FieldElement& constant, size_t k) {
  const auto& limbs = constant.limbs;
  // A limb above 2^50 owes 2^51 to the next, the last one 19 to the first.
  constexpr uint64_t kMost = uint64_t{1} << 50;
  const uint64_t below = limbs[k == 0 ? kLimbs - 1 : k - 1];
  const double carry = below > kMost ? (k == 0 ? 19 : 1) : 0;
  return static_cast<double>(limbs[k]) - (limbs[k] > kMost ? kTwo51 : 0) +
         carry;
}

// The same element in every lane; reduced.
PINGYI_AVX2 Field Constant(const FieldElement& constant) {
  return EachLimb(
      [&](size_t k) { return _mm256_set1_pd(SignedLimb(constant, k)); });
}

// Of reduced elements; loose.
PINGYI_AVX2 Field Plus(const Field& a, const Field& b) {
  CheckSize(a, kReduced);
  CheckSize(b, kReduced);
  return EachLimb(
      [&](size_t k) { return _mm256_add_pd(a.limb[k], b.limb[k]); });
}

PINGYI_AVX2 Field Minus(const Field& a, const Field& b) {
  CheckSize(a, kReduced);
  CheckSize(b, kReduced);
  return EachLimb(
      [&](size_t k) { return _mm256_sub_pd(a.limb[k], b.limb[k]); });
}

// a or, in lanes where `signs` has its sign bit set, -a. `signs` has no other
// bits. As large as a.
PINGYI_AVX2 Field TurnSign(const Field& a, Doubles signs) {
  return EachLimb([&](size_t k) { return _mm256_xor_pd(a.limb[k], signs); });
}

// b in lanes where `choice` has its sign bit set, a elsewhere.
PINGYI_AVX2 Field Choose(const Field& a, const Field& b, Doubles choice) {
  return EachLimb(
      [&](size_t k) { return _mm256_blendv_pd(a.limb[k], b.limb[k], choice); });
}

PINGYI_AVX2 Columns Plus(const Columns& a, const Columns& b) {
  Columns out;
  for (size_t k = 0; k < kLimbs; ++k) {
    out.column[k] = _mm256_add_epi64(a.column[k], b.column[k]);
  }
  return out;
}

PINGYI_AVX2 Columns Minus(const Columns& a, const Columns& b) {
  Columns out;
  for (size_t k = 0; k < kLimbs; ++k) {
    out.column[k] = _mm256_sub_epi64(a.column[k], b.column[k]);
  }
  return out;
}

// A reduced element as columns without a bias: with kLowerOffset, which is
// taken off again as an integer, limbs stay within one binade.
PINGYI_AVX2 Columns ToColumns(const Field& a) {
  CheckSize(a, kReduced);
  Columns out;
  for (size_t k = 0; k < kLimbs; ++k) {
    const Doubles shifted =
        _mm256_add_pd(a.limb[k], _mm256_set1_pd(kLowerOffset));
    out.column[k] =
        _mm256_sub_epi64(_mm256_castpd_si256(shifted), Set(kBitsOfLower));
  }
  return out;
}

// Limbs k and k + 5 of a sum in one: 2^255 = 19. Each of the ten holds at most
// five lower and five upper halves, each at most 2^51 in size, besides their
// biases; after this, columns are at most 20 * 10 * 2^51 < 2^58.7 in size.
PINGYI_AVX2 Columns Fold(const Words (&sum)[2 * kLimbs]) {
  Columns out;
  for (size_t k = 0; k < kLimbs; ++k) {
    const Words high = sum[k + kLimbs];
    const Words thrice = _mm256_add_epi64(high, _mm256_add_epi64(high, high));
    out.column[k] = _mm256_add_epi64(_mm256_add_epi64(sum[k], thrice),
                                     _mm256_slli_epi64(high, 4));
  }
  return out;
}

// In which the products of the last limbs begin.
constexpr size_t kLastColumn = 2 * kLimbs - 2;

// Adds the products of limb i of a, and of those after it, that begin in this
// column, and in those after it. Column after column: few are in registers at a
// time. By recursion: arrays over which loops run stay in memory where a
// compiler does not unroll.
template <size_t column, size_t i>
PINGYI_AVX2 void AddColumns(const Field& a, const Field& b,
                            Words (&sum)[2 * kLimbs]) {
  if constexpr (i < kLimbs && i <= column) {
    if constexpr (column - i < kLimbs) {
      AddProduct(a.limb[i], b.limb[column - i], sum[column], sum[column + 1]);
    }
    AddColumns<column, i + 1>(a, b, sum);
  } else if constexpr (column < kLastColumn) {
    AddColumns<column + 1, 0>(a, b, sum);
  }
}

// The same for a = b, with a product of two different limbs once, of `twice`
// the one.
template <size_t column, size_t i>
PINGYI_AVX2 void AddSquareColumns(const Field& a, const Field& twice,
                                  Words (&sum)[2 * kLimbs]) {
  if constexpr (2 * i <= column) {
    if constexpr (column - i < kLimbs) {
      AddProduct(2 * i == column ? a.limb[i] : twice.limb[i],
                 a.limb[column - i], sum[column], sum[column + 1]);
    }
    AddSquareColumns<column, i + 1>(a, twice, sum);
  } else if constexpr (column < kLastColumn) {
    AddSquareColumns<column + 1, 0>(a, twice, sum);
  }
}

// One of a and b may be loose, the other must be reduced.
PINGYI_AVX2 Columns Multiply(const Field& a, const Field& b) {
  CheckSize(a, kLoose);
  CheckSize(b, kLoose);
  Words sum[2 * kLimbs];
  for (Words& column : sum) {
    column = _mm256_setzero_si256();
  }
  AddColumns<0, 0>(a, b, sum);
  return Fold(sum);
}

// a must be reduced. Counts as a square, not as a product, in Reduce.
PINGYI_AVX2 Columns SquareColumns(const Field& a) {
  const Field twice = Plus(a, a);
  Words sum[2 * kLimbs];
  for (Words& column : sum) {
    column = _mm256_setzero_si256();
  }
  AddSquareColumns<0, 0>(a, twice, sum);
  return Fold(sum);
}

// One round of carries. Columns below 2^63; limbs below 2^51 + 2^17: carries
// are below 2^12, the last comes in 19-fold.
PINGYI_AVX2 Integers Carry(const Columns& a) {
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

// What to add to a column to take the biases of so many products and squares
// away and to make it positive: 2^11 p is zero, and more than what is negative.
constexpr uint64_t Positive(size_t k, int products, int squares) {
  return (PrimeLimb(k) << 11) -
         static_cast<uint64_t>(products) * Bias<ProductsIn>(k) -
         static_cast<uint64_t>(squares) * Bias<SquaresIn>(k);
}

// The reduced element that columns stand for in which so many more products
// and squares were added than subtracted; at most four in all, and integers
// below 2^60: columns are below 4 * 2^58.7 + 2^60 < 2^61.5 in size, and between
// 2^61 and 2^63 with 2^62 - 2^11 (of p), more for limb 0, and 2^50 added.
template <int kProducts, int kSquares = 0>
PINGYI_AVX2 Field Reduce(const Columns& a) {
  // Limbs get 2^50 which they give back when carried: that centres them.
  constexpr uint64_t kCentre = uint64_t{1} << 50;
  Columns positive;
  for (size_t k = 0; k < kLimbs; ++k) {
    positive.column[k] = _mm256_add_epi64(
        a.column[k], Set(Positive(k, kProducts, kSquares) + kCentre));
  }
  const Integers carried = Carry(positive);
  const Field out = EachLimb([&](size_t k) {
    const Words bits = _mm256_or_si256(carried.limb[k], Set(kBitsOfTwo52));
    return _mm256_sub_pd(_mm256_castsi256_pd(bits),
                         _mm256_set1_pd(kTwo52 + kTwo51 / 2));
  });
  CheckSize(out, kReduced - 1);
  return out;
}

PINGYI_AVX2 Field operator*(const Field& a, const Field& b) {
  return Reduce<1>(Multiply(a, b));
}

PINGYI_AVX2 Field Square(const Field& a) {
  return Reduce<0, 1>(SquareColumns(a));
}

}  // namespace avx2
}  // namespace
}  // namespace pingyi::engine

#endif  // CRYPTO_ENGINE_AVX2_FIELD_H_
