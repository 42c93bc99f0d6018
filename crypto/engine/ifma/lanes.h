#ifndef CRYPTO_ENGINE_IFMA_LANES_H_
#define CRYPTO_ENGINE_IFMA_LANES_H_

#include <immintrin.h>

#include <cstdint>

#include "crypto/engine/backend.h"
#include "crypto/engine/constants.h"
#include "crypto/engine/ifma/field.h"
#include "crypto/engine/ifma/transpose.h"

// Eight points of edwards25519 side by side. Formulas: Hisil, Wong, Carter,
// Dawson, "Twisted Edwards Curves Revisited" (2008), sections 3.1 and 3.3,
// complete for this curve.
namespace pingyi::engine::ifma {

// (Y - X, Y + X, Z, T): what an addition begins with is what the one before
// ended with, in one carry each.
struct Points {
  Field minus;
  Field plus;
  Field z;
  Field t;
};

// One point with Z = 1, repeated in all lanes when it is read.
struct Addend {
  uint64_t minus[kLimbs];
  uint64_t plus[kLimbs];
  uint64_t t_2d[kLimbs];
};

// One lane of Points; as StoreSwapped leaves it.
struct alignas(32) Bucket {
  uint64_t words[kPointLimbs];
};

[[gnu::always_inline]] static inline Points Identity() {
  return {Splat(kFieldOne.limbs), Splat(kFieldOne.limbs),
          Splat(kFieldOne.limbs), Splat(kFieldZero.limbs)};
}

// What is common to additions: from A = (Y1 - X1)(Y2 - X2), B = (Y1 + X1)(Y2 +
// X2), C = 2 d T1 T2 and D = 2 Z1 Z2. Limbs of a, b at most those of a product;
// of c at most those of 2^10 p; of d below 2^62.
[[gnu::always_inline]] static inline Points Finish(const Wide& a, const Wide& b,
                                                   const Wide& c,
                                                   const Wide& d) {
  const Field e = Carry(Subtract(b, a));
  const Field h = Carry(Add(b, a));
  const Field f = Carry(Subtract(d, c));
  const Field g = Carry(Add(d, c));
  const Wide x = Product(e, f);
  const Wide y = Product(g, h);
  return {Carry(Subtract(y, x)), Carry(Add(y, x)), Multiply(f, g),
          Multiply(e, h)};
}

// 9 multiplications.
[[gnu::always_inline]] static inline Points Add(const Points& p,
                                                const Points& q) {
  const Wide a = Product(p.minus, q.minus);
  const Wide b = Product(p.plus, q.plus);
  const Wide c = Product(Multiply(p.t, Splat(kTwiceCurveD.limbs)), q.t);
  const Wide zz = Product(p.z, q.z);
  return Finish(a, b, c, Add(zz, zz));
}

// One point to (in the lanes of `negate`: from) all; 7 multiplications.
[[gnu::always_inline]] static inline Points AddSame(const Points& p,
                                                    const Addend& q,
                                                    __mmask8 negate) {
  const Field minus = Splat(q.minus);
  const Field plus = Splat(q.plus);
  const Wide a = Product(p.minus, Select(negate, minus, plus));
  const Wide b = Product(p.plus, Select(negate, plus, minus));
  const Wide c = NegateLanes(Product(p.t, Splat(q.t_2d)), negate);
  const Wide z = Widen(p.z);
  return Finish(a, b, c, Add(z, z));
}

// With S = (Y + X)^2 and M = (Y - X)^2: 2 X Y = (S - M) / 2, X^2 + Y^2 =
// (S + M) / 2, Y^2 - X^2 = (Y + X)(Y - X). All taken twice, and with F and H
// negated, which only multiplies the coordinates by -4.
[[gnu::always_inline]] static inline Points Double(const Points& p) {
  const Wide s = Square(p.plus);
  const Wide m = Square(p.minus);
  const Wide n = Widen(Multiply(p.plus, p.minus));
  const Wide zz = Widen(Carry(Square(p.z)));
  const Wide twice_zz = Add(zz, zz);
  const Wide g = Add(n, n);
  const Field e = Carry(Subtract(s, m));
  const Field h = Carry(Add(s, m));
  const Field f = Carry(Subtract(Add(twice_zz, twice_zz), g));
  const Field carried_g = Carry(g);
  const Wide x = Product(e, f);
  const Wide y = Product(carried_g, h);
  return {Carry(Subtract(y, x)), Carry(Add(y, x)), Multiply(f, carried_g),
          Multiply(e, h)};
}

[[gnu::always_inline]] static inline Points Negate(const Points& p,
                                                   __mmask8 mask) {
  return {Select(mask, p.minus, p.plus), Select(mask, p.plus, p.minus), p.z,
          Carry(NegateLanes(Widen(p.t), mask))};
}

// From X, Y, Z, T with limbs below 2^52.
[[gnu::always_inline]] static inline Points FromCoordinates(
    const Field (&coordinates)[kCoordinates]) {
  const Wide x = Widen(coordinates[0]);
  const Wide y = Widen(coordinates[1]);
  return {Carry(Subtract(y, x)), Carry(Add(y, x)), coordinates[2],
          coordinates[3]};
}

[[gnu::always_inline]] static inline Points FromWords(
    const PointWords* const* from) {
  const uint64_t* words[kLanes];
  for (int lane = 0; lane < kLanes; ++lane) {
    words[lane] = from[lane]->words.data();
  }
  Field coordinates[kCoordinates];
  LoadPoints<Order::kPlain>(words, coordinates);
  return FromCoordinates(coordinates);
}

// All coordinates doubled: (Y + X) - (Y - X) is 2 X.
static inline void ToWords(const Points& p, PointWords* out) {
  const Wide minus = Widen(p.minus);
  const Wide plus = Widen(p.plus);
  const Wide z = Widen(p.z);
  const Wide t = Widen(p.t);
  const Field coordinates[kCoordinates] = {Carry(Subtract(plus, minus)),
                                           Carry(Add(plus, minus)),
                                           Carry(Add(z, z)), Carry(Add(t, t))};
  uint64_t* words[kLanes];
  for (int lane = 0; lane < kLanes; ++lane) {
    words[lane] = out[lane].words.data();
  }
  StorePoints<Order::kPlain>(coordinates, words);
}

}  // namespace pingyi::engine::ifma

#endif  // CRYPTO_ENGINE_IFMA_LANES_H_
