#ifndef CRYPTO_ENGINE_AVX2_LIMBS_H_
#define CRYPTO_ENGINE_AVX2_LIMBS_H_

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "crypto/engine/bounds.h"

// Four elements of the field of 2^255 - 19 side by side, one in each lane, five
// limbs of 51 bits. AVX2 multiplies integers of 32 bits only and would need a
// hundred products of ten short limbs. The fused multiply-add of doubles, which
// every processor with AVX2 has, rounds a product of 102 bits once and at its
// end, so that two of them give its upper and its lower half exactly: fifty for
// a product. A limb is therefore a double that holds a signed integer.
//
// Sizes of limbs, R = 2^50 + 2^17:
//   reduced  |limb| <= R: what Reduce gives, which leaves room for adding 1
//   loose    |limb| <= 2 R: a sum or difference of two reduced elements
// A product takes one loose and one reduced element at most: products of two
// limbs are then at most 2 R^2 < 2^101.01, and must be below 2^102.
//
// Which way the processor rounds does not matter: in another mode than "to
// nearest" the halves differ, not their sum.
//
// Everything in the headers of this folder is in an unnamed namespace: it is
// compiled for one processor, and a linker that took one of these functions for
// that of another file would have it called on any.
namespace pingyi::engine {
namespace {  // NOLINT(google-build-namespaces): see above.
namespace avx2 {

constexpr size_t kLimbs = 5;
constexpr size_t kLanes = 4;
constexpr unsigned kLimbBits = 51;
constexpr uint64_t kLimbMask = (uint64_t{1} << kLimbBits) - 1;

using Doubles = __m256d;
using Words = __m256i;

struct Field {
  Doubles limb[kLimbs];
};

// Limbs as unsigned integers of 64 bits.
struct Integers {
  Words limb[kLimbs] = {};
};

// A sum of products that was not carried: integers mod 2^64, each more than it
// is worth by the sum of the products' biases.
struct Columns {
  Words column[kLimbs] = {};
};

// Inlined whatever the compiler's taste: between calls, all of a field element
// would go through memory. Not where bounds are checked: with the sanitizers'
// own checks, compilers take minutes over functions of that size.
#if defined(PINGYI_CHECK_BOUNDS)
#define PINGYI_AVX2 [[maybe_unused]] static inline
#else
#define PINGYI_AVX2 [[gnu::always_inline]] static inline
#endif

PINGYI_AVX2 Words Set(uint64_t value) {
  return _mm256_set1_epi64x(static_cast<int64_t>(value));
}

// A double in [2^e, 2^(e+1)) has the bits of 2^e plus its distance from 2^e, in
// units of 2^(e-52): adding integers to its bits adds them to it.
constexpr double kTwo51 = 2251799813685248.0;
constexpr double kTwo52 = 2 * kTwo51;
constexpr uint64_t kBitsOfTwo52 = uint64_t{0x433} << 52;
// The middle of that range; what is added to the halves of a product of either
// sign for them to have such bits.
constexpr double kUpperOffset = 3 * kTwo51 * kTwo51;  // 1.5 * 2^103
constexpr double kLowerOffset = 3 * kTwo51;           // 1.5 * 2^52
constexpr uint64_t kBitsOfUpper = (uint64_t{0x466} << 52) + (uint64_t{1} << 51);
constexpr uint64_t kBitsOfLower = kBitsOfTwo52 + (uint64_t{1} << 51);

// How many products of two limbs begin in a column, of any two elements and of
// one with itself (where a_i b_j and a_j b_i are one).
constexpr uint64_t ProductsIn(uint64_t column) {
  return column < kLimbs ? column + 1 : 9 - column;
}
constexpr uint64_t SquaresIn(uint64_t column) {
  return (ProductsIn(column) + 1) / 2;
}

// The bias of a column: a product leaves its lower half in the column where it
// begins and its upper half in the next. Columns 5 to 9 were folded into 0 to 4
// 19-fold.
template <uint64_t (*Count)(uint64_t)>
constexpr uint64_t Bias(uint64_t column) {
  const uint64_t above = column + kLimbs;
  return Count(column) * kBitsOfLower +
         (column == 0 ? 0 : Count(column - 1) * kBitsOfUpper) +
         19 * (above == 9 ? 0 : Count(above) * kBitsOfLower) +
         19 * Count(above - 1) * kBitsOfUpper;
}

// Limb k of p, and so of zero.
constexpr uint64_t PrimeLimb(size_t k) {
  return k == 0 ? kLimbMask - 18 : kLimbMask;
}

constexpr double kReduced = kTwo51 / 2 + 131072;
constexpr double kLoose = 2 * kReduced;

// That every limb is an integer of at most `limit` in size.
PINGYI_AVX2 void CheckSize(const Field& a, double limit) {
#if defined(PINGYI_CHECK_BOUNDS)
  for (const Doubles& limb : a.limb) {
    for (size_t lane = 0; lane < kLanes; ++lane) {
      PINGYI_BOUND(-limit <= limb[lane] && limb[lane] <= limit);
      PINGYI_BOUND(limb[lane] ==
                   static_cast<double>(static_cast<int64_t>(limb[lane])));
    }
  }
#else
  static_cast<void>(a);
  static_cast<void>(limit);
#endif
}

// Adds a b to the columns of its two halves. |a b| < 2^102.
//
// Let u = 2^51. kUpperOffset + a b is in [2^103, 2^104], where doubles are the
// multiples of u: `upper` is kUpperOffset + h u, and |h u - a b| <= u. `rest`
// is kLowerOffset - h u, a multiple of u (kLowerOffset is 3 u) below 2^103 in
// size: exact. `lower` is kLowerOffset + (a b - h u), an integer in [2 u, 4 u]
// = [2^52, 2^53]: exact.
PINGYI_AVX2 void AddProduct(Doubles a, Doubles b, Words& low_column,
                            Words& high_column) {
  const Doubles upper = _mm256_fmadd_pd(a, b, _mm256_set1_pd(kUpperOffset));
  const Doubles rest =
      _mm256_sub_pd(_mm256_set1_pd(kUpperOffset + kLowerOffset), upper);
  const Doubles lower = _mm256_fmadd_pd(a, b, rest);
  high_column = _mm256_add_epi64(high_column, _mm256_castpd_si256(upper));
  low_column = _mm256_add_epi64(low_column, _mm256_castpd_si256(lower));
}

}  // namespace avx2
}  // namespace
}  // namespace pingyi::engine

#endif  // CRYPTO_ENGINE_AVX2_LIMBS_H_
