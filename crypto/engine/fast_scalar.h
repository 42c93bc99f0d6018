#ifndef CRYPTO_ENGINE_FAST_SCALAR_H_
#define CRYPTO_ENGINE_FAST_SCALAR_H_

#include <cstddef>
#include <cstdint>

#include "crypto/engine/uint128.h"
#include "crypto/group/scalar.h"

namespace pingyi {

// A public integer mod l in Montgomery form: a product takes a tenth of what
// Scalar's takes. For verifiers that form hundreds of products a proof; nothing
// secret may be put into one.
class FastScalar {
 public:
  // Zero.
  FastScalar() = default;
  static FastScalar From(const Scalar& value);
  Scalar ToScalar() const;

  friend FastScalar operator+(const FastScalar& a, const FastScalar& b) {
    return ReduceOnce(AddLimbs(a, b));
  }
  friend FastScalar operator-(const FastScalar& a, const FastScalar& b) {
    bool negative = false;
    const FastScalar difference = SubtractLimbs(a, b, negative);
    return negative ? AddLimbs(difference, kOrder) : difference;
  }
  friend FastScalar operator*(const FastScalar& a, const FastScalar& b) {
    return Product(a, b);
  }
  FastScalar& operator+=(const FastScalar& other) {
    return *this = *this + other;
  }
  FastScalar& operator-=(const FastScalar& other) {
    return *this = *this - other;
  }

 private:
  using Uint128 = engine::Uint128;

  constexpr FastScalar(uint64_t l0, uint64_t l1, uint64_t l2, uint64_t l3)
      : limbs_{l0, l1, l2, l3} {}

  static const FastScalar kOrder;         // l itself, not in Montgomery form.
  static const FastScalar kRadixSquared;  // 2^512 mod l.
  // -1 / l mod 2^64.
  static constexpr uint64_t kFactor = 0xd2b51da312547e1b;

  static FastScalar AddLimbs(const FastScalar& a, const FastScalar& b);
  // a - b mod 2^256, and whether it went below zero.
  static FastScalar SubtractLimbs(const FastScalar& a, const FastScalar& b,
                                  bool& negative);
  // A number below 2 l, brought below l.
  static FastScalar ReduceOnce(const FastScalar& value);
  // a b / 2^256 mod l for a, b below l.
  static FastScalar Product(const FastScalar& a, const FastScalar& b);

  // value * 2^256 mod l, below l, least significant limb first. A plain array:
  // see FieldElement.
  uint64_t limbs_[4] = {};
};

inline constexpr FastScalar FastScalar::kOrder = {
    0x5812631a5cf5d3ed, 0x14def9dea2f79cd6, 0, 0x1000000000000000};
inline constexpr FastScalar FastScalar::kRadixSquared = {
    0xa40611e3449c0f01, 0xd00e1ba768859347, 0xceec73d217f5be65,
    0x0399411b7c309a3d};

inline FastScalar FastScalar::AddLimbs(const FastScalar& a,
                                       const FastScalar& b) {
  FastScalar out;
  Uint128 sum = 0;
  for (size_t i = 0; i < 4; ++i) {
    sum += Uint128{a.limbs_[i]} + b.limbs_[i];
    out.limbs_[i] = static_cast<uint64_t>(sum);
    sum >>= 64;
  }
  return out;
}

inline FastScalar FastScalar::SubtractLimbs(const FastScalar& a,
                                            const FastScalar& b,
                                            bool& negative) {
  FastScalar out;
  uint64_t borrow = 0;
  for (size_t i = 0; i < 4; ++i) {
    const Uint128 d = Uint128{a.limbs_[i]} - b.limbs_[i] - borrow;
    out.limbs_[i] = static_cast<uint64_t>(d);
    borrow = static_cast<uint64_t>(d >> 64) & 1;
  }
  negative = borrow != 0;
  return out;
}

inline FastScalar FastScalar::ReduceOnce(const FastScalar& value) {
  bool negative = false;
  const FastScalar reduced = SubtractLimbs(value, kOrder, negative);
  return negative ? value : reduced;
}

// One limb of `b` after the other; l has 253 bits, so the running sum fits into
// five limbs, and into four after each step.
inline FastScalar FastScalar::Product(const FastScalar& a,
                                      const FastScalar& b) {
  uint64_t sum[4] = {};
  for (const uint64_t limb : b.limbs_) {
    Uint128 wide = 0;
    for (size_t i = 0; i < 4; ++i) {
      wide += Uint128{a.limbs_[i]} * limb + sum[i];
      sum[i] = static_cast<uint64_t>(wide);
      wide >>= 64;
    }
    const uint64_t top = static_cast<uint64_t>(wide);
    // Adds the multiple of l that clears the lowest limb, and drops that limb.
    const uint64_t factor = sum[0] * kFactor;
    wide = (Uint128{factor} * kOrder.limbs_[0] + sum[0]) >> 64;
    for (size_t i = 1; i < 4; ++i) {
      wide += Uint128{factor} * kOrder.limbs_[i] + sum[i];
      sum[i - 1] = static_cast<uint64_t>(wide);
      wide >>= 64;
    }
    sum[3] = top + static_cast<uint64_t>(wide);
  }
  return ReduceOnce({sum[0], sum[1], sum[2], sum[3]});
}

}  // namespace pingyi

#endif  // CRYPTO_ENGINE_FAST_SCALAR_H_
