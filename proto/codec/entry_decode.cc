#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "crypto/audit/entry.h"
#include "crypto/ballot/layout.h"
#include "crypto/base/bytes.h"
#include "crypto/base/hash.h"
#include "crypto/base/status_macros.h"
#include "crypto/merkle/tile.h"
#include "pingyi/v1/log.pb.h"
#include "pingyi/v1/manifest.pb.h"
#include "proto/codec/entry.h"
#include "proto/codec/fields.h"
#include "proto/codec/limits.h"
#include "proto/codec/strict.h"

namespace pingyi {
namespace {

constexpr char kName[] = "log_entry";

Committee ReadCommittee(Fields& in, v1::CommitteeKind committee) {
  switch (committee) {
    case v1::COMMITTEE_KIND_TALLY:
      return Committee::kTally;
    case v1::COMMITTEE_KIND_ISSUER:
      return Committee::kIssuer;
    default:
      in.Fail("committee",
              absl::StrCat("unknown committee ", static_cast<int>(committee)));
      return Committee::kTally;
  }
}

Bytes FetchBlob(Fields& in, const std::string& name, const BlobSource& blobs) {
  const Digest sha256 = in.ReadDigest("blob_sha256", name);
  if (!in.ok()) {
    return {};
  }
  absl::StatusOr<Bytes> blob = blobs(sha256);
  if (!blob.ok()) {
    in.Fail("blob_sha256", blob.status());
    return {};
  }
  in.Require(blob->size() > kMaxInlinePayload, "blob_sha256",
             "names a blob so small that it must stand inline");
  in.Require(blob->size() <= kMaxBlobSize, "blob_sha256",
             "names a blob above the limit");
  in.Require(Sha256(*blob) == sha256, "blob_sha256",
             "is not the hash of the blob");
  return *std::move(blob);
}

Bytes ReadPayload(Fields& parent, absl::string_view field,
                  const v1::Payload& wire, const BlobSource& blobs) {
  Fields in(parent, field);
  switch (wire.place_case()) {
    case v1::Payload::kInline:
      return in.ReadBytes("inline", wire.inline_(), {1, kMaxInlinePayload});
    case v1::Payload::kBlobSha256:
      return FetchBlob(in, wire.blob_sha256(), blobs);
    default:
      in.Fail("", "is missing");
      return {};
  }
}

DkgCommitEntry Read(Fields& in, const v1::DkgCommit& wire) {
  return {
      .committee = ReadCommittee(in, wire.committee()),
      .member = in.ReadIndex("member", wire.member()),
      .message_sha256 = in.ReadDigest("message_sha256", wire.message_sha256()),
      .signature = in.ReadSignature(wire.signature())};
}

DkgMessageEntry Read(Fields& in, const v1::DkgMessage& wire,
                     const BlobSource& blobs) {
  return {.committee = ReadCommittee(in, wire.committee()),
          .member = in.ReadIndex("member", wire.member()),
          .message = ReadPayload(in, "message", wire.message(), blobs),
          .signature = in.ReadSignature(wire.signature())};
}

DkgConfirmEntry Read(Fields& in, const v1::DkgConfirm& wire) {
  return {.committee = ReadCommittee(in, wire.committee()),
          .member = in.ReadIndex("member", wire.member()),
          .signature = in.ReadSignature(wire.signature())};
}

DkgComplaintEntry Read(Fields& in, const v1::DkgComplaint& wire) {
  return {
      .committee = ReadCommittee(in, wire.committee()),
      .dealer = in.ReadIndex("dealer", wire.dealer()),
      .member = in.ReadIndex("member", wire.member()),
      .shared_secret = in.ReadElement("shared_secret", wire.shared_secret()),
      .proof = in.Read64("proof", wire.proof()),
      .signature = in.ReadSignature(wire.signature())};
}

ActiveSetEntry Read(Fields& in, const v1::ActiveSet& wire) {
  ActiveSetEntry out = {.version = in.ReadIndex("version", wire.version()),
                        .issuers = {},
                        .signature = in.ReadSignature(wire.signature())};
  const int count =
      in.ReadCount("issuers", wire.issuers_size(), {1, kMaxOfficials});
  uint32_t last = 0;
  for (int i = 0; i < count; ++i) {
    in.Require(wire.issuers(i) > last, "issuers", "must ascend from 1");
    last = wire.issuers(i);
    out.issuers.push_back(last);
  }
  return out;
}

ReissueEntry Read(Fields& in, const v1::Reissue& wire) {
  return {.deputy = in.ReadIndex("deputy", wire.deputy()),
          .credential_key = in.ReadKey("credential_key", wire.credential_key()),
          .signature = in.ReadSignature(wire.signature())};
}

TokenRequestEntry Read(Fields& in, const v1::TokenRequest& wire) {
  TokenRequestEntry out = {.deputy = in.ReadIndex("deputy", wire.deputy()),
                           .blinded = {},
                           .signature = in.ReadSignature(wire.signature())};
  const int count =
      in.ReadCount("blinded", wire.blinded_size(), {kRounds, kRounds});
  for (int i = 0; i < count; ++i) {
    out.blinded.push_back(in.ReadNonIdentity("blinded", wire.blinded(i)));
  }
  return out;
}

OpenEntry Read(Fields& in, const v1::Open& wire) {
  return {.round = in.ReadRound(wire.round()),
          .key_id = in.ReadDigest("key_id", wire.key_id()),
          .active_set_sha256 =
              in.ReadDigest("active_set_sha256", wire.active_set_sha256()),
          .checked_in = wire.checked_in(),
          .signature = in.ReadSignature(wire.signature())};
}

BallotEntry Read(Fields& in, const v1::Ballot& wire) {
  return {.round = in.ReadRound(wire.round()),
          .ballot = in.ReadBytes("ballot", wire.ballot(), {1, kMaxBallotSize})};
}

ClosingEntry Read(Fields& in, const v1::Closing& wire) {
  return {.round = in.ReadRound(wire.round()),
          .signature = in.ReadSignature(wire.signature())};
}

CloseEntry Read(Fields& in, const v1::Close& wire) {
  return {.round = in.ReadRound(wire.round()),
          .size = wire.size(),
          .root = in.ReadDigest("root", wire.root()),
          .signature = in.ReadSignature(wire.signature())};
}

ShareEntry Read(Fields& in, const v1::Share& wire, const BlobSource& blobs) {
  return {.round = in.ReadRound(wire.round()),
          .member = in.ReadIndex("member", wire.member()),
          .size = wire.size(),
          .root = in.ReadDigest("root", wire.root()),
          .payload = ReadPayload(in, "payload", wire.payload(), blobs),
          .signature = in.ReadSignature(wire.signature())};
}

ResultEntry Read(Fields& in, const v1::Result& wire) {
  const bool withheld = wire.withheld();
  const uint32_t most = withheld ? 0 : kMaxOptions;
  in.ReadCount("counts", wire.counts_size(), {withheld ? 0U : 1U, most});
  return {.round = in.ReadRound(wire.round()),
          .ballots = wire.ballots(),
          .withheld = withheld,
          .counts = {wire.counts().begin(), wire.counts().end()}};
}

AttestationEntry Read(Fields& in, const v1::Attestation& wire) {
  return {.official = in.ReadIndex("official", wire.official()),
          .size = wire.size(),
          .root = in.ReadDigest("root", wire.root()),
          .signature = in.ReadSignature(wire.signature())};
}

ZeroCheckEntry ReadZeroCheck(Fields& in, const v1::Attestation& wire) {
  in.Require(wire.counts_sha256().empty(), "counts_sha256",
             "stands with a zero check");
  return {Read(in, wire)};
}

VerifiedEntry ReadVerified(Fields& in, const v1::Attestation& wire) {
  return {Read(in, wire), in.ReadDigest("counts_sha256", wire.counts_sha256())};
}

// Free words of an official; already known to be UTF-8.
std::string ReadWords(Fields& in, absl::string_view field,
                      const std::string& words) {
  in.Require(words.size() <= kMaxReasonBytes, field,
             absl::StrCat("want at most ", kMaxReasonBytes, " bytes, got ",
                          words.size()));
  return words;
}

ObjectionEntry Read(Fields& in, const v1::Objection& wire) {
  return {{.official = in.ReadIndex("official", wire.official()),
           .size = wire.size(),
           .root = in.ReadDigest("root", wire.root()),
           .signature = in.ReadSignature(wire.signature())},
          ReadWords(in, "text", wire.text())};
}

AnnounceEntry Read(Fields& in, const v1::Announce& wire) {
  return {.round = in.ReadRound(wire.round()),
          .counts_sha256 = in.ReadDigest("counts_sha256", wire.counts_sha256()),
          .signature = in.ReadSignature(wire.signature())};
}

AbortEntry Read(Fields& in, const v1::Abort& wire) {
  return {.round = in.ReadRound(wire.round()),
          .reason = ReadWords(in, "reason", wire.reason()),
          .signature = in.ReadSignature(wire.signature())};
}

// The kinds of the ceremony and the check-in.
Entry ReadFirstHalf(Fields& in, const v1::LogEntry& wire,
                    const BlobSource& blobs) {
  switch (wire.kind_case()) {
    case v1::LogEntry::kManifest:
      in.Require(!wire.manifest().empty(), "", "is empty");
      return ManifestEntry{{wire.manifest().begin(), wire.manifest().end()}};
    case v1::LogEntry::kDkgCommit:
      return Read(in, wire.dkg_commit());
    case v1::LogEntry::kDkgMessage:
      return Read(in, wire.dkg_message(), blobs);
    case v1::LogEntry::kDkgConfirm:
      return Read(in, wire.dkg_confirm());
    case v1::LogEntry::kDkgComplaint:
      return Read(in, wire.dkg_complaint());
    case v1::LogEntry::kActiveSet:
      return Read(in, wire.active_set());
    case v1::LogEntry::kReissue:
      return Read(in, wire.reissue());
    case v1::LogEntry::kTokenRequest:
      return Read(in, wire.token_request());
    default:
      in.Fail("", "has no kind");
      return {};
  }
}

// Everything, from the opening on first.
Entry ReadEntry(Fields& in, const v1::LogEntry& wire, const BlobSource& blobs) {
  switch (wire.kind_case()) {
    case v1::LogEntry::kOpen:
      return Read(in, wire.open());
    case v1::LogEntry::kBallot:
      return Read(in, wire.ballot());
    case v1::LogEntry::kClosing:
      return Read(in, wire.closing());
    case v1::LogEntry::kClose:
      return Read(in, wire.close());
    case v1::LogEntry::kAuditShare:
      return AuditShareEntry{Read(in, wire.audit_share(), blobs)};
    case v1::LogEntry::kTallyShare:
      return TallyShareEntry{Read(in, wire.tally_share(), blobs)};
    case v1::LogEntry::kResult:
      return Read(in, wire.result());
    case v1::LogEntry::kZeroCheck:
      return ReadZeroCheck(in, wire.zero_check());
    case v1::LogEntry::kVerified:
      return ReadVerified(in, wire.verified());
    case v1::LogEntry::kObjection:
      return Read(in, wire.objection());
    case v1::LogEntry::kAnnounce:
      return Read(in, wire.announce());
    case v1::LogEntry::kAbort:
      return Read(in, wire.abort());
    default:
      return ReadFirstHalf(in, wire, blobs);
  }
}

// The name of the kind that is set, as in log.proto.
absl::string_view KindField(const v1::LogEntry& wire) {
  const auto* field =
      v1::LogEntry::descriptor()->FindFieldByNumber(wire.kind_case());
  return field == nullptr ? absl::string_view("kind") : field->name();
}

absl::StatusOr<v1::LogEntry> ParseEntry(ByteSpan leaf) {
  v1::LogEntry wire;
  RETURN_IF_ERROR(ParseStrict(leaf, kMaxLeafSize, kName, wire));
  return wire;
}

}  // namespace

absl::StatusOr<Entry> DecodeLogEntry(ByteSpan leaf, const BlobSource& blobs) {
  ASSIGN_OR_RETURN(const v1::LogEntry wire, ParseEntry(leaf));
  Fields root(kName);
  Fields in(root, KindField(wire));
  return in.Finish(ReadEntry(in, wire, blobs));
}

absl::StatusOr<std::vector<Digest>> NamedBlobs(ByteSpan leaf) {
  ASSIGN_OR_RETURN(const v1::LogEntry wire, ParseEntry(leaf));
  std::string name;
  switch (wire.kind_case()) {
    case v1::LogEntry::kManifest: {
      v1::Manifest manifest;
      RETURN_IF_ERROR(ParseStrict(AsBytes(wire.manifest()), kMaxManifestSize,
                                  "manifest", manifest));
      name = manifest.roster_sha256();
      break;
    }
    case v1::LogEntry::kDkgMessage:
      name = wire.dkg_message().message().blob_sha256();
      break;
    case v1::LogEntry::kAuditShare:
      name = wire.audit_share().payload().blob_sha256();
      break;
    case v1::LogEntry::kTallyShare:
      name = wire.tally_share().payload().blob_sha256();
      break;
    default:
      break;
  }
  if (name.empty()) {
    return std::vector<Digest>{};
  }
  ASSIGN_OR_RETURN(const Digest digest,
                   ToDigest(AsBytes(name), "log_entry: name of a blob"));
  return std::vector<Digest>{digest};
}

absl::Status CheckCanonicalEntry(ByteSpan leaf) {
  ASSIGN_OR_RETURN(const v1::LogEntry wire, ParseEntry(leaf));
  const Bytes exact = SerializeExactly(wire);
  if (!std::equal(exact.begin(), exact.end(), leaf.begin(), leaf.end())) {
    return absl::InvalidArgumentError(
        "log_entry: is not in its shortest spelling: fields in the order of "
        "their numbers, each once, none with its default value");
  }
  return absl::OkStatus();
}

absl::StatusOr<TokenRequestEntry> DecodeTokenRequest(
    const v1::TokenRequest& wire) {
  RETURN_IF_ERROR(CheckNoUnknownFields(wire, "token_request"));
  Fields in("token_request");
  return in.Finish(Read(in, wire));
}

}  // namespace pingyi
