#ifndef CRYPTO_STATEMENT_SIGNING_KEY_H_
#define CRYPTO_STATEMENT_SIGNING_KEY_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"
#include "crypto/base/executor.h"
#include "crypto/base/secret.h"

// Ed25519 (RFC 8032): officials, deputies, the log and its witnesses.
namespace pingyi {

inline constexpr size_t kVerifyKeySize = 32;
inline constexpr size_t kSignatureSize = 64;
using Signature = std::array<uint8_t, kSignatureSize>;
using SigningSeed = SecretBytes<32>;

// A public key that a signature can be trusted under: canonical, on the curve,
// in the subgroup of prime order. Holding one is proof of that.
class VerifyKey {
 public:
  // No key at all (32 zero bytes): verifies nothing. For fields not yet filled.
  VerifyKey() = default;
  // INVALID_ARGUMENT if `bytes` has another length, is not canonical, is not
  // on the curve, or is not in the prime-order subgroup (small order included:
  // under such a key one signature fits many messages).
  static absl::StatusOr<VerifyKey> Parse(ByteSpan bytes);

  // Many keys of 32 bytes each in a fifth of the time. nullopt if one of them
  // is not as Parse wants it, or the engine cannot tell: Parse says.
  static std::optional<std::vector<VerifyKey>> ParseAll(ByteSpan encodings);

  const std::array<uint8_t, kVerifyKeySize>& bytes() const { return bytes_; }

  // INVALID_ARGUMENT unless `signature` has 64 bytes; UNAUTHENTICATED if it is
  // not this key's over `message`.
  absl::Status Verify(ByteSpan message, ByteSpan signature) const;

  friend bool operator==(const VerifyKey&, const VerifyKey&) = default;
  friend auto operator<=>(const VerifyKey&, const VerifyKey&) = default;

 private:
  friend class SigningKey;
  explicit VerifyKey(const std::array<uint8_t, kVerifyKeySize>& bytes)
      : bytes_(bytes) {}

  std::array<uint8_t, kVerifyKeySize> bytes_ = {};
};

// A private key. Move-only and wiped.
class SigningKey {
 public:
  static SigningKey FromSeed(const SigningSeed& seed);
  static SigningKey Random();

  const VerifyKey& verify_key() const { return verify_key_; }
  // Deterministic, as RFC 8032 has it.
  Signature Sign(ByteSpan message) const;
  // What FromSeed takes: to be stored sealed.
  SigningSeed Seed() const;
  // A second holder of the same secret, said aloud.
  SigningKey Clone() const;

 private:
  SigningKey(SecretBytes<64> secret, const VerifyKey& verify_key)
      : secret_(std::move(secret)), verify_key_(verify_key) {}

  SecretBytes<64> secret_;  // As libsodium keeps it: seed || public key.
  VerifyKey verify_key_;
};

// One signature to be checked among many.
struct SignatureCheck {
  VerifyKey key;
  Bytes message;
  Signature signature = {};
};

// The positions, ascending, of the checks that fail (as VerifyKey::Verify would
// say of each, but for a chance of 2^-127). Empty if all are good, which for
// some hundreds takes a fifth of the time that one by one would.
std::vector<size_t> FindInvalidSignatures(
    std::span<const SignatureCheck> checks, Executor& executor);

}  // namespace pingyi

#endif  // CRYPTO_STATEMENT_SIGNING_KEY_H_
