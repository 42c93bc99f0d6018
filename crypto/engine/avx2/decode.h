#ifndef CRYPTO_ENGINE_AVX2_DECODE_H_
#define CRYPTO_ENGINE_AVX2_DECODE_H_

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "crypto/engine/avx2/canonical.h"
#include "crypto/engine/avx2/field.h"
#include "crypto/engine/avx2/lanes.h"
#include "crypto/engine/backend.h"
#include "crypto/engine/constants.h"

// Decodes ristretto255 (RFC 9496, section 4.3.1) eight encodings at a time: two
// groups of four, as one squaring waits for the one before it but not for the
// other group's.
namespace pingyi::engine {
namespace {  // NOLINT(google-build-namespaces): see limbs.h.
namespace avx2 {

constexpr size_t kGroups = 2;
constexpr size_t kBatch = kGroups * kLanes;

struct Groups {
  Field group[kGroups];
};

PINGYI_AVX2 Groups operator*(const Groups& a, const Groups& b) {
  static_assert(kGroups == 2);
  return {{a.group[0] * b.group[0], a.group[1] * b.group[1]}};
}

[[gnu::noinline]] static Groups Times(const Groups& a, const Groups& b) {
  return a * b;
}

// a^(2^n).
[[gnu::noinline]] static Groups SquareTimes(const Groups& a, int n) {
  Groups out = a;
  for (int i = 0; i < n; ++i) {
    for (Field& field : out.group) {
      field = Square(field);
    }
  }
  return out;
}

// a^((p - 5) / 8) = a^(2^252 - 3). `ones_n` is a^(2^n - 1).
static Groups Power(const Groups& a) {
  const Groups ones_2 = Times(SquareTimes(a, 1), a);
  const Groups ones_4 = Times(SquareTimes(ones_2, 2), ones_2);
  const Groups ones_5 = Times(SquareTimes(ones_4, 1), a);
  const Groups ones_10 = Times(SquareTimes(ones_5, 5), ones_5);
  const Groups ones_20 = Times(SquareTimes(ones_10, 10), ones_10);
  const Groups ones_40 = Times(SquareTimes(ones_20, 20), ones_20);
  const Groups ones_50 = Times(SquareTimes(ones_40, 10), ones_10);
  const Groups ones_100 = Times(SquareTimes(ones_50, 50), ones_50);
  const Groups ones_200 = Times(SquareTimes(ones_100, 100), ones_100);
  const Groups ones_250 = Times(SquareTimes(ones_200, 50), ones_50);
  return Times(SquareTimes(ones_250, 2), a);
}

// What is known of four encodings before the power is.
struct Begun {
  Field s = {};
  Field u1 = {};        // 1 - s^2
  Field u2 = {};        // 1 + s^2
  Field v = {};         // -d u1^2 - u2^2
  Field w = {};         // v u2^2
  Field w3 = {};        // w^3
  Doubles refuse = {};  // Sign bit: s is not below 2^255 - 19, or odd.
};

// Four little-endian numbers of 32 bytes to limbs; the last takes what is left,
// 52 bits.
PINGYI_AVX2 Integers LoadEncodings(const uint8_t* encodings) {
  Doubles word[kLanes];
  for (size_t lane = 0; lane < kLanes; ++lane) {
    word[lane] = _mm256_castsi256_pd(_mm256_loadu_si256(
        reinterpret_cast<const Words*>(encodings + lane * kEncodingSize)));
  }
  Transpose(word[0], word[1], word[2], word[3]);
  const Words a = _mm256_castpd_si256(word[0]);
  const Words b = _mm256_castpd_si256(word[1]);
  const Words c = _mm256_castpd_si256(word[2]);
  const Words d = _mm256_castpd_si256(word[3]);
  Integers out;
  out.limb[0] = a;
  out.limb[1] =
      _mm256_or_si256(_mm256_srli_epi64(a, 51), _mm256_slli_epi64(b, 13));
  out.limb[2] =
      _mm256_or_si256(_mm256_srli_epi64(b, 38), _mm256_slli_epi64(c, 26));
  out.limb[3] =
      _mm256_or_si256(_mm256_srli_epi64(c, 25), _mm256_slli_epi64(d, 39));
  out.limb[4] = _mm256_srli_epi64(d, 12);
  for (size_t k = 0; k + 1 < kLimbs; ++k) {
    out.limb[k] = _mm256_and_si256(out.limb[k], Set(kLimbMask));
  }
  return out;
}

PINGYI_AVX2 Begun Begin(const uint8_t* encodings) {
  const Integers s = LoadEncodings(encodings);
  // With bit 255 the quotient is 1 or 2.
  const Words too_large =
      _mm256_cmpgt_epi64(Quotient(s), _mm256_setzero_si256());
  Columns columns;
  for (size_t k = 0; k < kLimbs; ++k) {
    columns.column[k] = s.limb[k];
  }
  Begun out;
  out.refuse = _mm256_or_pd(_mm256_castsi256_pd(too_large), IsNegative(s));
  out.s = Reduce<0>(columns);
  const Field ss = Square(out.s);
  out.u1 = Minus(Constant(kFieldOne), ss);
  out.u2 = Plus(Constant(kFieldOne), ss);
  const Columns u2_squared = SquareColumns(out.u2);
  const Columns d_u1_squared = Multiply(Square(out.u1), Constant(kCurveD));
  out.v = TurnSign(Reduce<1, 1>(Plus(d_u1_squared, u2_squared)),
                   _mm256_set1_pd(-0.0));
  out.w = out.v * Reduce<0, 1>(u2_squared);
  out.w3 = Square(out.w) * out.w;
  return out;
}

// `power` is (w^7)^((p - 5) / 8). Writes four points, returns which of them are
// none (a bit a lane).
PINGYI_AVX2 unsigned End(const Begun& begun, const Field& power,
                         PointWords* out) {
  // SQRT_RATIO_M1(1, w). Either root will do: y takes its square, and of x the
  // absolute value is taken.
  const Field candidate = begun.w3 * power;
  const Integers check = Canonical(begun.w * Square(candidate));
  const Doubles flipped = Is(check, kMinusOne);
  const Doubles square = _mm256_or_pd(Is(check, kFieldOne), flipped);
  const Field root =
      Choose(candidate, candidate * Constant(kSqrtMinusOne),
             _mm256_or_pd(flipped, Is(check, kMinusSqrtMinusOne)));

  const Field x_denominator = root * begun.u2;
  const Field y_denominator = root * x_denominator * begun.v;
  const Field x = Absolute(Plus(begun.s, begun.s) * x_denominator);
  const Field y = begun.u1 * y_denominator;
  const Field t = x * y;

  const Doubles bad =
      _mm256_or_pd(_mm256_or_pd(begun.refuse, IsNegative(Canonical(t))),
                   _mm256_or_pd(Is(Canonical(y), kFieldZero),
                                _mm256_xor_pd(square, _mm256_set1_pd(-0.0))));
  Doubles words[kWords];
  PutWords(ToIntegers(x), 0, words);
  PutWords(ToIntegers(y), 1, words);
  PutWords(Integers{{Set(1), Set(0), Set(0), Set(0), Set(0)}}, 2, words);
  PutWords(ToIntegers(t), 3, words);
  StoreWords(words, out);
  return static_cast<unsigned>(_mm256_movemask_pd(bad));
}

// kBatch encodings; returns which of them are none.
[[gnu::noinline]] static unsigned DecodeBatch(const uint8_t* encodings,
                                              PointWords* out) {
  Begun begun[kGroups];
  Groups w7 = {};
  for (size_t g = 0; g < kGroups; ++g) {
    begun[g] = Begin(encodings + g * kLanes * kEncodingSize);
    w7.group[g] = Square(begun[g].w3) * begun[g].w;
  }
  const Groups power = Power(w7);
  unsigned bad = 0;
  for (size_t g = 0; g < kGroups; ++g) {
    bad |= End(begun[g], power.group[g], out + g * kLanes) << (g * kLanes);
  }
  return bad;
}

}  // namespace avx2
}  // namespace
}  // namespace pingyi::engine

#endif  // CRYPTO_ENGINE_AVX2_DECODE_H_
