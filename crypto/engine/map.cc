#include <cstddef>
#include <cstdint>
#include <vector>

#include "crypto/engine/edwards.h"
#include "crypto/engine/field51.h"

namespace pingyi::engine {
namespace {

// One half of an input to MAP of RFC 9496, section 4.3.4, before the root.
struct Half {
  FieldElement t;
  FieldElement r;
  FieldElement u;
  FieldElement v;
};

Half BeginHalf(const uint8_t* bytes) {
  Half out = {};
  out.t = FieldFromBytes(bytes);
  out.r = Multiply(Square(out.t), kSqrtMinusOne);
  out.u = Multiply(Add(out.r, kFieldOne), kOneMinusDSquared);
  out.v = Multiply(Negate(Carry(Add(kFieldOne, Multiply(out.r, kCurveD)))),
                   Add(out.r, kCurveD));
  return out;
}

// Instead of a root of u / v, the inverse root R of u v: (u R)^2 is u / v, or
// i u / v where that is no square. v = 0 gives R = 0, hence s = 0, as there.
ExtendedPoint EndHalf(const Half& half, const InverseRoot& inverse) {
  FieldElement s = Absolute(Multiply(half.u, inverse.root));
  FieldElement c = Negate(kFieldOne);
  if (!inverse.was_square) {
    s = Negate(Absolute(Multiply(s, half.t)));
    c = half.r;
  }
  const FieldElement n = Subtract(
      Multiply(Multiply(c, Subtract(half.r, kFieldOne)), kDMinusOneSquared),
      half.v);
  const FieldElement sv = Multiply(s, half.v);
  const FieldElement ss = Square(s);
  const FieldElement w0 = Add(sv, sv);
  const FieldElement w1 = Multiply(n, kSqrtADMinusOne);
  const FieldElement w2 = Subtract(kFieldOne, ss);
  const FieldElement w3 = Add(kFieldOne, ss);
  return {.x = Multiply(w0, w3),
          .y = Multiply(w2, w1),
          .z = Multiply(w1, w3),
          .t = Multiply(w0, w2)};
}

}  // namespace

void MapToCurve(RootPowers powers, const uint8_t* wide, size_t n,
                ExtendedPoint* out) {
  std::vector<Half> halves(2 * n);
  std::vector<FieldElement> products(2 * n);
  for (size_t i = 0; i < halves.size(); ++i) {
    halves[i] = BeginHalf(wide + i * kEncodingSize);
    products[i] = Multiply(halves[i].u, halves[i].v);
  }
  std::vector<InverseRoot> roots(halves.size());
  InverseSquareRoots(powers, products.data(), products.size(), roots.data());
  for (size_t i = 0; i < n; ++i) {
    out[i] = AddPoints(EndHalf(halves[2 * i], roots[2 * i]),
                       EndHalf(halves[2 * i + 1], roots[2 * i + 1]));
  }
}

}  // namespace pingyi::engine
