#include "crypto/group/scalar.h"

#include <sodium.h>

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "crypto/base/random.h"
#include "crypto/base/status_macros.h"
#include "crypto/group/reduced.h"

namespace pingyi {

absl::StatusOr<Scalar> Scalar::Parse(std::span<const uint8_t> bytes) {
  if (bytes.size() != kScalarSize) {
    return absl::InvalidArgumentError(absl::StrCat(
        "scalar: want ", kScalarSize, " bytes, got ", bytes.size()));
  }
  if (!IsReducedScalar(bytes.first<kScalarSize>())) {
    return absl::InvalidArgumentError("scalar: not reduced");
  }
  Scalar out;
  std::copy(bytes.begin(), bytes.end(), out.bytes_.begin());
  return out;
}

Scalar Scalar::FromUint64(uint64_t value) {
  Scalar out;
  const std::array<uint8_t, 8> low = Le64(value);
  std::copy(low.begin(), low.end(), out.bytes_.begin());
  return out;
}

Scalar Scalar::Reduce(const WideDigest& wide) {
  Scalar out;
  crypto_core_ristretto255_scalar_reduce(out.bytes_.data(), wide.data());
  return out;
}

Scalar Scalar::RandomWeight() {
  return RandomWeights(1).front();
}

std::vector<Scalar> Scalar::RandomWeights(size_t n) {
  constexpr size_t kWeightSize = 16;
  std::vector<uint8_t> random(n * kWeightSize);
  FillRandom(random);
  std::vector<Scalar> out(n);
  for (size_t i = 0; i < n; ++i) {
    std::copy_n(random.data() + i * kWeightSize, kWeightSize,
                out[i].bytes_.data());
  }
  return out;
}

bool Scalar::IsZero() const {
  return *this == Scalar();
}

absl::StatusOr<Scalar> Scalar::Inverse() const {
  Scalar out;
  if (crypto_core_ristretto255_scalar_invert(out.bytes_.data(),
                                             bytes_.data()) != 0) {
    return absl::InvalidArgumentError("scalar: zero has no inverse");
  }
  return out;
}

Scalar operator+(const Scalar& a, const Scalar& b) {
  Scalar out;
  crypto_core_ristretto255_scalar_add(out.bytes_.data(), a.bytes_.data(),
                                      b.bytes_.data());
  return out;
}

Scalar operator-(const Scalar& a, const Scalar& b) {
  Scalar out;
  crypto_core_ristretto255_scalar_sub(out.bytes_.data(), a.bytes_.data(),
                                      b.bytes_.data());
  return out;
}

Scalar operator*(const Scalar& a, const Scalar& b) {
  Scalar out;
  crypto_core_ristretto255_scalar_mul(out.bytes_.data(), a.bytes_.data(),
                                      b.bytes_.data());
  return out;
}

Scalar Scalar::operator-() const {
  return Scalar() - *this;
}

absl::StatusOr<std::vector<Scalar>> LagrangeAtZero(
    std::span<const uint32_t> xs) {
  return LagrangeAt(xs, 0);
}

absl::StatusOr<std::vector<Scalar>> LagrangeAt(std::span<const uint32_t> xs,
                                               uint32_t x) {
  std::vector<Scalar> out;
  out.reserve(xs.size());
  for (size_t k = 0; k < xs.size(); ++k) {
    if (xs[k] == 0) {
      return absl::InvalidArgumentError("interpolation: member index 0");
    }
    Scalar numerator = Scalar::FromUint64(1);
    Scalar denominator = numerator;
    for (size_t m = 0; m < xs.size(); ++m) {
      if (m == k) {
        continue;
      }
      const Scalar other = Scalar::FromUint64(xs[m]);
      numerator = numerator * (Scalar::FromUint64(x) - other);
      denominator = denominator * (Scalar::FromUint64(xs[k]) - other);
    }
    if (denominator.IsZero()) {
      return absl::InvalidArgumentError(
          absl::StrCat("interpolation: member index ", xs[k], " twice"));
    }
    ASSIGN_OR_RETURN(const Scalar inverse, denominator.Inverse());
    out.push_back(numerator * inverse);
  }
  return out;
}

}  // namespace pingyi
