#include "crypto/engine/edwards.h"

#include <array>
#include <vector>

namespace pingyi::engine {
namespace {

// s < p and not negative (RFC 9496, section 4.3.1, steps 1 and 2).
bool IsCanonicalField(const uint8_t* encoding) {
  if (encoding[0] % 2 != 0 || encoding[31] >= 0x80) {
    return false;
  }
  std::array<uint8_t, kEncodingSize> again = {};
  FieldToBytes(FieldFromBytes(encoding), again.data());
  return std::equal(again.begin(), again.end(), encoding);
}

}  // namespace

bool DecodePoint(const uint8_t* encoding, ExtendedPoint& out) {
  if (!IsCanonicalField(encoding)) {
    return false;
  }
  const FieldElement s = FieldFromBytes(encoding);
  const FieldElement ss = Square(s);
  const FieldElement u1 = Carry(Subtract(kFieldOne, ss));
  const FieldElement u2 = Add(kFieldOne, ss);
  const FieldElement u2_squared = Square(u2);
  // v = -(d u1^2) - u2^2.
  const FieldElement v =
      Negate(Carry(Add(Multiply(Square(u1), kCurveD), u2_squared)));
  const InverseRoot inverse = InverseSquareRoot(Multiply(v, u2_squared));
  const FieldElement den_x = Multiply(inverse.root, u2);
  const FieldElement den_y = Multiply(Multiply(inverse.root, den_x), v);
  out.x = Absolute(Multiply(Add(s, s), den_x));
  out.y = Multiply(u1, den_y);
  out.z = kFieldOne;
  out.t = Multiply(out.x, out.y);
  return inverse.was_square && !IsNegative(out.t) && !IsZero(out.y);
}

void EncodePoint(const ExtendedPoint& p, uint8_t* out) {
  const FieldElement u1 = Multiply(Add(p.z, p.y), Subtract(p.z, p.y));
  const FieldElement u2 = Multiply(p.x, p.y);
  const FieldElement root = InverseSquareRoot(Multiply(u1, Square(u2))).root;
  const FieldElement den1 = Multiply(root, u1);
  const FieldElement den2 = Multiply(root, u2);
  const FieldElement z_inverse = Multiply(Multiply(den1, den2), p.t);
  const bool rotate = IsNegative(Multiply(p.t, z_inverse));
  const FieldElement x = rotate ? Multiply(p.y, kSqrtMinusOne) : p.x;
  FieldElement y = rotate ? Multiply(p.x, kSqrtMinusOne) : p.y;
  const FieldElement den = rotate ? Multiply(den1, kInverseSqrtAMinusD) : den2;
  if (IsNegative(Multiply(x, z_inverse))) {
    y = Negate(y);
  }
  FieldToBytes(Absolute(Multiply(den, Subtract(p.z, y))), out);
}

bool IsSameElement(const ExtendedPoint& p, const ExtendedPoint& q) {
  return IsEqual(Multiply(p.x, q.y), Multiply(p.y, q.x)) ||
         IsEqual(Multiply(p.y, q.y), Multiply(p.x, q.x));
}

// Montgomery's trick: products of all before, one inversion, then backwards.
void Normalise(ExtendedPoint* points, size_t n) {
  std::vector<FieldElement> before(n);
  FieldElement product = kFieldOne;
  for (size_t i = 0; i < n; ++i) {
    before[i] = product;
    product = Multiply(product, points[i].z);
  }
  FieldElement inverse = Invert(product);
  for (size_t i = n; i-- > 0;) {
    ExtendedPoint& p = points[i];
    const FieldElement z_inverse = Multiply(inverse, before[i]);
    inverse = Multiply(inverse, p.z);
    p.x = Multiply(p.x, z_inverse);
    p.y = Multiply(p.y, z_inverse);
    p.z = kFieldOne;
    p.t = Multiply(p.x, p.y);
  }
}

namespace {

PointWords IdentityWords() {
  return ToWords(kIdentityPoint);
}
PointWords AddWords(const PointWords& a, const PointWords& b) {
  return ToWords(AddPoints(FromWords(a), FromWords(b)));
}
PointWords NegateWords(const PointWords& a) {
  return ToWords(NegatePoint(FromWords(a)));
}
PointWords DoubleWords(const PointWords& a) {
  return ToWords(DoublePoint(FromWords(a)));
}
bool EqualWords(const PointWords& a, const PointWords& b) {
  return IsSameElement(FromWords(a), FromWords(b));
}
void EncodeWords(const PointWords& a, uint8_t* out) {
  EncodePoint(FromWords(a), out);
}
void MapWords(RootPowers powers, const uint8_t* wide, size_t n,
              PointWords* out) {
  std::vector<ExtendedPoint> points(n);
  MapToCurve(powers, wide, n, points.data());
  std::transform(points.begin(), points.end(), out, ToWords);
}

}  // namespace

const PointArithmetic kEdwardsArithmetic = {.identity = IdentityWords,
                                            .add = AddWords,
                                            .negate = NegateWords,
                                            .twice = DoubleWords,
                                            .equal = EqualWords,
                                            .encode = EncodeWords,
                                            .map = MapWords};

}  // namespace pingyi::engine
