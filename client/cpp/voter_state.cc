#include "client/cpp/voter_state.h"

#include <sodium.h>

#include <algorithm>
#include <utility>

#include "client/cpp/sealed_box.h"
#include "client/cpp/secret_io.h"
#include "client/record/files.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr uint32_t kFormat = 1;
constexpr uint32_t kMaxParts = 200;
constexpr size_t kMaxStateSize = 1U << 20;
constexpr absl::string_view kKeyLabel = "pingyi-v1-voter-state";

// A key of its own: the slip also makes the signing key.
SealingKey KeyOf(const SlipSecret& slip) {
  return SealingKey::FromKey(SecretBytes<32>::Fill([&](uint8_t* out) {
    crypto_generichash(out, 32, AsBytes(kKeyLabel).data(), kKeyLabel.size(),
                       slip.Expose().data(), slip.Expose().size());
  }));
}

}  // namespace

SecretBuffer VoterState::Serialize() const {
  const SecretBytes<kTokenSecretSize> token = secret.Serialize();
  return WriteSecret([&](SecretWriter& out) {
    out.Number(kFormat);
    out.Put(session_id);
    out.Number(deputy);
    out.Put(token.Expose());
    out.Number(parts.size());
    for (const auto& [issuer, element] : parts) {
      out.Number(issuer);
      out.Put(element.bytes());
    }
    out.Framed(ByteSpan(ballot));
    out.Flag(receipt.has_value());
    if (receipt.has_value()) {
      out.Put(*receipt);
    }
  });
}

absl::StatusOr<VoterState> VoterState::Parse(ByteSpan plain) {
  SecretReader in("voter state", plain);
  ASSIGN_OR_RETURN(const uint32_t format, in.Number(UINT32_MAX, "format"));
  if (format != kFormat) {
    return absl::InvalidArgumentError("voter state: of another version");
  }
  ASSIGN_OR_RETURN(const Digest session_id, in.Hash());
  ASSIGN_OR_RETURN(const uint32_t deputy, in.Number(UINT32_MAX, "deputy"));
  ASSIGN_OR_RETURN(const ByteSpan token, in.Take(kTokenSecretSize));
  ASSIGN_OR_RETURN(TokenSecret secret,
                   TokenSecret::Parse(SecretBytes<kTokenSecretSize>::Copy(
                       token.first<kTokenSecretSize>())));
  VoterState state(std::move(secret));
  state.session_id = session_id;
  state.deputy = deputy;
  ASSIGN_OR_RETURN(const uint32_t parts, in.Number(kMaxParts, "parts"));
  for (uint32_t i = 0; i < parts; ++i) {
    ASSIGN_OR_RETURN(const uint32_t issuer, in.Number(kMaxParts, "issuer"));
    ASSIGN_OR_RETURN(const ByteSpan bytes, in.Take(kElementSize));
    ASSIGN_OR_RETURN(state.parts[issuer],
                     Element::ParseNonIdentity(bytes, "voter state: part"));
  }
  ASSIGN_OR_RETURN(const ByteSpan ballot, in.Framed());
  state.ballot.assign(ballot.begin(), ballot.end());
  ASSIGN_OR_RETURN(const bool has_receipt, in.Flag("receipt"));
  if (has_receipt) {
    ASSIGN_OR_RETURN(const ByteSpan bytes, in.Take(kSignatureSize));
    state.receipt.emplace();
    std::copy(bytes.begin(), bytes.end(), state.receipt->begin());
  }
  if (!in.empty()) {
    return absl::InvalidArgumentError("voter state: bytes left over");
  }
  return state;
}

absl::Status SaveVoterState(const std::string& path, const SlipSecret& slip,
                            const VoterState& state) {
  return WriteFile(path, KeyOf(slip).Seal(state.Serialize().Expose()), 0600);
}

absl::StatusOr<VoterState> LoadVoterState(const std::string& path,
                                          const SlipSecret& slip) {
  ASSIGN_OR_RETURN(const Bytes sealed, ReadFile(path, kMaxStateSize));
  const auto plain = KeyOf(slip).Open(sealed);
  if (!plain.ok()) {
    return absl::DataLossError(
        "voter state: it belongs to another slip, or was changed");
  }
  return VoterState::Parse(plain->Expose());
}

}  // namespace pingyi
