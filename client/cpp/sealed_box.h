#ifndef CLIENT_CPP_SEALED_BOX_H_
#define CLIENT_CPP_SEALED_BOX_H_

#include <cstddef>
#include <cstdint>

#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"
#include "crypto/base/secret_buffer.h"

// Secrets at rest: Argon2id turns a passphrase into a key, XChaCha20-Poly1305
// seals under it. DESIGN.md has the bytes.
namespace pingyi {

// How hard a passphrase is to guess. Stands in the sealed bytes.
struct PassphraseCost {
  uint32_t passes = 3;
  uint32_t kibibytes = 256U << 10;  // 256 MiB: some 0.7 s.
  // For tests only: milliseconds, and as easily guessed.
  static PassphraseCost ForTests() { return {.passes = 1, .kibibytes = 8}; }
  friend bool operator==(const PassphraseCost&,
                         const PassphraseCost&) = default;
};
// More is refused, so that a hostile file cannot take the machine.
inline constexpr PassphraseCost kMaxPassphraseCost = {.passes = 16,
                                                      .kibibytes = 2U << 20};

// A key made from a passphrase, with what is needed to make it again. Making it
// is slow on purpose; sealing with it is not.
class SealingKey {
 public:
  // A fresh salt. RESOURCE_EXHAUSTED if the memory is not there.
  static absl::StatusOr<SealingKey> FromPassphrase(ByteSpan passphrase,
                                                   const PassphraseCost& cost);
  // A key that is random enough by itself, without salt and cost.
  static SealingKey FromKey(SecretBytes<32> key);

  // Header, nonce, ciphertext and tag. A fresh nonce each time.
  Bytes Seal(ByteSpan plain) const;

  // Opens what this key sealed. DATA_LOSS if a byte of it was changed.
  absl::StatusOr<SecretBuffer> Open(ByteSpan sealed) const;

  const PassphraseCost& cost() const { return cost_; }

 private:
  friend absl::StatusOr<SealingKey> KeyOfSealed(ByteSpan sealed,
                                                ByteSpan passphrase);
  using Salt = std::array<uint8_t, 16>;
  SealingKey(SecretBytes<32> key, const Salt& salt, const PassphraseCost& cost)
      : key_(std::move(key)), salt_(salt), cost_(cost) {}
  Bytes Header() const;

  SecretBytes<32> key_;
  Salt salt_;
  PassphraseCost cost_;
};

// The key that `sealed` was sealed with, if the passphrase is the right one.
// INVALID_ARGUMENT if these are no sealed bytes, or ask for more than
// kMaxPassphraseCost; whether the passphrase is right, Open knows.
absl::StatusOr<SealingKey> KeyOfSealed(ByteSpan sealed, ByteSpan passphrase);

}  // namespace pingyi

#endif  // CLIENT_CPP_SEALED_BOX_H_
