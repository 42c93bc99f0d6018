#include "crypto/statement/signing_key.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "crypto/base/bytes.h"
#include "crypto/base/executor.h"
#include "crypto/base/secret.h"

namespace pingyi {
namespace {

// Large enough that handing out a task costs nothing beside it.
constexpr size_t kChecksPerTask = 32;

}  // namespace

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

std::vector<size_t> FindInvalidSignatures(
    std::span<const SignatureCheck> checks, Executor& executor) {
  // One byte each, not one bit: tasks may write side by side.
  std::vector<uint8_t> invalid(checks.size(), 0);
  const size_t tasks = (checks.size() + kChecksPerTask - 1) / kChecksPerTask;
  executor.Run(tasks, [&](size_t task) {
    const size_t begin = task * kChecksPerTask;
    const size_t end = std::min(begin + kChecksPerTask, checks.size());
    for (size_t i = begin; i < end; ++i) {
      const SignatureCheck& check = checks[i];
      invalid[i] =
          check.key.Verify(check.message, check.signature).ok() ? 0 : 1;
    }
  });
  std::vector<size_t> positions;
  for (size_t i = 0; i < invalid.size(); ++i) {
    if (invalid[i] != 0) {
      positions.push_back(i);
    }
  }
  return positions;
}

}  // namespace pingyi
