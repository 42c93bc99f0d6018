#include "crypto/engine/fast_scalar.h"

#include <cstring>

namespace pingyi {

FastScalar FastScalar::From(const Scalar& value) {
  FastScalar out;
  std::memcpy(out.limbs_, value.bytes().data(), kScalarSize);
  return Product(out, kRadixSquared);
}

Scalar FastScalar::ToScalar() const {
  const FastScalar plain = Product(*this, {1, 0, 0, 0});
  Scalar out;
  std::memcpy(out.bytes_.data(), plain.limbs_, kScalarSize);
  return out;
}

}  // namespace pingyi
