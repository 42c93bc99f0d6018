#ifndef CRYPTO_ENGINE_IFMA_FIELD_H_
#define CRYPTO_ENGINE_IFMA_FIELD_H_

#include <immintrin.h>

#include <cstdint>

#include "crypto/engine/bounds.h"

// Arithmetic mod p = 2^255 - 19 on eight numbers side by side, with the
// 52-bit multipliers of AVX-512 IFMA. A number is five limbs of 51 bits, limb k
// worth 2^(51 k); lane l of each vector belongs to number l.
//
// vpmadd52 reads the low 52 bits of its factors and drops the rest without a
// word, so what may be multiplied (Field) and what must be carried first (Wide)
// are different types:
//
//   Field  every limb below 2^52
//   Wide   every limb below 2^63
//   Product, Square: Field -> Wide, limbs below 2^61
//   Carry: Wide -> Field, limbs below 2^51 + 2^17
//
// Sums and differences are formed of Wides before the carry: one carry for a
// sum of products, not three.
//
// All functions are static: compiled for one kind of processor, they must not
// be merged with what others compiled.
namespace pingyi::engine::ifma {

using Vector = __m512i;

inline constexpr int kLanes = 8;
inline constexpr int kLimbs = 5;
inline constexpr int kLimbBits = 51;
inline constexpr uint64_t kLimbMask = (uint64_t{1} << kLimbBits) - 1;
// 2^255 = 19 mod p.
inline constexpr uint64_t kFold = 19;
inline constexpr int kProductBits = 61;
inline constexpr int kColumns = 2 * kLimbs;

struct Field {
  Vector limb[kLimbs];
};

struct Wide {
  Vector limb[kLimbs];
};

[[gnu::always_inline]] static inline Vector Repeat(uint64_t value) {
  return _mm512_set1_epi64(static_cast<int64_t>(value));
}

// Whether every limb is below 2^bits.
template <class Number>
[[maybe_unused]] static inline bool Below(const Number& a, int bits) {
  Vector all = _mm512_setzero_si512();
  for (const Vector& limb : a.limb) {
    all = _mm512_or_si512(all, limb);
  }
  all = _mm512_srl_epi64(all, _mm_cvtsi32_si128(bits));
  return _mm512_test_epi64_mask(all, all) == 0;
}

// The number of five limbs, each below 2^52, in every lane.
[[gnu::always_inline]] static inline Field Splat(
    const uint64_t (&limbs)[kLimbs]) {
  Field out = {};
  for (int k = 0; k < kLimbs; ++k) {
    out.limb[k] = Repeat(limbs[k]);
  }
  return out;
}

[[gnu::always_inline]] static inline Wide Widen(const Field& a) {
  return {{a.limb[0], a.limb[1], a.limb[2], a.limb[3], a.limb[4]}};
}

// Limbs below 2^63 come out below 2^51 + 19 * 2^12 (limb 0, which takes what
// leaves limb 4) and 2^51 + 2^12.
[[gnu::always_inline]] static inline Field Carry(const Wide& a) {
  PINGYI_BOUND(Below(a, 63));
  const Vector mask = Repeat(kLimbMask);
  Vector carry[kLimbs];
  Field out = {};
  for (int k = 0; k < kLimbs; ++k) {
    carry[k] = _mm512_srli_epi64(a.limb[k], kLimbBits);
    out.limb[k] = _mm512_and_si512(a.limb[k], mask);
  }
  // The carry is below 2^12: its 52 low bits are all of it, and the low half of
  // the product is all of that.
  out.limb[0] = _mm512_madd52lo_epu64(out.limb[0], carry[4], Repeat(kFold));
  for (int k = 1; k < kLimbs; ++k) {
    out.limb[k] = _mm512_add_epi64(out.limb[k], carry[k - 1]);
  }
  return out;
}

// Limbs of a and b below 2^62.
[[gnu::always_inline]] static inline Wide Add(const Wide& a, const Wide& b) {
  PINGYI_BOUND(Below(a, 62) && Below(b, 62));
  Wide out = {};
  for (int k = 0; k < kLimbs; ++k) {
    out.limb[k] = _mm512_add_epi64(a.limb[k], b.limb[k]);
  }
  return out;
}

// Limb k of 2^10 p: 2^61 less at most 19 * 2^10, so above 267 * 2^52, what a
// limb of a product can be.
[[gnu::always_inline]] static inline Vector ZeroLimb(int k) {
  return Repeat((k == 0 ? kLimbMask - (kFold - 1) : kLimbMask) << 10U);
}

[[maybe_unused]] static inline bool IsBelowZeroLimbs(const Wide& a) {
  __mmask8 above = 0;
  for (int k = 0; k < kLimbs; ++k) {
    above |= _mm512_cmpgt_epu64_mask(a.limb[k], ZeroLimb(k));
  }
  return above == 0;
}

// a - b, plus 2^10 p so that no limb is negative. Limbs of a below 2^62; of b
// at most those of 2^10 p. Out: below 2^63.
[[gnu::always_inline]] static inline Wide Subtract(const Wide& a,
                                                   const Wide& b) {
  PINGYI_BOUND(Below(a, 62) && IsBelowZeroLimbs(b));
  Wide out = {};
  for (int k = 0; k < kLimbs; ++k) {
    out.limb[k] =
        _mm512_add_epi64(a.limb[k], _mm512_sub_epi64(ZeroLimb(k), b.limb[k]));
  }
  return out;
}

// In the lanes of `mask` -a. Limbs of a, and out, at most those of 2^10 p.
[[gnu::always_inline]] static inline Wide NegateLanes(const Wide& a,
                                                      __mmask8 mask) {
  PINGYI_BOUND(IsBelowZeroLimbs(a));
  Wide out = {};
  for (int k = 0; k < kLimbs; ++k) {
    out.limb[k] =
        _mm512_mask_sub_epi64(a.limb[k], mask, ZeroLimb(k), a.limb[k]);
  }
  return out;
}

// In the lanes of `mask` b, in the others a.
[[gnu::always_inline]] static inline Field Select(__mmask8 mask, const Field& a,
                                                  const Field& b) {
  Field out = {};
  for (int k = 0; k < kLimbs; ++k) {
    out.limb[k] = _mm512_mask_blend_epi64(mask, a.limb[k], b.limb[k]);
  }
  return out;
}

// Columns 5 to 9 times 19 onto columns 0 to 4. For a product of limbs below
// 2^52 column k is at most (lows + 2 highs) 2^52 with min(k + 1, 9 - k) low
// halves and min(k, 10 - k) high ones, whose place is 2^52 = 2 * 2^51. The
// largest sum is of columns 0 and 5: (1 + 19 (4 + 2 * 5)) 2^52 = 267 * 2^52,
// below 2^61.
[[gnu::always_inline]] static inline Wide Fold(
    const Vector (&column)[kColumns]) {
  Vector fold = Repeat(kFold);
  // Hides the constant: g++ would make four operations of the multiplication,
  // and be 20 % slower.
  asm("" : "+v"(fold));
  Wide out = {};
  for (int k = 0; k < kLimbs; ++k) {
    out.limb[k] = _mm512_add_epi64(
        column[k], _mm512_mullo_epi64(column[k + kLimbs], fold));
  }
  PINGYI_BOUND(IsBelowZeroLimbs(out));
  return out;
}

[[gnu::always_inline]] static inline Wide Product(const Field& a,
                                                  const Field& b) {
  PINGYI_BOUND(Below(a, 52) && Below(b, 52));
  const Vector zero = _mm512_setzero_si512();
  // Two sums a column: the multipliers have four cycles of latency.
  Vector column[kColumns] = {zero, zero, zero, zero, zero,
                             zero, zero, zero, zero, zero};
  Vector high[kColumns] = {zero, zero, zero, zero, zero,
                           zero, zero, zero, zero, zero};
  for (int i = 0; i < kLimbs; ++i) {
    for (int j = 0; j < kLimbs; ++j) {
      const int k = i + j;
      column[k] = _mm512_madd52lo_epu64(column[k], a.limb[i], b.limb[j]);
      high[k + 1] = _mm512_madd52hi_epu64(high[k + 1], a.limb[i], b.limb[j]);
    }
  }
  for (int k = 1; k < kColumns; ++k) {
    column[k] = _mm512_add_epi64(column[k], _mm512_add_epi64(high[k], high[k]));
  }
  return Fold(column);
}

// The same columns with 30 multiplications for 50: a product of two different
// limbs occurs twice.
[[gnu::always_inline]] static inline Wide Square(const Field& a) {
  PINGYI_BOUND(Below(a, 52));
  const Vector zero = _mm512_setzero_si512();
  Vector column[kColumns] = {zero, zero, zero, zero, zero,
                             zero, zero, zero, zero, zero};
  for (int i = 0; i < kLimbs; ++i) {
    for (int j = i + 1; j < kLimbs; ++j) {
      const int k = i + j + 1;
      column[k] = _mm512_madd52hi_epu64(column[k], a.limb[i], a.limb[j]);
    }
  }
  for (int k = 2; k < kColumns - 1; ++k) {
    column[k] = _mm512_add_epi64(column[k], column[k]);
  }
  for (int i = 0; i < kLimbs; ++i) {
    for (int j = i + 1; j < kLimbs; ++j) {
      const int k = i + j;
      column[k] = _mm512_madd52lo_epu64(column[k], a.limb[i], a.limb[j]);
    }
    const int k = 2 * i + 1;
    column[k] = _mm512_madd52hi_epu64(column[k], a.limb[i], a.limb[i]);
  }
  for (int k = 1; k < kColumns; ++k) {
    column[k] = _mm512_add_epi64(column[k], column[k]);
  }
  for (int i = 0; i < kLimbs; ++i) {
    const int k = 2 * i;
    column[k] = _mm512_madd52lo_epu64(column[k], a.limb[i], a.limb[i]);
  }
  return Fold(column);
}

[[gnu::always_inline]] static inline Field Multiply(const Field& a,
                                                    const Field& b) {
  return Carry(Product(a, b));
}

// The one representative below p, limbs below 2^51.
[[gnu::always_inline]] static inline Field Reduce(const Field& a) {
  const Vector mask = Repeat(kLimbMask);
  // Limbs below 2^52 carry at most 1: out at most 2^51 (limb 0: 2^51 + 18), so
  // the number is below 2p.
  Field out = Carry(Widen(a));
  // Whether it is p or more: then adding 19 reaches 2^255.
  Vector carry = _mm512_srli_epi64(_mm512_add_epi64(out.limb[0], Repeat(kFold)),
                                   kLimbBits);
  for (int k = 1; k < kLimbs; ++k) {
    carry = _mm512_srli_epi64(_mm512_add_epi64(out.limb[k], carry), kLimbBits);
  }
  // Less p is plus 19 less 2^255, which the last mask drops.
  carry = _mm512_madd52lo_epu64(_mm512_setzero_si512(), carry, Repeat(kFold));
  for (int k = 0; k < kLimbs; ++k) {
    const Vector limb = _mm512_add_epi64(out.limb[k], carry);
    carry = _mm512_srli_epi64(limb, kLimbBits);
    out.limb[k] = _mm512_and_si512(limb, mask);
  }
  return out;
}

// The lanes where reduced numbers agree.
[[gnu::always_inline]] static inline __mmask8 Equal(const Field& a,
                                                    const Field& b) {
  __mmask8 out = _mm512_cmpeq_epi64_mask(a.limb[0], b.limb[0]);
  for (int k = 1; k < kLimbs; ++k) {
    out = _mm512_mask_cmpeq_epi64_mask(out, a.limb[k], b.limb[k]);
  }
  return out;
}

// The lanes where a reduced number is negative, that is odd (RFC 9496, section
// 2).
[[gnu::always_inline]] static inline __mmask8 Negative(const Field& a) {
  return _mm512_test_epi64_mask(a.limb[0], Repeat(1));
}

}  // namespace pingyi::engine::ifma

#endif  // CRYPTO_ENGINE_IFMA_FIELD_H_
