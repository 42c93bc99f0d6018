#ifndef CRYPTO_ENGINE_FAST_SCALAR_H_
#define CRYPTO_ENGINE_FAST_SCALAR_H_

#include <array>
#include <cstdint>

#include "crypto/group/scalar.h"

namespace pingyi {

// A public integer mod l in Montgomery form: a product takes a quarter of what
// Scalar's takes. For verifiers that form hundreds of products a proof; nothing
// secret may be put into one.
class FastScalar {
 public:
  // Zero.
  FastScalar() = default;
  static FastScalar From(const Scalar& value);
  Scalar ToScalar() const;

  friend FastScalar operator+(const FastScalar& a, const FastScalar& b);
  friend FastScalar operator-(const FastScalar& a, const FastScalar& b);
  friend FastScalar operator*(const FastScalar& a, const FastScalar& b);
  FastScalar& operator+=(const FastScalar& other) {
    return *this = *this + other;
  }
  FastScalar& operator-=(const FastScalar& other) {
    return *this = *this - other;
  }

 private:
  using Limbs = std::array<uint64_t, 4>;
  explicit FastScalar(const Limbs& limbs) : limbs_(limbs) {}

  // value * 2^256 mod l, below l, least significant limb first.
  Limbs limbs_ = {};
};

}  // namespace pingyi

#endif  // CRYPTO_ENGINE_FAST_SCALAR_H_
