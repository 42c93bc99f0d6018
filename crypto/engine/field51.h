#ifndef CRYPTO_ENGINE_FIELD51_H_
#define CRYPTO_ENGINE_FIELD51_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "crypto/engine/backend.h"
#include "crypto/engine/bounds.h"
#include "crypto/engine/constants.h"
#include "crypto/engine/uint128.h"

// The integers mod p = 2^255 - 19 in 64-bit arithmetic. Public data only,
// variable time.
namespace pingyi::engine {

// Two sizes of limbs occur, and every operation says which it takes and gives:
//   tight  every limb < 2^51 + 2^13
//   loose  every limb < 2^54
inline bool operator==(const FieldElement& a, const FieldElement& b) {
  return std::equal(a.limbs, a.limbs + 5, b.limbs);
}

inline constexpr uint64_t kLimbMask = (uint64_t{1} << 51) - 1;
inline constexpr uint64_t kTightBound = (uint64_t{1} << 51) + (1 << 13);
inline constexpr uint64_t kLooseBound = uint64_t{1} << 54;

inline bool IsBelow(const FieldElement& a, uint64_t bound) {
  for (const uint64_t limb : a.limbs) {
    if (limb >= bound) {
      return false;
    }
  }
  return true;
}

// Loose if a and b have limbs < 2^53; no carry is done.
inline FieldElement Add(const FieldElement& a, const FieldElement& b) {
  FieldElement out = {};
  for (size_t i = 0; i < 5; ++i) {
    out.limbs[i] = a.limbs[i] + b.limbs[i];
  }
  return out;
}

// a - b + 4 p. b's limbs must be below those of 4 p (2^53 - 76), so that no
// limb goes below zero; out: below a's limbs + 2^53, so loose for a < 2^53.
inline FieldElement Subtract(const FieldElement& a, const FieldElement& b) {
  constexpr uint64_t kLow = 0x1fffffffffffb4;
  constexpr uint64_t kHigh = 0x1ffffffffffffc;
  PINGYI_BOUND(IsBelow(b, kLow + 1));
  FieldElement out = {};
  out.limbs[0] = a.limbs[0] + kLow - b.limbs[0];
  for (size_t i = 1; i < 5; ++i) {
    out.limbs[i] = a.limbs[i] + kHigh - b.limbs[i];
  }
  return out;
}

// Any limbs below 2^63 in, tight out: the carry out of a limb is at most 2^12,
// 19 times the last one below 2^17, so that at most 1 is carried on to limb 1.
inline FieldElement Carry(const FieldElement& a) {
  FieldElement out = a;
  for (size_t i = 0; i < 4; ++i) {
    out.limbs[i + 1] += out.limbs[i] >> 51;
    out.limbs[i] &= kLimbMask;
  }
  out.limbs[0] += 19 * (out.limbs[4] >> 51);
  out.limbs[4] &= kLimbMask;
  out.limbs[1] += out.limbs[0] >> 51;
  out.limbs[0] &= kLimbMask;
  PINGYI_BOUND(IsBelow(out, kTightBound));
  return out;
}

// Columns of products to a tight element. What is carried from one column to
// the next must be below 2^64: Multiply has the sums.
inline FieldElement FoldColumns(Uint128 c0, Uint128 c1, Uint128 c2, Uint128 c3,
                                Uint128 c4) {
  c1 += static_cast<uint64_t>(c0 >> 51);
  c2 += static_cast<uint64_t>(c1 >> 51);
  c3 += static_cast<uint64_t>(c2 >> 51);
  c4 += static_cast<uint64_t>(c3 >> 51);
  const uint64_t low = (static_cast<uint64_t>(c0) & kLimbMask) +
                       19 * static_cast<uint64_t>(c4 >> 51);
  const FieldElement out = {
      {low & kLimbMask, (static_cast<uint64_t>(c1) & kLimbMask) + (low >> 51),
       static_cast<uint64_t>(c2) & kLimbMask,
       static_cast<uint64_t>(c3) & kLimbMask,
       static_cast<uint64_t>(c4) & kLimbMask}};
  PINGYI_BOUND(IsBelow(out, kTightBound));
  return out;
}

// Loose in, tight out. With limbs < 2^54: 19 g < 2^58.25, so column 0 is below
// 2^108 + 4 * 2^112.25 < 2^114.3 and its carry below 2^63.3; column 4 is below
// 5 * 2^108 + 2^64 < 2^110.4, its carry below 2^59.4, 19 times that below
// 2^63.7, and what limb 0 then carries to limb 1 below 2^12.7.
inline FieldElement Multiply(const FieldElement& f, const FieldElement& g) {
  PINGYI_BOUND(IsBelow(f, kLooseBound) && IsBelow(g, kLooseBound));
  const Uint128 f0 = f.limbs[0];
  const Uint128 f1 = f.limbs[1];
  const Uint128 f2 = f.limbs[2];
  const Uint128 f3 = f.limbs[3];
  const Uint128 f4 = f.limbs[4];
  const uint64_t g0 = g.limbs[0];
  const uint64_t g1 = g.limbs[1];
  const uint64_t g2 = g.limbs[2];
  const uint64_t g3 = g.limbs[3];
  const uint64_t g4 = g.limbs[4];
  const uint64_t h1 = 19 * g1;
  const uint64_t h2 = 19 * g2;
  const uint64_t h3 = 19 * g3;
  const uint64_t h4 = 19 * g4;
  return FoldColumns(f0 * g0 + f1 * h4 + f2 * h3 + f3 * h2 + f4 * h1,
                     f0 * g1 + f1 * g0 + f2 * h4 + f3 * h3 + f4 * h2,
                     f0 * g2 + f1 * g1 + f2 * g0 + f3 * h4 + f4 * h3,
                     f0 * g3 + f1 * g2 + f2 * g1 + f3 * g0 + f4 * h4,
                     f0 * g4 + f1 * g3 + f2 * g2 + f3 * g1 + f4 * g0);
}

// As Multiply(f, f): the same columns, equal products taken once.
inline FieldElement Square(const FieldElement& f) {
  PINGYI_BOUND(IsBelow(f, kLooseBound));
  const Uint128 f0 = f.limbs[0];
  const Uint128 f1 = f.limbs[1];
  const Uint128 f2 = f.limbs[2];
  const Uint128 f3 = f.limbs[3];
  const Uint128 f4 = f.limbs[4];
  const uint64_t f0_2 = 2 * f.limbs[0];
  const uint64_t f1_2 = 2 * f.limbs[1];
  const uint64_t f1_38 = 38 * f.limbs[1];
  const uint64_t f2_38 = 38 * f.limbs[2];
  const uint64_t f3_38 = 38 * f.limbs[3];
  const uint64_t f3_19 = 19 * f.limbs[3];
  const uint64_t f4_19 = 19 * f.limbs[4];
  return FoldColumns(
      f0 * f0 + f1_38 * f4 + f2_38 * f3, f0_2 * f1 + f2_38 * f4 + f3_19 * f3,
      f0_2 * f2 + f1 * f1 + f3_38 * f4, f0_2 * f3 + f1_2 * f2 + f4_19 * f4,
      f0_2 * f4 + f1_2 * f3 + f2 * f2);
}

// 0 - a; a tight, tight out.
inline FieldElement Negate(const FieldElement& a) {
  return Carry(Subtract(kFieldZero, a));
}

// f^(2^n), n > 0.
inline FieldElement SquareTimes(FieldElement f, int n) {
  for (int i = 0; i < n; ++i) {
    f = Square(f);
  }
  return f;
}

// Reads 255 bits, little endian; bit 255 is ignored.
inline FieldElement FieldFromBytes(const uint8_t* bytes) {
  uint64_t w[4];
  std::memcpy(w, bytes, sizeof(w));
  return {{w[0] & kLimbMask, (w[0] >> 51 | w[1] << 13) & kLimbMask,
           (w[1] >> 38 | w[2] << 26) & kLimbMask,
           (w[2] >> 25 | w[3] << 39) & kLimbMask, w[3] >> 12 & kLimbMask}};
}

// The one representation with value below p and limbs below 2^51. Limbs < 2^63.
FieldElement Canonical(const FieldElement& a);
// Of the canonical value: 32 bytes, little endian.
void FieldToBytes(const FieldElement& a, uint8_t* out);
// For limbs < 2^53 (the two of IsEqual: < 2^52).
bool IsZero(const FieldElement& a);
bool IsEqual(const FieldElement& a, const FieldElement& b);
// The canonical value is odd ("negative" in RFC 9496, section 3.1).
bool IsNegative(const FieldElement& a);
// a or -a, whichever is not negative. Tight in and out.
FieldElement Absolute(const FieldElement& a);
// a^((p - 5) / 8) and 1 / a (0 for 0). Loose in, tight out.
FieldElement PowP58(const FieldElement& a);
FieldElement Invert(const FieldElement& a);

// Whether w is a square, and the non-negative root of 1 / w, or of i / w where
// w is no square; 0 for 0, which counts as no square here (RFC 9496,
// section 4.2, of 1 / w).
struct InverseRoot {
  FieldElement root;
  bool was_square;
};
InverseRoot InverseSquareRoot(const FieldElement& w);
// The same of n elements, tight, with powers taken by `powers`.
void InverseSquareRoots(RootPowers powers, const FieldElement* w, size_t n,
                        InverseRoot* out);

}  // namespace pingyi::engine

#endif  // CRYPTO_ENGINE_FIELD51_H_
