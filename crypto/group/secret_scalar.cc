#include "crypto/group/secret_scalar.h"

#include <sodium.h>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "crypto/base/random.h"
#include "crypto/group/reduced.h"

namespace pingyi {
namespace {

using Buffer = SecretBytes<kScalarSize>;

}  // namespace

SecretScalar SecretScalar::Random() {
  // Zero comes up with probability 2^-252; the loop says that it is excluded.
  while (true) {
    const auto wide = SecretBytes<64>::Random();
    Buffer reduced = Buffer::Fill([&wide](uint8_t* out) {
      crypto_core_ristretto255_scalar_reduce(out, wide.Expose().data());
    });
    if (sodium_is_zero(reduced.Expose().data(), kScalarSize) == 0) {
      return SecretScalar(std::move(reduced));
    }
  }
}

absl::StatusOr<SecretScalar> SecretScalar::Parse(
    std::span<const uint8_t> bytes) {
  if (bytes.size() != kScalarSize) {
    return absl::InvalidArgumentError(absl::StrCat(
        "secret scalar: want ", kScalarSize, " bytes, got ", bytes.size()));
  }
  if (!IsReducedScalar(bytes.first<kScalarSize>())) {
    return absl::InvalidArgumentError("secret scalar: not reduced");
  }
  return SecretScalar(Buffer::Copy(bytes.first<kScalarSize>()));
}

SecretScalar SecretScalar::From(const Scalar& value) {
  return SecretScalar(Buffer::Copy(value.bytes_));
}

SecretScalar operator+(const SecretScalar& a, const SecretScalar& b) {
  return SecretScalar(Buffer::Fill([&a, &b](uint8_t* out) {
    crypto_core_ristretto255_scalar_add(out, a.Expose().data(),
                                        b.Expose().data());
  }));
}

SecretScalar operator-(const SecretScalar& a, const SecretScalar& b) {
  return SecretScalar(Buffer::Fill([&a, &b](uint8_t* out) {
    crypto_core_ristretto255_scalar_sub(out, a.Expose().data(),
                                        b.Expose().data());
  }));
}

SecretScalar operator*(const SecretScalar& a, const SecretScalar& b) {
  return SecretScalar(Buffer::Fill([&a, &b](uint8_t* out) {
    crypto_core_ristretto255_scalar_mul(out, a.Expose().data(),
                                        b.Expose().data());
  }));
}

SecretScalar operator*(const Scalar& a, const SecretScalar& b) {
  return SecretScalar(Buffer::Fill([&a, &b](uint8_t* out) {
    crypto_core_ristretto255_scalar_mul(out, a.bytes().data(),
                                        b.Expose().data());
  }));
}

SecretScalar SecretScalar::operator-() const {
  return SecretScalar(Buffer::Fill([this](uint8_t* out) {
    crypto_core_ristretto255_scalar_negate(out, Expose().data());
  }));
}

SecretScalar SecretScalar::Inverse() const {
  return SecretScalar(Buffer::Fill([this](uint8_t* out) {
    // Reports zero by its return code, which the contract excludes.
    static_cast<void>(
        crypto_core_ristretto255_scalar_invert(out, Expose().data()));
  }));
}

SecretScalar SecretScalar::Clone() const {
  return SecretScalar(bytes_.Clone());
}

Scalar SecretScalar::Publish() const {
  Scalar out;
  std::copy(Expose().begin(), Expose().end(), out.bytes_.begin());
  return out;
}

}  // namespace pingyi
