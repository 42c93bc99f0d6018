#ifndef CRYPTO_GROUP_SECRET_SCALAR_H_
#define CRYPTO_GROUP_SECRET_SCALAR_H_

#include <cstdint>
#include <span>
#include <utility>

#include "absl/status/statusor.h"
#include "crypto/base/secret.h"
#include "crypto/group/scalar.h"

namespace pingyi {

// A secret integer mod l: a key, a share, a nonce, a randomness, a bit of a
// vote. Move-only, wiped, all arithmetic in constant time by libsodium.
class SecretScalar {
 public:
  // Uniform and not zero.
  static SecretScalar Random();
  // As Scalar::Parse.
  static absl::StatusOr<SecretScalar> Parse(std::span<const uint8_t> bytes);
  // A known value that takes the place of a secret (0, 1, a vector's value).
  static SecretScalar From(const Scalar& value);

  SecretScalar(SecretScalar&&) noexcept = default;
  SecretScalar& operator=(SecretScalar&&) noexcept = default;
  SecretScalar(const SecretScalar&) = delete;
  SecretScalar& operator=(const SecretScalar&) = delete;
  ~SecretScalar() = default;

  friend SecretScalar operator+(const SecretScalar& a, const SecretScalar& b);
  friend SecretScalar operator-(const SecretScalar& a, const SecretScalar& b);
  friend SecretScalar operator*(const SecretScalar& a, const SecretScalar& b);
  friend SecretScalar operator*(const Scalar& a, const SecretScalar& b);
  SecretScalar operator-() const;
  // 1 / this. The value must not be zero (Random never is).
  SecretScalar Inverse() const;
  SecretScalar Clone() const;

  // The response of a proof: masked, so public. The one door out of secrecy
  // for a scalar; each use says why its value may be known.
  Scalar Publish() const;
  std::span<const uint8_t, kScalarSize> Expose() const {
    return bytes_.Expose();
  }

 private:
  explicit SecretScalar(SecretBytes<kScalarSize> bytes)
      : bytes_(std::move(bytes)) {}
  SecretBytes<kScalarSize> bytes_;
};

}  // namespace pingyi

#endif  // CRYPTO_GROUP_SECRET_SCALAR_H_
