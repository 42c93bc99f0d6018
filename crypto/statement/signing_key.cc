#include "crypto/statement/signing_key.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"

namespace pingyi {
absl::StatusOr<VerifyKey> VerifyKey::Parse(ByteSpan bytes) {
  if (bytes.size() != kVerifyKeySize) {
    return absl::InvalidArgumentError(absl::StrCat(
        "Ed25519 key: want ", kVerifyKeySize, " bytes, got ", bytes.size()));
  }
  if (crypto_core_ed25519_is_valid_point(bytes.data()) != 1) {
    return absl::InvalidArgumentError(
        "Ed25519 key: not canonical, not on the curve, or not in the subgroup "
        "of prime order");
  }
  std::array<uint8_t, kVerifyKeySize> key = {};
  std::copy(bytes.begin(), bytes.end(), key.begin());
  return VerifyKey(key);
}

absl::Status VerifyKey::Verify(ByteSpan message, ByteSpan signature) const {
  if (signature.size() != kSignatureSize) {
    return absl::InvalidArgumentError(absl::StrCat(
        "signature: want ", kSignatureSize, " bytes, got ", signature.size()));
  }
  if (crypto_sign_verify_detached(signature.data(), message.data(),
                                  message.size(), bytes_.data()) != 0) {
    return absl::UnauthenticatedError("signature: not this key's");
  }
  return absl::OkStatus();
}

SigningKey SigningKey::FromSeed(const SigningSeed& seed) {
  VerifyKey verify_key;
  auto secret = SecretBytes<64>::Fill([&](uint8_t* out) {
    crypto_sign_seed_keypair(verify_key.bytes_.data(), out,
                             seed.Expose().data());
  });
  return SigningKey(std::move(secret), verify_key);
}

SigningKey SigningKey::Random() {
  return FromSeed(SigningSeed::Random());
}

Signature SigningKey::Sign(ByteSpan message) const {
  Signature signature = {};
  crypto_sign_detached(signature.data(), nullptr, message.data(),
                       message.size(), secret_.Expose().data());
  return signature;
}

SigningSeed SigningKey::Seed() const {
  return SigningSeed::Copy(secret_.Expose().first<32>());
}

SigningKey SigningKey::Clone() const {
  return SigningKey(secret_.Clone(), verify_key_);
}

}  // namespace pingyi
