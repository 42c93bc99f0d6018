#ifndef CRYPTO_ENGINE_IFMA_DECODE_H_
#define CRYPTO_ENGINE_IFMA_DECODE_H_

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "crypto/engine/backend.h"
#include "crypto/engine/constants.h"
#include "crypto/engine/ifma/lanes.h"

// RFC 9496, section 4.3.1, for eight encodings side by side. Nine tenths of it
// is one chain of 250 squarings in which each waits for the one before: Batches
// of `kGroups` independent vectors fill the time.
namespace pingyi::engine::ifma {

template <int kGroups>
struct Batch {
  Field group[kGroups];
};

template <int kGroups>
[[gnu::always_inline]] static inline Batch<kGroups> Multiply(
    const Batch<kGroups>& a, const Batch<kGroups>& b) {
  Batch<kGroups> out = {};
  for (int g = 0; g < kGroups; ++g) {
    out.group[g] = Multiply(a.group[g], b.group[g]);
  }
  return out;
}

// a^(2^times).
template <int kGroups>
[[gnu::noinline]] static Batch<kGroups> SquareRepeatedly(Batch<kGroups> a,
                                                         int times) {
  for (int i = 0; i < times; ++i) {
    for (int g = 0; g < kGroups; ++g) {
      a.group[g] = Carry(Square(a.group[g]));
    }
  }
  return a;
}

// a^((p - 5) / 8) = a^(2^252 - 3). Names say the exponent: ones<n> is a^(2^n -
// 1).
template <int kGroups>
static Batch<kGroups> RootPower(const Batch<kGroups>& a) {
  const auto ones2 = Multiply(SquareRepeatedly(a, 1), a);
  const auto ones3 = Multiply(SquareRepeatedly(ones2, 1), a);
  const auto ones5 = Multiply(SquareRepeatedly(ones3, 2), ones2);
  const auto ones10 = Multiply(SquareRepeatedly(ones5, 5), ones5);
  const auto ones20 = Multiply(SquareRepeatedly(ones10, 10), ones10);
  const auto ones40 = Multiply(SquareRepeatedly(ones20, 20), ones20);
  const auto ones50 = Multiply(SquareRepeatedly(ones40, 10), ones10);
  const auto ones100 = Multiply(SquareRepeatedly(ones50, 50), ones50);
  const auto ones200 = Multiply(SquareRepeatedly(ones100, 100), ones100);
  const auto ones250 = Multiply(SquareRepeatedly(ones200, 50), ones50);
  return Multiply(SquareRepeatedly(ones250, 2), a);
}

// Eight numbers of 255 bits from 64-bit words.
[[gnu::always_inline]] static inline Field FromBits(
    const Vector (&words)[kRowWords]) {
  const Vector mask = Repeat(kLimbMask);
  Field out = {};
  out.limb[0] = _mm512_and_si512(words[0], mask);
  for (int k = 1; k < kRowWords; ++k) {
    // Limb k begins 13 k bits before word k does.
    const auto before = static_cast<unsigned>(13 * k);
    out.limb[k] = _mm512_and_si512(
        _mm512_or_si512(_mm512_srli_epi64(words[k - 1], 64 - before),
                        _mm512_slli_epi64(words[k], before)),
        mask);
  }
  out.limb[4] = _mm512_and_si512(_mm512_srli_epi64(words[3], 12), mask);
  return out;
}

// Where the encoding is an even number below p.
[[gnu::always_inline]] static inline __mmask8 IsCanonicalNumber(
    const Vector (&words)[kRowWords]) {
  const Vector ones = Repeat(~uint64_t{0});
  const Vector top = Repeat(~uint64_t{0} >> 1U);
  __mmask8 too_large =
      _mm512_cmpge_epu64_mask(words[0], Repeat(~uint64_t{0} - (kFold - 1)));
  too_large = _mm512_mask_cmpeq_epi64_mask(too_large, words[1], ones);
  too_large = _mm512_mask_cmpeq_epi64_mask(too_large, words[2], ones);
  too_large = _mm512_mask_cmpeq_epi64_mask(too_large, words[3], top);
  const __mmask8 even = _mm512_testn_epi64_mask(words[0], Repeat(1));
  const __mmask8 in_255_bits = _mm512_cmple_epu64_mask(words[3], top);
  return static_cast<__mmask8>(even & in_255_bits & ~too_large);
}

// What is known of eight encodings before the power.
struct Start {
  Field s;
  Field u1;
  Field u2;
  Field v;
  Field w;   // v u2^2, of which 1 / sqrt is wanted.
  Field w3;  // Its third power.
  __mmask8 canonical;
};

[[gnu::always_inline]] static inline Start Begin(const uint8_t* encodings) {
  const void* rows[kLanes];
  for (size_t lane = 0; lane < kLanes; ++lane) {
    rows[lane] = encodings + lane * kEncodingSize;
  }
  Vector words[kRowWords];
  LoadRows<Order::kPlain>(rows, words);
  const Wide one = Widen(Splat(kFieldOne.limbs));
  Start out = {};
  out.canonical = IsCanonicalNumber(words);
  out.s = FromBits(words);
  const Wide ss = Square(out.s);
  out.u1 = Carry(Subtract(one, ss));
  out.u2 = Carry(Add(one, ss));
  const Field u2_squared = Carry(Square(out.u2));
  const Field du1_squared =
      Multiply(Carry(Square(out.u1)), Splat(kCurveD.limbs));
  out.v = Carry(Subtract(Widen(Splat(kFieldZero.limbs)),
                         Add(Widen(du1_squared), Widen(u2_squared))));
  out.w = Multiply(out.v, u2_squared);
  out.w3 = Multiply(Carry(Square(out.w)), out.w);
  return out;
}

// |a| (RFC 9496, section 3.1) of a reduced a.
[[gnu::always_inline]] static inline Field Absolute(const Field& a) {
  return Reduce(Carry(NegateLanes(Widen(a), Negative(a))));
}

// From `power` = w^(7 (p - 5) / 8). Writes eight points, and returns which are
// good.
[[gnu::always_inline]] static inline __mmask8 End(const Start& start,
                                                  const Field& power,
                                                  PointWords* out) {
  // 1 / sqrt(w) up to sign, which does not matter below: y has its square, and
  // x becomes non-negative. If w r^2 = -1 it needs the root of -1; if that is
  // neither 1 nor -1, w is no square.
  const Field r = Multiply(power, start.w3);
  const Field check = Reduce(Multiply(Carry(Square(r)), start.w));
  const __mmask8 correct = Equal(check, Splat(kFieldOne.limbs));
  const __mmask8 flipped = Equal(check, Splat(kMinusOne.limbs));
  const Field inverse_root =
      Select(flipped, r, Multiply(r, Splat(kSqrtMinusOne.limbs)));
  const Field den_x = Multiply(inverse_root, start.u2);
  const Field den_y = Multiply(Multiply(inverse_root, den_x), start.v);
  const Wide s = Widen(start.s);
  const Field x = Absolute(Reduce(Multiply(Carry(Add(s, s)), den_x)));
  const Field y = Reduce(Multiply(start.u1, den_y));
  const Field t = Reduce(Multiply(x, y));
  const __mmask8 bad =
      static_cast<__mmask8>(Negative(t) | Equal(y, Splat(kFieldZero.limbs)));

  const Field coordinates[kCoordinates] = {x, y, Splat(kFieldOne.limbs), t};
  uint64_t* words[kLanes];
  for (int lane = 0; lane < kLanes; ++lane) {
    words[lane] = out[lane].words.data();
  }
  StorePoints<Order::kPlain>(coordinates, words);
  return static_cast<__mmask8>(start.canonical & (correct | flipped) & ~bad);
}

// Decodes 8 * kGroups encodings. Bit i: the i-th is canonical.
template <int kGroups>
static uint32_t DecodeBatch(const uint8_t* encodings, PointWords* out) {
  Start start[kGroups];
  Batch<kGroups> w7 = {};
  for (int g = 0; g < kGroups; ++g) {
    start[g] =
        Begin(encodings + static_cast<size_t>(g) * kLanes * kEncodingSize);
    w7.group[g] = Multiply(Carry(Square(start[g].w3)), start[g].w);
  }
  const Batch<kGroups> power = RootPower(w7);
  uint32_t good = 0;
  for (int g = 0; g < kGroups; ++g) {
    const __mmask8 mask =
        End(start[g], power.group[g], out + static_cast<size_t>(g) * kLanes);
    good |= static_cast<uint32_t>(mask) << (kLanes * g);
  }
  return good;
}

}  // namespace pingyi::engine::ifma

#endif  // CRYPTO_ENGINE_IFMA_DECODE_H_
