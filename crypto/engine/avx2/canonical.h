#ifndef CRYPTO_ENGINE_AVX2_CANONICAL_H_
#define CRYPTO_ENGINE_AVX2_CANONICAL_H_

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "crypto/engine/avx2/field.h"

// The one representative in [0, p), and what is asked of it. Answers are lanes
// with their sign bit set for "yes", whatever their other bits.
namespace pingyi::engine {
namespace {  // NOLINT(google-build-namespaces): see limbs.h.
namespace avx2 {

// Limbs below 2^52 of a reduced element: -R + 2^51 - 19 > 0.
PINGYI_AVX2 Integers ToIntegers(const Field& a) {
  const Columns columns = ToColumns(a);
  Integers out;
  for (size_t k = 0; k < kLimbs; ++k) {
    out.limb[k] = _mm256_add_epi64(columns.column[k], Set(PrimeLimb(k)));
  }
  return out;
}

// Whether limbs, and what is worth 2^51 of the one before, exceed p: the carry
// out of a + 19, which is 0 or 1 if a < 2 p.
PINGYI_AVX2 Words Quotient(const Integers& a) {
  Words carry = Set(19);
  for (size_t k = 0; k < kLimbs; ++k) {
    carry = _mm256_srli_epi64(_mm256_add_epi64(a.limb[k], carry), kLimbBits);
  }
  return carry;
}

// Limbs of 51 bits, below p in all; `a` reduced.
PINGYI_AVX2 Integers Canonical(const Field& a) {
  const Columns columns = ToColumns(a);
  Columns positive;
  for (size_t k = 0; k < kLimbs; ++k) {
    positive.column[k] =
        _mm256_add_epi64(columns.column[k], Set(Positive(k, 0, 0)));
  }
  // Limbs below 2^51 + 2^17: below 2^255 + 2^222 < 2 p in all.
  Integers out = Carry(positive);
  Words carry = _mm256_mul_epu32(Quotient(out), Set(19));
  for (Words& limb : out.limb) {
    const Words sum = _mm256_add_epi64(limb, carry);
    limb = _mm256_and_si256(sum, Set(kLimbMask));
    carry = _mm256_srli_epi64(sum, kLimbBits);
  }
  return out;  // Without the last carry, 2^255 q.
}

// Whether canonical a is this constant.
PINGYI_AVX2 Doubles Is(const Integers& a, const FieldElement& constant) {
  Words same = _mm256_cmpeq_epi64(a.limb[0], Set(constant.limbs[0]));
  for (size_t k = 1; k < kLimbs; ++k) {
    same = _mm256_and_si256(
        same, _mm256_cmpeq_epi64(a.limb[k], Set(constant.limbs[k])));
  }
  return _mm256_castsi256_pd(same);
}

// Whether canonical a is odd, which is what RFC 9496 calls negative.
PINGYI_AVX2 Doubles IsNegative(const Integers& a) {
  return _mm256_castsi256_pd(_mm256_slli_epi64(a.limb[0], 63));
}

// a or -a, whichever is even. `a` reduced.
PINGYI_AVX2 Field Absolute(const Field& a) {
  return TurnSign(a, IsNegative(Canonical(a)));
}

}  // namespace avx2
}  // namespace
}  // namespace pingyi::engine

#endif  // CRYPTO_ENGINE_AVX2_CANONICAL_H_
