#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/cpp/key_file.h"
#include "client/cpp/secret_io.h"
#include "crypto/base/status_macros.h"

// The bytes of a key file before they are sealed: client/trustee/DESIGN.md.
namespace pingyi {
namespace {

constexpr uint32_t kFormat = 1;
constexpr uint32_t kMaxRoles = 5;
constexpr uint32_t kMaxShares = 10'000;
constexpr uint32_t kMaxBlinded = 16;

void WriteHead(SecretWriter& out, const SeenHead& seen) {
  out.Put(Le64(seen.head.size));
  out.Put(seen.head.root);
  out.Framed(seen.note);
}

void WritePosting(SecretWriter& out, const Posting& posting) {
  out.Framed(ByteSpan(posting.entry));
  out.Framed(ByteSpan(posting.blob));
}

void WriteMembership(SecretWriter& out,
                     const std::optional<Membership>& member) {
  out.Flag(member.has_value());
  if (!member.has_value()) {
    return;
  }
  out.Flag(member->transport_secret.has_value());
  if (member->transport_secret.has_value()) {
    out.Put(member->transport_secret->Expose());
  }
  out.Framed(ByteSpan(member->dealt));
  out.Number(member->shares.size());
  for (const SecretScalar& share : member->shares) {
    out.Put(share.Expose());
  }
}

void WriteRequest(SecretWriter& out, const TokenRequestEntry& request) {
  out.Number(request.deputy);
  out.Number(request.blinded.size());
  for (const Element& element : request.blinded) {
    out.Put(element.bytes());
  }
  out.Put(request.signature);
}

void WriteAll(SecretWriter& out, const KeyFile& keys) {
  out.Number(kFormat);
  out.Framed(keys.name);
  out.Number(keys.roles.size());
  for (const Role role : keys.roles) {
    out.Number(static_cast<uint32_t>(role));
  }
  out.Put(keys.signing_key.Seed().Expose());
  out.Flag(keys.witness_key.has_value());
  if (keys.witness_key.has_value()) {
    out.Put(keys.witness_key->Seed().Expose());
  }
  WriteMembership(out, keys.trustee);
  WriteMembership(out, keys.issuer);
  out.Flag(keys.session_id.has_value());
  if (keys.session_id.has_value()) {
    out.Put(*keys.session_id);
  }
  WriteHead(out, keys.cosigned);
  WriteHead(out, keys.accepted);
  out.Number(keys.forks.size());
  for (const ForkEvidence& fork : keys.forks) {
    out.Framed(fork.ours);
    out.Framed(fork.theirs);
  }
  out.Number(keys.evaluated.size());
  for (const auto& [deputy, request] : keys.evaluated) {
    WriteRequest(out, request);
  }
  WritePosting(out, keys.audit_sum);
  WritePosting(out, keys.audit_each);
  WritePosting(out, keys.tally);
}

absl::StatusOr<SeenHead> ReadHead(SecretReader& in) {
  SeenHead seen;
  ASSIGN_OR_RETURN(seen.head.size, in.Integer(8));
  ASSIGN_OR_RETURN(seen.head.root, in.Hash());
  ASSIGN_OR_RETURN(const ByteSpan note, in.Framed());
  seen.note = ToString(note);
  if ((seen.head.size == 0) != seen.note.empty()) {
    return absl::InvalidArgumentError(
        "key file: a tree without its note, or a note without its tree");
  }
  return seen;
}

absl::StatusOr<Posting> ReadPosting(SecretReader& in) {
  ASSIGN_OR_RETURN(const ByteSpan entry, in.Framed());
  ASSIGN_OR_RETURN(const ByteSpan blob, in.Framed());
  if (entry.empty() && !blob.empty()) {
    return absl::InvalidArgumentError("key file: a blob without its entry");
  }
  return Posting{.entry = Bytes(entry.begin(), entry.end()),
                 .blob = Bytes(blob.begin(), blob.end())};
}

absl::StatusOr<std::optional<Membership>> ReadMembership(SecretReader& in) {
  ASSIGN_OR_RETURN(const bool is_member, in.Flag("membership"));
  if (!is_member) {
    return std::optional<Membership>();
  }
  Membership member;
  ASSIGN_OR_RETURN(const bool has_transport, in.Flag("transport key"));
  if (has_transport) {
    ASSIGN_OR_RETURN(SecretScalar secret, in.Secret());
    member.transport_secret = std::move(secret);
  }
  ASSIGN_OR_RETURN(const ByteSpan dealt, in.Framed());
  member.dealt.assign(dealt.begin(), dealt.end());
  ASSIGN_OR_RETURN(const uint32_t shares, in.Number(kMaxShares, "shares"));
  for (uint32_t j = 0; j < shares; ++j) {
    ASSIGN_OR_RETURN(SecretScalar share, in.Secret());
    member.shares.push_back(std::move(share));
  }
  return std::optional<Membership>(std::move(member));
}

absl::StatusOr<TokenRequestEntry> ReadRequest(SecretReader& in) {
  TokenRequestEntry request;
  ASSIGN_OR_RETURN(request.deputy, in.Number(UINT32_MAX, "deputy"));
  ASSIGN_OR_RETURN(const uint32_t rounds, in.Number(kMaxBlinded, "rounds"));
  for (uint32_t i = 0; i < rounds; ++i) {
    ASSIGN_OR_RETURN(const ByteSpan bytes, in.Take(kElementSize));
    ASSIGN_OR_RETURN(const Element element, Element::Parse(bytes));
    request.blinded.push_back(element);
  }
  ASSIGN_OR_RETURN(const ByteSpan signature, in.Take(kSignatureSize));
  std::copy(signature.begin(), signature.end(), request.signature.begin());
  return request;
}

absl::Status ReadIdentity(SecretReader& in, KeyFile& keys) {
  ASSIGN_OR_RETURN(const bool is_witness, in.Flag("witness key"));
  if (is_witness) {
    ASSIGN_OR_RETURN(SigningKey key, in.Signer());
    keys.witness_key = std::move(key);
  }
  ASSIGN_OR_RETURN(keys.trustee, ReadMembership(in));
  ASSIGN_OR_RETURN(keys.issuer, ReadMembership(in));
  if (keys.Has(Role::kWitness) != keys.witness_key.has_value() ||
      keys.Has(Role::kTrustee) != keys.trustee.has_value() ||
      keys.Has(Role::kIssuer) != keys.issuer.has_value()) {
    return absl::InvalidArgumentError("key file: roles and keys do not agree");
  }
  return absl::OkStatus();
}

absl::Status ReadSession(SecretReader& in, KeyFile& keys) {
  ASSIGN_OR_RETURN(const bool has_session, in.Flag("session"));
  if (has_session) {
    ASSIGN_OR_RETURN(keys.session_id, in.Hash());
  }
  ASSIGN_OR_RETURN(keys.cosigned, ReadHead(in));
  ASSIGN_OR_RETURN(keys.accepted, ReadHead(in));
  ASSIGN_OR_RETURN(const uint32_t forks, in.Number(kMaxForkEvidence, "forks"));
  for (uint32_t i = 0; i < forks; ++i) {
    ASSIGN_OR_RETURN(const ByteSpan ours, in.Framed());
    ASSIGN_OR_RETURN(const ByteSpan theirs, in.Framed());
    keys.forks.push_back({.ours = ToString(ours), .theirs = ToString(theirs)});
  }
  ASSIGN_OR_RETURN(const uint32_t requests,
                   in.Number(UINT32_MAX, "evaluated requests"));
  uint32_t last = 0;
  for (uint32_t i = 0; i < requests; ++i) {
    ASSIGN_OR_RETURN(TokenRequestEntry request, ReadRequest(in));
    if (request.deputy <= last) {
      return absl::InvalidArgumentError(
          "key file: evaluated requests are out of order");
    }
    last = request.deputy;
    keys.evaluated.emplace(last, std::move(request));
  }
  ASSIGN_OR_RETURN(keys.audit_sum, ReadPosting(in));
  ASSIGN_OR_RETURN(keys.audit_each, ReadPosting(in));
  ASSIGN_OR_RETURN(keys.tally, ReadPosting(in));
  return absl::OkStatus();
}

}  // namespace

SecretBuffer KeyFile::Serialize() const {
  return WriteSecret([this](SecretWriter& out) { WriteAll(out, *this); });
}

absl::StatusOr<KeyFile> KeyFile::Parse(ByteSpan plain) {
  SecretReader in("key file", plain);
  ASSIGN_OR_RETURN(const uint32_t format, in.Number(UINT32_MAX, "format"));
  if (format != kFormat) {
    return absl::InvalidArgumentError(
        absl::StrCat("key file: format ", format, ", want ", kFormat));
  }
  ASSIGN_OR_RETURN(const ByteSpan name, in.Framed());
  ASSIGN_OR_RETURN(const uint32_t count, in.Number(kMaxRoles, "roles"));
  std::vector<Role> roles;
  for (uint32_t i = 0; i < count; ++i) {
    ASSIGN_OR_RETURN(const uint32_t role,
                     in.Number(static_cast<uint32_t>(Role::kWitness), "role"));
    if (!roles.empty() && static_cast<Role>(role) <= roles.back()) {
      return absl::InvalidArgumentError("key file: roles do not ascend");
    }
    roles.push_back(static_cast<Role>(role));
  }
  ASSIGN_OR_RETURN(SigningKey signer, in.Signer());
  KeyFile keys(std::move(signer));
  keys.name = ToString(name);
  keys.roles = std::move(roles);
  RETURN_IF_ERROR(ReadIdentity(in, keys));
  RETURN_IF_ERROR(ReadSession(in, keys));
  if (!in.empty()) {
    return absl::InvalidArgumentError("key file: bytes left over");
  }
  return keys;
}

}  // namespace pingyi
