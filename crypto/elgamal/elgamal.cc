#include "crypto/elgamal/elgamal.h"

#include <cassert>
#include <cstddef>

namespace pingyi {

Ciphertexts EncryptExponents(std::span<const Element> keys,
                             const SecretScalar& r,
                             std::span<const SecretScalar> values) {
  assert(keys.size() == values.size());
  Ciphertexts out;
  out.a = Element::MulBase(r);
  out.b.reserve(keys.size());
  for (size_t i = 0; i < keys.size(); ++i) {
    out.b.push_back(r * keys[i] + Element::MulBase(values[i]));
  }
  return out;
}

}  // namespace pingyi
