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
//   Product, Square: Field -> Wide, limbs below 2^kProductBits
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
  Field out;
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
  Field out;
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

// The sum of limbs must stay below 2^63.
[[gnu::always_inline]] static inline Wide Add(const Wide& a, const Wide& b) {
  PINGYI_BOUND(Below(a, 62) && Below(b, 62));
  Wide out;
  for (int k = 0; k < kLimbs; ++k) {
    out.limb[k] = _mm512_add_epi64(a.limb[k], b.limb[k]);
  }
  return out;
}

// 2^11 p, limb by limb: 2^62 less at most 19 * 2^11, so above any limb below
// 2^kProductBits.
[[gnu::always_inline]] static inline Vector Multiple(int k) {
  return Repeat((k == 0 ? kLimbMask - (kFold - 1) : kLimbMask) << 11U);
}

// a - b with limbs of b below 2^61 and of a below 2^62: out below 2^63.
[[gnu::always_inline]] static inline Wide Subtract(const Wide& a,
                                                   const Wide& b) {
  PINGYI_BOUND(Below(a, 62) && Below(b, kProductBits));
  Wide out;
  for (int k = 0; k < kLimbs; ++k) {
    out.limb[k] = _mm512_add_epi64(
        a.limb[k], _mm512_sub_epi64(Multiple(k), b.limb[k]));
  }
  return out;
}

#ifndef VAR
#define VAR 0
#endif
[[gnu::always_inline]] static inline Wide Product(const Field& a,
                                                  const Field& b) {
  PINGYI_BOUND(Below(a, 52) && Below(b, 52));
  const Vector zero = _mm512_setzero_si512();
  Vector fold = Repeat(kFold); asm("" : "+v"(fold));
#if VAR == 0
  Vector low[10] = {zero, zero, zero, zero, zero, zero, zero, zero, zero,zero};
  Vector high[10] = {zero, zero, zero, zero, zero, zero, zero, zero, zero,zero};
  for (int i = 0; i < kLimbs; ++i) {
    for (int j = 0; j < kLimbs; ++j) {
      low[i + j] = _mm512_madd52lo_epu64(low[i + j], a.limb[i], b.limb[j]);
      high[i + j+1] = _mm512_madd52hi_epu64(high[i + j+1], a.limb[i], b.limb[j]);
    }
  }
  Wide out;
  for (int k = 0; k < 10; ++k) {
    if (k) high[k] = _mm512_add_epi64(high[k], high[k]);
    if (k!=0 && k!=9) high[k] = _mm512_add_epi64(high[k], low[k]);
    if (k==0) high[k]=low[k];
  }
  for (int k = 0; k < kLimbs; ++k) {
    out.limb[k] =
        _mm512_add_epi64(high[k], _mm512_mullo_epi64(high[k + 5], fold));
  }
  return out;
#elif VAR == 1
  // high columns first
  Vector high[10] = {zero, zero, zero, zero, zero, zero, zero, zero, zero,zero};
  for (int i = 0; i < kLimbs; ++i) {
    for (int j = 0; j < kLimbs; ++j) {
      high[i + j+1] = _mm512_madd52hi_epu64(high[i + j+1], a.limb[i], b.limb[j]);
    }
  }
  for (int k = 1; k < 10; ++k) {
    high[k] = _mm512_add_epi64(high[k], high[k]);
  }
  for (int i = 0; i < kLimbs; ++i) {
    for (int j = 0; j < kLimbs; ++j) {
      high[i + j] = _mm512_madd52lo_epu64(high[i + j], a.limb[i], b.limb[j]);
    }
  }
  Wide out;
  for (int k = 0; k < kLimbs; ++k) {
    out.limb[k] =
        _mm512_add_epi64(high[k], _mm512_mullo_epi64(high[k + 5], fold));
  }
  return out;
#else
  Vector high[10] = {zero, zero, zero, zero, zero, zero, zero, zero, zero,zero};
  for (int i = 0; i < kLimbs; ++i) {
    for (int j = 0; j < kLimbs; ++j) {
      high[i + j+1] = _mm512_madd52hi_epu64(high[i + j+1], a.limb[i], b.limb[j]);
    }
  }
  for (int k = 1; k < 10; ++k) {
    high[k] = _mm512_add_epi64(high[k], high[k]);
  }
  for (int i = 1; i < kLimbs; ++i) {
    for (int j = 5-i; j < kLimbs; ++j) {
      high[i + j] = _mm512_madd52lo_epu64(high[i + j], a.limb[i], b.limb[j]);
    }
  }
  Wide out;
  for (int k = 0; k < kLimbs; ++k) {
    out.limb[k] = _mm512_mullo_epi64(high[k + 5], fold);
    if(k) out.limb[k] = _mm512_add_epi64(high[k], out.limb[k]);
  }
  for (int i = 0; i < kLimbs; ++i) {
    for (int j = 0; j +i< kLimbs; ++j) {
      out.limb[i + j] = _mm512_madd52lo_epu64(out.limb[i + j], a.limb[i], b.limb[j]);
    }
  }
  return out;
#endif
}


#ifndef SQV
#define SQV 0
#endif
[[gnu::always_inline]] static inline Wide Square(const Field& a) {
  const Vector zero = _mm512_setzero_si512();
  Vector fold = Repeat(kFold); asm("" : "+v"(fold));
  Vector column[10];
#if SQV == 0
  Vector low[10] = {zero, zero, zero, zero, zero, zero, zero, zero, zero,zero};
  Vector high[10] = {zero, zero, zero, zero, zero, zero, zero, zero, zero,zero};
  for (int i = 0; i < kLimbs; ++i) {
    for (int j = i + 1; j < kLimbs; ++j) {
      high[i + j + 1] = _mm512_madd52hi_epu64(high[i + j + 1], a.limb[i], a.limb[j]);
      low[i + j] = _mm512_madd52lo_epu64(low[i + j], a.limb[i], a.limb[j]);
    }
  }
  for (int i = 0; i < kLimbs; ++i) {
    // odd columns: low + own high
    low[2*i+1] = _mm512_madd52hi_epu64(low[2*i+1], a.limb[i], a.limb[i]);
  }
  for (int k = 1; k < 10; ++k) {
    if (k >= 2 && k<=8) low[k] = _mm512_add_epi64(low[k], _mm512_add_epi64(high[k], high[k]));
    column[k] = _mm512_add_epi64(low[k], low[k]);
  }
  column[0] = zero;
  for (int i = 0; i < kLimbs; ++i) {
    column[2*i] = _mm512_madd52lo_epu64(column[2*i], a.limb[i], a.limb[i]);
  }
#elif SQV == 1
  Vector high[10] = {zero, zero, zero, zero, zero, zero, zero, zero, zero,zero};
  for (int i = 0; i < kLimbs; ++i) {
    for (int j = i + 1; j < kLimbs; ++j) {
      high[i + j + 1] = _mm512_madd52hi_epu64(high[i + j + 1], a.limb[i], a.limb[j]);
    }
  }
  for (int k = 2; k < 9; ++k) high[k] = _mm512_add_epi64(high[k], high[k]);
  for (int i = 0; i < kLimbs; ++i) {
    for (int j = i + 1; j < kLimbs; ++j) {
      high[i + j] = _mm512_madd52lo_epu64(high[i + j], a.limb[i], a.limb[j]);
    }
    high[2*i+1] = _mm512_madd52hi_epu64(high[2*i+1], a.limb[i], a.limb[i]);
  }
  column[0] = zero;
  for (int k = 1; k < 10; ++k) {
    column[k] = _mm512_add_epi64(high[k], high[k]);
  }
  for (int i = 0; i < kLimbs; ++i) {
    column[2*i] = _mm512_madd52lo_epu64(column[2*i], a.limb[i], a.limb[i]);
  }
#else
  Vector low[10] = {zero, zero, zero, zero, zero, zero, zero, zero, zero,zero};
  Vector high[10] = {zero, zero, zero, zero, zero, zero, zero, zero, zero,zero};
  Vector own[10] = {zero, zero, zero, zero, zero, zero, zero, zero, zero,zero};
  for (int i = 0; i < kLimbs; ++i) {
    for (int j = i + 1; j < kLimbs; ++j) {
      high[i + j + 1] = _mm512_madd52hi_epu64(high[i + j + 1], a.limb[i], a.limb[j]);
      low[i + j] = _mm512_madd52lo_epu64(low[i + j], a.limb[i], a.limb[j]);
    }
  }
  for (int i = 0; i < kLimbs; ++i) {
    own[2*i] = _mm512_madd52lo_epu64(own[2*i], a.limb[i], a.limb[i]);
    own[2*i+1] = _mm512_madd52hi_epu64(own[2*i+1], a.limb[i], a.limb[i]);
  }
  column[0] = own[0];
  for (int k = 1; k < 10; ++k) {
    Vector t = low[k];
    if (k >= 2 && k<=8) t = _mm512_add_epi64(low[k], _mm512_add_epi64(high[k], high[k]));
    if (k&1) { t= _mm512_add_epi64(t, own[k]); column[k] = _mm512_add_epi64(t, t); }
    else column[k] = _mm512_add_epi64(_mm512_add_epi64(t, t), own[k]);
  }
#endif
  Wide out;
  for (int k = 0; k < kLimbs; ++k) {
    out.limb[k] =
        _mm512_add_epi64(column[k], _mm512_mullo_epi64(column[k + 5], fold));
  }
  return out;
}

}  // namespace pingyi::engine::ifma

#endif  // CRYPTO_ENGINE_IFMA_FIELD_H_
