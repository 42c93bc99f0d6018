#include "crypto/dkg/share_box.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr size_t kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::array<uint8_t, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES>
    kZeroNonce = {};

absl::Status BadShares(uint32_t dealer, uint32_t member,
                       absl::string_view why) {
  return absl::DataLossError(absl::StrCat("shares of dealer ", dealer,
                                          " for member ", member, ": ", why));
}

// All that the key is bound to, but for S.
Bytes KeyInput(const CommitteeParams& params, const ShareRoute& route) {
  Bytes input;
  AppendFrame(input, AsBytes(kSuite));
  AppendFrame(input, AsBytes("dkg-share"));
  AppendBytes(input, params.session_id);
  AppendBytes(input, absl::string_view(params.name));
  AppendLe32(input, route.dealer);
  AppendLe32(input, route.member);
  AppendBytes(input, route.ephemeral.bytes());
  AppendBytes(input, params.transport_keys[route.member - 1].bytes());
  return input;
}

absl::StatusOr<SecretBuffer> Decrypt(const CommitteeParams& params,
                                     const SecretBytes<kShareKeySize>& key,
                                     const Bytes& ciphertext) {
  if (ciphertext.size() < kTagSize) {
    return absl::DataLossError("too short");
  }
  SecretBuffer out(ciphertext.size() - kTagSize);
  const int result = crypto_aead_xchacha20poly1305_ietf_decrypt(
      out.mutable_bytes().data(), nullptr, nullptr, ciphertext.data(),
      ciphertext.size(), params.session_id.data(), params.session_id.size(),
      kZeroNonce.data(), key.Expose().data());
  if (result != 0) {
    return absl::DataLossError("do not decrypt");
  }
  return out;
}

}  // namespace

SecretBytes<kElementSize> SharedValue(const SecretScalar& secret,
                                      const Element& point) {
  return SecretBytes<kElementSize>::Fill([&](uint8_t* out) {
    // Fails on the identity only, and then leaves its encoding.
    [[maybe_unused]] const int is_identity = crypto_scalarmult_ristretto255(
        out, secret.Expose().data(), point.bytes().data());
  });
}

SecretBytes<kShareKeySize> ShareKey(const CommitteeParams& params,
                                    const ShareRoute& route,
                                    const SecretBytes<kElementSize>& shared) {
  const Bytes input = KeyInput(params, route);
  return SecretBytes<kShareKeySize>::Fill([&](uint8_t* out) {
    crypto_hash_sha512_state state;
    crypto_hash_sha512_init(&state);
    crypto_hash_sha512_update(&state, input.data(), input.size());
    crypto_hash_sha512_update(&state, shared.Expose().data(), kElementSize);
    std::array<uint8_t, crypto_hash_sha512_BYTES> digest = {};
    crypto_hash_sha512_final(&state, digest.data());
    std::copy_n(digest.begin(), kShareKeySize, out);
    sodium_memzero(digest.data(), digest.size());
    sodium_memzero(&state, sizeof(state));
  });
}

Bytes SealShares(const CommitteeParams& params,
                 const SecretBytes<kShareKeySize>& key,
                 const SecretBuffer& shares) {
  Bytes out(shares.size() + kTagSize);
  crypto_aead_xchacha20poly1305_ietf_encrypt(
      out.data(), nullptr, shares.Expose().data(), shares.size(),
      params.session_id.data(), params.session_id.size(), nullptr,
      kZeroNonce.data(), key.Expose().data());
  return out;
}

absl::StatusOr<std::vector<SecretScalar>> OpenSharesWith(
    const CommitteeParams& params, uint32_t member,
    const DealerMessage& message, const SecretBytes<kElementSize>& shared) {
  assert(params.HasMember(member) && message.shares.size() == params.size());
  const EncryptedShares& box = message.shares[member - 1];
  const ShareRoute route = {
      .dealer = message.dealer, .member = member, .ephemeral = box.ephemeral};
  absl::StatusOr<SecretBuffer> plaintext =
      Decrypt(params, ShareKey(params, route, shared), box.ciphertext);
  if (!plaintext.ok()) {
    return BadShares(message.dealer, member, plaintext.status().message());
  }
  const ByteSpan bytes = plaintext->Expose();
  if (bytes.size() != params.secrets * kScalarSize) {
    return BadShares(message.dealer, member, "have another number");
  }
  std::vector<SecretScalar> out;
  for (uint32_t j = 0; j < params.secrets; ++j) {
    absl::StatusOr<SecretScalar> share =
        SecretScalar::Parse(bytes.subspan(j * kScalarSize, kScalarSize));
    if (!share.ok()) {
      return BadShares(message.dealer, member, "are not canonical");
    }
    if (Element::MulBase(*share) !=
        EvaluateCommitments(message.OfSecret(params, j), member)) {
      return BadShares(
          message.dealer, member,
          absl::StrCat("do not match the commitments of secret ", j));
    }
    out.push_back(*std::move(share));
  }
  return out;
}

}  // namespace pingyi
