#ifndef CRYPTO_ELGAMAL_ELGAMAL_H_
#define CRYPTO_ELGAMAL_ELGAMAL_H_

#include <span>
#include <vector>

#include "crypto/group/element.h"
#include "crypto/group/secret_scalar.h"

namespace pingyi {

// ElGamal ciphertexts of several exponents under one randomness r, each under
// a key of its own: A = r G, B_i = r K_i + v_i G. Sums of them encrypt the
// sums of the exponents.
struct Ciphertexts {
  Element a;
  std::vector<Element> b;
  friend bool operator==(const Ciphertexts&, const Ciphertexts&) = default;
};

// Encrypts values[i] under keys[i]. As many values as keys (a bug otherwise).
// Constant time in r and the values; some 70 us a ciphertext.
Ciphertexts EncryptExponents(std::span<const Element> keys,
                             const SecretScalar& r,
                             std::span<const SecretScalar> values);

}  // namespace pingyi

#endif  // CRYPTO_ELGAMAL_ELGAMAL_H_
