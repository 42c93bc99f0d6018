#include <utility>
#include <variant>

#include "crypto/statement/body.h"
#include "crypto/statement/statement.h"
#include "tests/support/sitting.h"

// Who signs what, written a second time: the state machine has the first.
namespace pingyi::testing {
namespace {

struct Signable {
  StatementKind kind = StatementKind::kRequest;
  const SigningKey* key = nullptr;
  Bytes body;
};

}  // namespace

class Signer {
 public:
  Signer(const Sitting& sitting, const People& people, const Digest& key_id)
      : sitting_(sitting), people_(people), key_id_(key_id) {}

  void operator()(ManifestEntry& /*entry*/) const {}
  void operator()(BallotEntry& /*entry*/) const {}
  void operator()(ResultEntry& /*entry*/) const {}

  void operator()(DkgCommitEntry& entry) const {
    Sign(entry, {.kind = StatementKind::kDkgCommit,
                 .key = Member(entry.committee, entry.member),
                 .body = DkgCommitBody(CommitteeLabel(entry.committee),
                                       entry.member, entry.message_sha256)});
  }
  void operator()(DkgMessageEntry& entry) const {
    Sign(entry, {.kind = StatementKind::kDkgMessage,
                 .key = Member(entry.committee, entry.member),
                 .body = DkgMessageBody(CommitteeLabel(entry.committee),
                                        entry.member, entry.message)});
  }
  void operator()(DkgConfirmEntry& entry) const {
    Sign(entry,
         {.kind = StatementKind::kDkgConfirm,
          .key = Member(entry.committee, entry.member),
          .body = DkgConfirmBody(CommitteeLabel(entry.committee), entry.member,
                                 sitting_.MessageHashes(entry.committee),
                                 sitting_.keys(entry.committee).public_keys)});
  }
  void operator()(DkgComplaintEntry& entry) const {
    Sign(
        entry,
        {.kind = StatementKind::kDkgComplaint,
         .key = Member(entry.committee, entry.member),
         .body = DkgComplaintBody({.committee = CommitteeLabel(entry.committee),
                                   .dealer = entry.dealer,
                                   .member = entry.member,
                                   .shared = entry.shared_secret,
                                   .proof = entry.proof})});
  }
  void operator()(ActiveSetEntry& entry) const {
    Sign(entry, {.kind = StatementKind::kActiveSet,
                 .key = Chair(),
                 .body = ActiveSetBody(entry.version, entry.issuers)});
  }
  void operator()(ReissueEntry& entry) const {
    Sign(entry, {.kind = StatementKind::kReissue,
                 .key = Chair(),
                 .body = ReissueBody(entry.deputy, entry.credential_key)});
  }
  void operator()(TokenRequestEntry& entry) const {
    if (entry.deputy < 1 || entry.deputy > people_.deputies.size()) {
      return;
    }
    Sign(entry, {.kind = StatementKind::kRequest,
                 .key = &people_.deputies[entry.deputy - 1].slip,
                 .body = RequestBody(key_id_, entry.deputy, entry.blinded)});
  }
  void operator()(OpenEntry& entry) const {
    Sign(entry, {.kind = StatementKind::kOpen,
                 .key = Chair(),
                 .body = OpenBody(entry.key_id, entry.round,
                                  entry.active_set_sha256, entry.checked_in)});
  }
  void operator()(ClosingEntry& entry) const {
    Sign(entry, {.kind = StatementKind::kClosing,
                 .key = Chair(),
                 .body = ClosingBody(entry.round)});
  }
  void operator()(CloseEntry& entry) const {
    Sign(entry, {.kind = StatementKind::kClose,
                 .key = Chair(),
                 .body = CloseBody(entry.round, {entry.size, entry.root})});
  }
  void operator()(AuditShareEntry& entry) const {
    Sign(entry, {.kind = StatementKind::kAuditShare,
                 .key = Member(Committee::kIssuer, entry.member),
                 .body = ShareBody(entry.round, {entry.size, entry.root},
                                   entry.payload)});
  }
  void operator()(TallyShareEntry& entry) const {
    Sign(entry, {.kind = StatementKind::kTallyShare,
                 .key = Member(Committee::kTally, entry.member),
                 .body = ShareBody(entry.round, {entry.size, entry.root},
                                   entry.payload)});
  }
  void operator()(ZeroCheckEntry& entry) const {
    Sign(entry, {.kind = StatementKind::kZeroCheck,
                 .key = OfficialKey(entry.official),
                 .body = ObservationBody({entry.size, entry.root}, {})});
  }
  void operator()(VerifiedEntry& entry) const {
    Sign(entry, {.kind = StatementKind::kVerified,
                 .key = OfficialKey(entry.official),
                 .body = ObservationBody({entry.size, entry.root},
                                         entry.counts_sha256)});
  }
  void operator()(ObjectionEntry& entry) const {
    Sign(entry, {.kind = StatementKind::kObjection,
                 .key = OfficialKey(entry.official),
                 .body = ObservationBody({entry.size, entry.root},
                                         AsBytes(entry.text))});
  }
  void operator()(AnnounceEntry& entry) const {
    Sign(entry, {.kind = StatementKind::kAnnounce,
                 .key = Chair(),
                 .body = AnnounceBody(entry.round, entry.counts_sha256)});
  }
  void operator()(AbortEntry& entry) const {
    Sign(entry, {.kind = StatementKind::kAbort,
                 .key = Chair(),
                 .body = AbortBody(entry.round, entry.reason)});
  }

 private:
  // Nobody's statements keep the signature that they have.
  template <typename E>
  void Sign(E& entry, const Signable& signable) const {
    if (signable.key != nullptr) {
      entry.signature = SignStatement(*signable.key, signable.kind,
                                      sitting_.session_id(), signable.body);
    }
  }
  const SigningKey* OfficialKey(uint32_t number) const {
    return number >= 1 && number <= people_.officials.size()
               ? &people_.officials[number - 1].signing
               : nullptr;
  }
  const SigningKey* Chair() const { return OfficialKey(1); }
  const SigningKey* Member(Committee committee, uint32_t member) const {
    const std::vector<uint32_t> members = sitting_.manifest().OfficialsWith(
        committee == Committee::kTally ? Role::kTrustee : Role::kIssuer);
    return member >= 1 && member <= members.size()
               ? OfficialKey(members[member - 1])
               : nullptr;
  }

  const Sitting& sitting_;
  const People& people_;
  const Digest& key_id_;
};

Entry Sitting::Signed(Entry entry) const {
  std::visit(Signer(*this, people_, key_id_), entry);
  return entry;
}

}  // namespace pingyi::testing
