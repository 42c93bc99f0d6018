#ifndef CRYPTO_ENGINE_EDWARDS_H_
#define CRYPTO_ENGINE_EDWARDS_H_

#include <algorithm>

#include "crypto/engine/backend.h"
#include "crypto/engine/field51.h"

// Points of edwards25519, -x^2 + y^2 = 1 + d x^2 y^2, one at a time. Formulas:
// Hisil, Wong, Carter, Dawson, "Twisted Edwards Curves Revisited" (2008),
// sections 3.1 and 3.3; all are complete for this curve. Public data only,
// variable time.
namespace pingyi::engine {

// (X : Y : Z : T), XY = ZT; every limb below 2^52. What the functions below
// give is tight.
struct ExtendedPoint {
  FieldElement x;
  FieldElement y;
  FieldElement z;
  FieldElement t;
};

// A point with Z = 1 as an addition wants it: y + x, y - x, 2 d x y; tight.
struct AffineAddend {
  FieldElement y_plus_x;
  FieldElement y_minus_x;
  FieldElement t_2d;
};

inline constexpr ExtendedPoint kIdentityPoint = {
    .x = kFieldZero, .y = kFieldOne, .z = kFieldOne, .t = kFieldZero};

inline ExtendedPoint FromWords(const PointWords& a) {
  ExtendedPoint out = {};
  std::copy_n(a.words.data(), 5, out.x.limbs);
  std::copy_n(a.words.data() + 5, 5, out.y.limbs);
  std::copy_n(a.words.data() + 10, 5, out.z.limbs);
  std::copy_n(a.words.data() + 15, 5, out.t.limbs);
  return out;
}

inline PointWords ToWords(const ExtendedPoint& a) {
  PointWords out = {};
  std::copy_n(a.x.limbs, 5, out.words.data());
  std::copy_n(a.y.limbs, 5, out.words.data() + 5);
  std::copy_n(a.z.limbs, 5, out.words.data() + 10);
  std::copy_n(a.t.limbs, 5, out.words.data() + 15);
  return out;
}

// How all operations end, from E, F, G, H of the formulas; loose.
inline ExtendedPoint Finish(const FieldElement& e, const FieldElement& f,
                            const FieldElement& g, const FieldElement& h) {
  return {.x = Multiply(e, f),
          .y = Multiply(g, h),
          .z = Multiply(f, g),
          .t = Multiply(e, h)};
}

// p + q or p - q; 7 multiplications. -q swaps y + x and y - x and turns the
// sign of t. A, B, C of the formulas are tight, D's limbs < 2^53: differences
// are below 2^53 + 2^53, loose.
template <bool kNegate>
inline ExtendedPoint AddAffine(const ExtendedPoint& p, const AffineAddend& q) {
  const FieldElement a =
      Multiply(Subtract(p.y, p.x), kNegate ? q.y_plus_x : q.y_minus_x);
  const FieldElement b =
      Multiply(Add(p.y, p.x), kNegate ? q.y_minus_x : q.y_plus_x);
  const FieldElement c = Multiply(p.t, q.t_2d);
  const FieldElement d = Add(p.z, p.z);
  const FieldElement less = Subtract(d, c);
  const FieldElement more = Add(d, c);
  return Finish(Subtract(b, a), kNegate ? more : less, kNegate ? less : more,
                Add(b, a));
}

// p + q; 9 multiplications.
inline ExtendedPoint AddPoints(const ExtendedPoint& p, const ExtendedPoint& q) {
  const FieldElement a = Multiply(Subtract(p.y, p.x), Subtract(q.y, q.x));
  const FieldElement b = Multiply(Add(p.y, p.x), Add(q.y, q.x));
  const FieldElement c = Multiply(Multiply(p.t, kTwiceCurveD), q.t);
  const FieldElement zz = Multiply(p.z, q.z);
  const FieldElement d = Add(zz, zz);
  return Finish(Subtract(b, a), Subtract(d, c), Add(d, c), Add(b, a));
}

// 2 p; 4 squarings, 4 multiplications.
inline ExtendedPoint DoublePoint(const ExtendedPoint& p) {
  const FieldElement xx = Square(p.x);
  const FieldElement yy = Square(p.y);
  const FieldElement zz = Square(p.z);
  const FieldElement h = Add(xx, yy);
  // 2 X Y, below 2^51 + 2^13 + 2^53.
  const FieldElement e = Subtract(Square(Add(p.x, p.y)), h);
  // Tight, so that what is subtracted from below stays loose.
  const FieldElement g = Carry(Subtract(yy, xx));
  const FieldElement f = Subtract(Add(zz, zz), g);
  return Finish(e, f, g, h);
}

inline ExtendedPoint NegatePoint(const ExtendedPoint& p) {
  return {.x = Negate(p.x), .y = p.y, .z = p.z, .t = Negate(p.t)};
}

// `p` must have Z = 1.
inline AffineAddend MakeAffineAddend(const ExtendedPoint& p) {
  return {.y_plus_x = Carry(Add(p.y, p.x)),
          .y_minus_x = Carry(Subtract(p.y, p.x)),
          .t_2d = Multiply(p.t, kTwiceCurveD)};
}

// RFC 9496, section 4.3.1: false if `encoding` is not canonical. Out: Z = 1.
bool DecodePoint(const uint8_t* encoding, ExtendedPoint& out);
// Section 4.3.2; 32 bytes.
void EncodePoint(const ExtendedPoint& p, uint8_t* out);
// Section 4.3.4: n times 64 uniform bytes to points.
void MapToCurve(RootPowers powers, const uint8_t* wide, size_t n,
                ExtendedPoint* out);
// Section 4.3.3.
bool IsSameElement(const ExtendedPoint& p, const ExtendedPoint& q);
// Brings n points to Z = 1 with one inversion in all.
void Normalise(ExtendedPoint* points, size_t n);

}  // namespace pingyi::engine

#endif  // CRYPTO_ENGINE_EDWARDS_H_
