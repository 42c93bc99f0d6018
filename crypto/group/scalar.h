#ifndef CRYPTO_GROUP_SCALAR_H_
#define CRYPTO_GROUP_SCALAR_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"
#include "crypto/base/hash.h"

namespace pingyi {

inline constexpr size_t kScalarSize = 32;

// A public integer mod l (RFC 9496, section 4.4), always reduced. A value
// type for challenges, weights and responses; secrets are SecretScalar.
class Scalar {
 public:
  // Zero.
  Scalar() = default;
  // Reads 32 little-endian bytes. INVALID_ARGUMENT unless the length is right
  // and the number is below l (libsodium alone would accept s + l, s + 2^255).
  static absl::StatusOr<Scalar> Parse(std::span<const uint8_t> bytes);
  static Scalar FromUint64(uint64_t value);
  // A 512-bit little-endian integer mod l.
  static Scalar Reduce(const WideDigest& wide);
  // A fresh random number below 2^128: a weight for batch verification. Many
  // in one go are asked of the system at once.
  static Scalar RandomWeight();
  static std::vector<Scalar> RandomWeights(size_t n);

  bool IsZero() const;
  // 1 / this. INVALID_ARGUMENT for zero.
  absl::StatusOr<Scalar> Inverse() const;
  const std::array<uint8_t, kScalarSize>& bytes() const { return bytes_; }

  friend Scalar operator+(const Scalar& a, const Scalar& b);
  friend Scalar operator-(const Scalar& a, const Scalar& b);
  friend Scalar operator*(const Scalar& a, const Scalar& b);
  Scalar operator-() const;
  friend bool operator==(const Scalar&, const Scalar&) = default;

 private:
  friend class FastScalar;
  friend class SecretScalar;
  std::array<uint8_t, kScalarSize> bytes_ = {};
};

// The Lagrange coefficients at 0 for the distinct non-zero member indices
// `xs`: lambda_k = prod_{m != k} m / (m - k). INVALID_ARGUMENT when an index
// is 0 or appears twice.
absl::StatusOr<std::vector<Scalar>> LagrangeAtZero(
    std::span<const uint32_t> xs);

// The value at 0 is not enough where all points must lie on one polynomial:
// coefficients to evaluate at `x` from the values at `xs`.
absl::StatusOr<std::vector<Scalar>> LagrangeAt(std::span<const uint32_t> xs,
                                               uint32_t x);

}  // namespace pingyi

#endif  // CRYPTO_GROUP_SCALAR_H_
