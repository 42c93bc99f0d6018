#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "crypto/audit/entry.h"
#include "crypto/base/bytes.h"
#include "crypto/base/hash.h"
#include "crypto/merkle/tile.h"
#include "pingyi/v1/log.pb.h"
#include "proto/codec/entry.h"
#include "proto/codec/limits.h"
#include "proto/codec/strict.h"

namespace pingyi {
namespace {

v1::CommitteeKind WireCommittee(Committee committee) {
  return committee == Committee::kTally ? v1::COMMITTEE_KIND_TALLY
                                        : v1::COMMITTEE_KIND_ISSUER;
}

// Writes one entry; a payload that is too long becomes a blob.
class EntryWriter {
 public:
  EntryWriter(v1::LogEntry& wire, std::vector<Bytes>& blobs)
      : wire_(wire), blobs_(blobs) {}

  void operator()(const ManifestEntry& entry) {
    wire_.set_manifest(ToString(entry.manifest));
  }
  void operator()(const DkgCommitEntry& entry) {
    v1::DkgCommit& out = *wire_.mutable_dkg_commit();
    WriteMember(entry, out);
    out.set_message_sha256(ToString(entry.message_sha256));
  }
  void operator()(const DkgMessageEntry& entry) {
    v1::DkgMessage& out = *wire_.mutable_dkg_message();
    WriteMember(entry, out);
    WritePayload(entry.message, *out.mutable_message());
  }
  void operator()(const DkgConfirmEntry& entry) {
    WriteMember(entry, *wire_.mutable_dkg_confirm());
  }
  void operator()(const DkgComplaintEntry& entry) {
    v1::DkgComplaint& out = *wire_.mutable_dkg_complaint();
    WriteMember(entry, out);
    out.set_dealer(entry.dealer);
    out.set_shared_secret(ToString(entry.shared_secret.bytes()));
    out.set_proof(ToString(entry.proof));
  }
  void operator()(const ActiveSetEntry& entry) {
    v1::ActiveSet& out = *wire_.mutable_active_set();
    out.set_version(entry.version);
    out.mutable_issuers()->Assign(entry.issuers.begin(), entry.issuers.end());
    out.set_signature(ToString(entry.signature));
  }
  void operator()(const ReissueEntry& entry) {
    v1::Reissue& out = *wire_.mutable_reissue();
    out.set_deputy(entry.deputy);
    out.set_credential_key(ToString(entry.credential_key.bytes()));
    out.set_signature(ToString(entry.signature));
  }
  void operator()(const TokenRequestEntry& entry) {
    EncodeTokenRequest(entry, *wire_.mutable_token_request());
  }
  void operator()(const OpenEntry& entry) {
    v1::Open& out = *wire_.mutable_open();
    out.set_round(entry.round);
    out.set_key_id(ToString(entry.key_id));
    out.set_active_set_sha256(ToString(entry.active_set_sha256));
    out.set_checked_in(entry.checked_in);
    out.set_signature(ToString(entry.signature));
  }
  void operator()(const BallotEntry& entry) {
    v1::Ballot& out = *wire_.mutable_ballot();
    out.set_round(entry.round);
    out.set_ballot(ToString(entry.ballot));
  }
  void operator()(const ClosingEntry& entry) {
    v1::Closing& out = *wire_.mutable_closing();
    out.set_round(entry.round);
    out.set_signature(ToString(entry.signature));
  }
  void operator()(const CloseEntry& entry) {
    v1::Close& out = *wire_.mutable_close();
    out.set_round(entry.round);
    WriteHead(entry, out);
  }
  void operator()(const AuditShareEntry& entry) {
    WriteShare(entry, *wire_.mutable_audit_share());
  }
  void operator()(const TallyShareEntry& entry) {
    WriteShare(entry, *wire_.mutable_tally_share());
  }
  void operator()(const ResultEntry& entry) {
    v1::Result& out = *wire_.mutable_result();
    out.set_round(entry.round);
    out.set_ballots(entry.ballots);
    out.set_withheld(entry.withheld);
    out.mutable_counts()->Assign(entry.counts.begin(), entry.counts.end());
  }
  void operator()(const ZeroCheckEntry& entry) {
    v1::Attestation& out = *wire_.mutable_zero_check();
    out.set_official(entry.official);
    WriteHead(entry, out);
  }
  void operator()(const VerifiedEntry& entry) {
    v1::Attestation& out = *wire_.mutable_verified();
    out.set_official(entry.official);
    WriteHead(entry, out);
    out.set_counts_sha256(ToString(entry.counts_sha256));
  }
  void operator()(const ObjectionEntry& entry) {
    v1::Objection& out = *wire_.mutable_objection();
    out.set_official(entry.official);
    WriteHead(entry, out);
    out.set_text(entry.text);
  }
  void operator()(const AnnounceEntry& entry) {
    v1::Announce& out = *wire_.mutable_announce();
    out.set_round(entry.round);
    out.set_counts_sha256(ToString(entry.counts_sha256));
    out.set_signature(ToString(entry.signature));
  }
  void operator()(const AbortEntry& entry) {
    v1::Abort& out = *wire_.mutable_abort();
    out.set_round(entry.round);
    out.set_reason(entry.reason);
    out.set_signature(ToString(entry.signature));
  }

 private:
  template <typename E, typename W>
  static void WriteMember(const E& entry, W& out) {
    out.set_committee(WireCommittee(entry.committee));
    out.set_member(entry.member);
    out.set_signature(ToString(entry.signature));
  }
  template <typename E, typename W>
  static void WriteHead(const E& entry, W& out) {
    out.set_size(entry.size);
    out.set_root(ToString(entry.root));
    out.set_signature(ToString(entry.signature));
  }
  void WriteShare(const ShareEntry& entry, v1::Share& out) {
    out.set_round(entry.round);
    out.set_member(entry.member);
    WriteHead(entry, out);
    WritePayload(entry.payload, *out.mutable_payload());
  }
  void WritePayload(const Bytes& payload, v1::Payload& out) {
    if (payload.size() <= kMaxInlinePayload) {
      out.set_inline_(ToString(payload));
      return;
    }
    out.set_blob_sha256(ToString(Sha256(payload)));
    blobs_.push_back(payload);
  }

  v1::LogEntry& wire_;
  std::vector<Bytes>& blobs_;
};

}  // namespace

void EncodeTokenRequest(const TokenRequestEntry& entry,
                        v1::TokenRequest& wire) {
  wire.set_deputy(entry.deputy);
  for (const Element& element : entry.blinded) {
    wire.add_blinded(ToString(element.bytes()));
  }
  wire.set_signature(ToString(entry.signature));
}

absl::StatusOr<EncodedEntry> EncodeLogEntry(const Entry& entry) {
  v1::LogEntry wire;
  EncodedEntry out;
  std::visit(EntryWriter(wire, out.blobs), entry);
  out.leaf = SerializeExactly(wire);
  if (out.leaf.size() > kMaxLeafSize) {
    return absl::InvalidArgumentError(absl::StrCat("log_entry: want at most ",
                                                   kMaxLeafSize, " bytes, got ",
                                                   out.leaf.size()));
  }
  return out;
}

}  // namespace pingyi
