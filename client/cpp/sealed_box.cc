#include "client/cpp/sealed_box.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "crypto/base/random.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr absl::string_view kMagic = "pingyi-v1-sealed\n";
constexpr size_t kSaltSize = crypto_pwhash_SALTBYTES;
constexpr size_t kHeaderSize = kMagic.size() + 8 + kSaltSize;
constexpr size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;

uint32_t ReadLe32(ByteSpan bytes) {
  uint32_t value = 0;
  for (size_t i = 4; i-- > 0;) {
    value = value << 8 | bytes[i];
  }
  return value;
}

absl::StatusOr<SecretBytes<32>> Derive(ByteSpan passphrase, ByteSpan salt,
                                       const PassphraseCost& cost) {
  int result = -1;
  SecretBytes<32> key = SecretBytes<32>::Fill([&](uint8_t* out) {
    result =
        crypto_pwhash(out, 32, reinterpret_cast<const char*>(passphrase.data()),
                      passphrase.size(), salt.data(), cost.passes,
                      static_cast<size_t>(cost.kibibytes) * 1024,
                      crypto_pwhash_ALG_ARGON2ID13);
  });
  if (result != 0) {
    return absl::ResourceExhaustedError(absl::StrCat(
        "passphrase: needs ", cost.kibibytes / 1024,
        " MiB of memory for a moment; close other programs and repeat"));
  }
  return key;
}

}  // namespace

absl::StatusOr<SealingKey> SealingKey::FromPassphrase(
    ByteSpan passphrase, const PassphraseCost& cost) {
  Salt salt = {};
  FillRandom(salt);
  ASSIGN_OR_RETURN(SecretBytes<32> key, Derive(passphrase, salt, cost));
  return SealingKey(std::move(key), salt, cost);
}

SealingKey SealingKey::FromKey(SecretBytes<32> key) {
  return {std::move(key), Salt{}, PassphraseCost{.passes = 0, .kibibytes = 0}};
}

Bytes SealingKey::Header() const {
  Bytes header;
  AppendBytes(header, kMagic);
  AppendLe32(header, cost_.passes);
  AppendLe32(header, cost_.kibibytes);
  AppendBytes(header, salt_);
  return header;
}

Bytes SealingKey::Seal(ByteSpan plain) const {
  Bytes out = Header();
  std::array<uint8_t, kNonceSize> nonce = {};
  FillRandom(nonce);
  AppendBytes(out, nonce);
  const size_t body = out.size();
  out.resize(body + plain.size() + kTagSize);
  // The header is bound to the ciphertext: a lowered cost does not open.
  crypto_aead_xchacha20poly1305_ietf_encrypt(
      out.data() + body, nullptr, plain.data(), plain.size(), out.data(),
      kHeaderSize, nullptr, nonce.data(), key_.Expose().data());
  return out;
}

absl::StatusOr<SecretBuffer> SealingKey::Open(ByteSpan sealed) const {
  const Bytes header = Header();
  if (sealed.size() < kHeaderSize + kNonceSize + kTagSize ||
      !std::equal(header.begin(), header.end(), sealed.begin())) {
    return absl::DataLossError("sealed file: not sealed with this key");
  }
  const ByteSpan nonce = sealed.subspan(kHeaderSize, kNonceSize);
  const ByteSpan body = sealed.subspan(kHeaderSize + kNonceSize);
  SecretBuffer plain(body.size() - kTagSize);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          plain.mutable_bytes().data(), nullptr, nullptr, body.data(),
          body.size(), sealed.data(), kHeaderSize, nonce.data(),
          key_.Expose().data()) != 0) {
    return absl::DataLossError(
        "sealed file: the passphrase is wrong, or the file was changed");
  }
  return plain;
}

absl::StatusOr<SealingKey> KeyOfSealed(ByteSpan sealed, ByteSpan passphrase) {
  if (sealed.size() < kHeaderSize + kNonceSize + kTagSize ||
      AsText(sealed.first(kMagic.size())) != kMagic) {
    return absl::InvalidArgumentError("sealed file: not one of ours");
  }
  const PassphraseCost cost = {
      .passes = ReadLe32(sealed.subspan(kMagic.size())),
      .kibibytes = ReadLe32(sealed.subspan(kMagic.size() + 4))};
  if (cost.passes < crypto_pwhash_OPSLIMIT_MIN ||
      cost.passes > kMaxPassphraseCost.passes || cost.kibibytes < 8 ||
      cost.kibibytes > kMaxPassphraseCost.kibibytes) {
    return absl::InvalidArgumentError(
        "sealed file: its passphrase would cost an absurd amount of work");
  }
  SealingKey::Salt salt = {};
  std::copy_n(sealed.begin() + kMagic.size() + 8, kSaltSize, salt.begin());
  ASSIGN_OR_RETURN(SecretBytes<32> key, Derive(passphrase, salt, cost));
  return SealingKey(std::move(key), salt, cost);
}

}  // namespace pingyi
