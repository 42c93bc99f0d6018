#ifndef CRYPTO_ENGINE_AVX2_LANES_H_
#define CRYPTO_ENGINE_AVX2_LANES_H_

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "crypto/engine/avx2/canonical.h"
#include "crypto/engine/avx2/field.h"
#include "crypto/engine/backend.h"
#include "crypto/engine/constants.h"

// Four points of edwards25519 side by side, as kernels.h wants them. Formulas:
// Hisil, Wong, Carter, Dawson, "Twisted Edwards Curves Revisited" (2008),
// sections 3.1 and 3.3; all are complete for this curve.
namespace pingyi::engine {
namespace {  // NOLINT(google-build-namespaces): see limbs.h.
namespace avx2 {

constexpr size_t kCoordinates = 4;
constexpr size_t kWords = kCoordinates * kLimbs;

// Extended coordinates, reduced.
struct Points {
  Field x;
  Field y;
  Field z;
  Field t;
};

// Coordinates one after the other, reduced, as doubles.
struct alignas(32) Bucket {
  double words[kWords];
};

// A point with Z = 1 as additions want it. Limb by limb (y - x) / 2, (y + x) /
// 2, d x y, and nothing; reduced. Halves, as then D of the formulas is Z.
struct Addend {
  double limb[kLimbs][kLanes];
};

// Four rows to four columns.
PINGYI_AVX2 void Transpose(Doubles& a, Doubles& b, Doubles& c, Doubles& d) {
  const Doubles even_low = _mm256_unpacklo_pd(a, b);
  const Doubles odd_low = _mm256_unpackhi_pd(a, b);
  const Doubles even_high = _mm256_unpacklo_pd(c, d);
  const Doubles odd_high = _mm256_unpackhi_pd(c, d);
  a = _mm256_permute2f128_pd(even_low, even_high, 0x20);
  b = _mm256_permute2f128_pd(odd_low, odd_high, 0x20);
  c = _mm256_permute2f128_pd(even_low, even_high, 0x31);
  d = _mm256_permute2f128_pd(odd_low, odd_high, 0x31);
}

// Words of four points to vectors of one word each.
PINGYI_AVX2 void Gather(const double* const from[kLanes],
                        Doubles (&words)[kWords]) {
  for (size_t k = 0; k < kWords; k += kLanes) {
    for (size_t lane = 0; lane < kLanes; ++lane) {
      words[k + lane] = _mm256_loadu_pd(from[lane] + k);
    }
    Transpose(words[k], words[k + 1], words[k + 2], words[k + 3]);
  }
}

PINGYI_AVX2 void Scatter(const Doubles (&words)[kWords],
                         double* const to[kLanes]) {
  for (size_t k = 0; k < kWords; k += kLanes) {
    Doubles row[kLanes] = {words[k], words[k + 1], words[k + 2], words[k + 3]};
    Transpose(row[0], row[1], row[2], row[3]);
    for (size_t lane = 0; lane < kLanes; ++lane) {
      _mm256_storeu_pd(to[lane] + k, row[lane]);
    }
  }
}

// Coordinate `which` of gathered words.
PINGYI_AVX2 Field Coordinate(const Doubles (&words)[kWords], size_t which) {
  return EachLimb([&](size_t k) { return words[which * kLimbs + k]; });
}

// Sign bits for the lanes of `mask`.
PINGYI_AVX2 Doubles SignsOf(unsigned mask) {
  const Words bits = _mm256_setr_epi64x(1, 2, 4, 8);
  const Words chosen = _mm256_cmpeq_epi64(
      _mm256_and_si256(_mm256_set1_epi64x(mask), bits), bits);
  return _mm256_and_pd(_mm256_castsi256_pd(chosen), _mm256_set1_pd(-0.0));
}

// From E, F, G, H.
PINGYI_AVX2 Points Finish(const Field& e, const Field& f, const Field& g,
                          const Field& h) {
  return {.x = e * f, .y = g * h, .z = f * g, .t = e * h};
}

PINGYI_AVX2 Points AddPoints(const Points& p, const Points& q) {
  const Field difference = Reduce<0>(Minus(ToColumns(q.y), ToColumns(q.x)));
  const Field sum = Reduce<0>(Plus(ToColumns(q.y), ToColumns(q.x)));
  const Columns a = Multiply(Minus(p.y, p.x), difference);
  const Columns b = Multiply(Plus(p.y, p.x), sum);
  const Columns c = Multiply(p.t * Constant(kTwiceCurveD), q.t);
  const Columns d = Multiply(Plus(p.z, p.z), q.z);
  return Finish(Reduce<0>(Minus(b, a)), Reduce<0>(Minus(d, c)),
                Reduce<2>(Plus(d, c)), Reduce<2>(Plus(b, a)));
}

// All turned: -E = -2 X Y, -F = C + A - B, -G = A - B, -H = A + B.
PINGYI_AVX2 Points DoublePoints(const Points& p) {
  const Columns a = SquareColumns(p.x);
  const Columns b = SquareColumns(p.y);
  const Columns half_c = SquareColumns(p.z);
  const Columns e =
      Multiply(TurnSign(Plus(p.x, p.x), _mm256_set1_pd(-0.0)), p.y);
  const Columns g = Minus(a, b);
  const Columns f = Plus(Plus(half_c, half_c), g);
  return Finish(Reduce<1>(e), Reduce<0, 2>(f), Reduce<0, 0>(g),
                Reduce<0, 2>(Plus(a, b)));
}

// One word of an addend in every lane.
PINGYI_AVX2 Field Part(const Addend& a, size_t which) {
  return EachLimb(
      [&](size_t k) { return _mm256_broadcast_sd(&a.limb[k][which]); });
}

// -q swaps y - x and y + x and turns the sign of t.
PINGYI_AVX2 Points AddAffine(const Points& p, const Addend& q,
                             unsigned negate) {
  const Doubles signs = SignsOf(negate);
  const Field difference = Part(q, 0);
  const Field sum = Part(q, 1);
  const Columns a = Multiply(Minus(p.y, p.x), Choose(difference, sum, signs));
  const Columns b = Multiply(Plus(p.y, p.x), Choose(sum, difference, signs));
  const Columns c = Multiply(p.t, TurnSign(Part(q, 2), signs));
  const Columns d = ToColumns(p.z);
  return Finish(Reduce<0>(Minus(b, a)), Reduce<-1>(Minus(d, c)),
                Reduce<1>(Plus(d, c)), Reduce<2>(Plus(b, a)));
}

// From unsigned integers below 2^60 in place of doubles.
PINGYI_AVX2 Field FromIntegers(const Field& a) {
  Columns columns;
  for (size_t k = 0; k < kLimbs; ++k) {
    columns.column[k] = _mm256_castpd_si256(a.limb[k]);
  }
  return Reduce<0>(columns);
}

PINGYI_AVX2 void PutWords(const Integers& a, size_t which,
                          Doubles (&words)[kWords]) {
  for (size_t k = 0; k < kLimbs; ++k) {
    words[which * kLimbs + k] = _mm256_castsi256_pd(a.limb[k]);
  }
}

PINGYI_AVX2 void StoreWords(const Doubles (&words)[kWords], PointWords* out) {
  double* to[kLanes];
  for (size_t lane = 0; lane < kLanes; ++lane) {
    to[lane] = reinterpret_cast<double*>(out + lane);
  }
  Scatter(words, to);
}

PINGYI_AVX2 Points LoadWords(const PointWords* const from[kLanes]) {
  const double* rows[kLanes];
  for (size_t lane = 0; lane < kLanes; ++lane) {
    rows[lane] = reinterpret_cast<const double*>(from[lane]);
  }
  Doubles words[kWords];
  Gather(rows, words);
  return {.x = FromIntegers(Coordinate(words, 0)),
          .y = FromIntegers(Coordinate(words, 1)),
          .z = FromIntegers(Coordinate(words, 2)),
          .t = FromIntegers(Coordinate(words, 3))};
}

// Four points with Z = 1.
PINGYI_AVX2 void MakeAddends(const PointWords* const from[kLanes],
                             Addend* out) {
  const Points p = LoadWords(from);
  const Field half = Constant(kOneHalf);
  const Field difference = Minus(p.y, p.x) * half;
  const Field sum = Plus(p.y, p.x) * half;
  const Field t = p.t * Constant(kCurveD);
  for (size_t k = 0; k < kLimbs; ++k) {
    Doubles row[kLanes] = {difference.limb[k], sum.limb[k], t.limb[k],
                           _mm256_setzero_pd()};
    Transpose(row[0], row[1], row[2], row[3]);
    for (size_t lane = 0; lane < kLanes; ++lane) {
      _mm256_storeu_pd(out[lane].limb[k], row[lane]);
    }
  }
}

}  // namespace avx2
}  // namespace
}  // namespace pingyi::engine

#endif  // CRYPTO_ENGINE_AVX2_LANES_H_
