#include "crypto/audit/audit.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "crypto/audit/known.h"
#include "crypto/audit/session.h"
#include "crypto/base/hash.h"
#include "crypto/identifiers/identifiers.h"
#include "crypto/merkle/tree.h"
#include "crypto/note/checkpoint.h"
#include "crypto/note/note.h"
#include "crypto/note/quorum.h"

namespace pingyi {
namespace {

// One verification: the record on one side, the report on the other.
class Verification {
 public:
  explicit Verification(AuditInput input) : input_(std::move(input)) {
    for (size_t i = 0; i < kItemCount; ++i) {
      report_.items.push_back({.item = static_cast<Item>(i),
                               .verdict = Verdict::kNotChecked,
                               .detail = ""});
    }
  }

  Report Run() && {
    CheckEntries();
    CheckManifest();
    CheckCheckpoint();
    if (session_ != nullptr) {
      CheckFingerprint();
      Replay();
      CheckPreparation();
      CheckVote();
      CheckCount();
      CheckStatements();
      Describe();
    }
    for (ReportItem& item : report_.items) {
      if (item.detail.empty()) {
        item.detail = NotReached();
      }
    }
    return std::move(report_);
  }

 private:
  void Set(Item item, Verdict verdict, std::string detail) {
    ReportItem& line = report_.items[static_cast<size_t>(item)];
    if (line.verdict != Verdict::kFail) {  // A failure stands.
      line.verdict = verdict;
      line.detail = std::move(detail);
    }
  }
  template <typename... Pieces>
  void Pass(Item item, const Pieces&... pieces) {
    Set(item, Verdict::kPass, absl::StrCat(pieces...));
  }
  template <typename... Pieces>
  void Fail(Item item, const Pieces&... pieces) {
    Set(item, Verdict::kFail, absl::StrCat(pieces...));
  }
  template <typename... Pieces>
  void NotChecked(Item item, const Pieces&... pieces) {
    Set(item, Verdict::kNotChecked, absl::StrCat(pieces...));
  }

  std::string NotReached() const {
    if (session_ == nullptr) {
      return "cannot be judged without a manifest";
    }
    if (const std::optional<Abortion>& abortion = session_->abortion();
        abortion.has_value()) {
      return absl::StrCat("the session was given up: ", abortion->reason);
    }
    if (session_->size() < input_.leaves.size()) {
      return absl::StrCat("cannot be judged: the record is good up to leaf ",
                          session_->size() - 1, " only");
    }
    return absl::StrCat("the session has not come so far: its state is ",
                        PhaseName(session_->phase()));
  }

  void CheckEntries() {
    Tree tree;
    for (const AuditLeaf& leaf : input_.leaves) {
      tree.Append(leaf.hash);
    }
    report_.computed = tree.Head();
    if (input_.leaves.empty()) {
      Fail(Item::kEntries, "the log is empty");
      return;
    }
    for (size_t i = 0; i < input_.leaves.size(); ++i) {
      if (const absl::Status& status = input_.leaves[i].entry.status();
          !status.ok()) {
        Fail(Item::kEntries, "leaf ", i, ": ", status.message());
        return;
      }
    }
    Pass(Item::kEntries, "all ", input_.leaves.size(), " entries can be read");
  }

  // Opens the session, or says why there is none.
  void CheckManifest() {
    if (input_.leaves.empty() || !input_.leaves.front().entry.ok()) {
      return;
    }
    const auto* leaf =
        std::get_if<ManifestEntry>(&*input_.leaves.front().entry);
    if (leaf == nullptr) {
      Fail(Item::kManifest, "leaf 0 is no manifest");
      return;
    }
    report_.session_id = SessionId(leaf->manifest);
    for (const absl::Status& status :
         {input_.manifest.status(), input_.roster.status()}) {
      if (!status.ok()) {
        Fail(Item::kManifest, status.message());
        return;
      }
    }
    absl::StatusOr<Session> session = Session::Start(
        *leaf, *input_.manifest, *input_.roster, input_.leaves.front().hash,
        {.own_log = false,
         .executor = input_.executor,
         .on_settled = input_.on_settled});
    if (!session.ok()) {
      Fail(Item::kManifest, session.status().message());
      return;
    }
    session_ = std::make_unique<Session>(*std::move(session));
    Pass(Item::kManifest, input_.manifest->contests.size(), " departments, ",
         input_.manifest->roster_size, " deputies, ",
         input_.manifest->officials.size(), " officials");
  }

  void CheckFingerprint() {
    const std::string ours = ToHex(report_.session_id);
    if (!input_.expected_session_id.has_value()) {
      NotChecked(Item::kFingerprint,
                 "no fingerprint was given to compare with ", ours);
    } else if (*input_.expected_session_id != report_.session_id) {
      Fail(Item::kFingerprint, "the record's is ", ours, ", the one given is ",
           ToHex(*input_.expected_session_id));
    } else {
      Pass(Item::kFingerprint, ours);
    }
  }

  void CheckCheckpoint() {
    const absl::StatusOr<Note> note = ParseNote(input_.checkpoint);
    if (!note.ok()) {
      Fail(Item::kCheckpoint, note.status().message());
      return;
    }
    report_.checkpoint_fingerprint = Sha256(AsBytes(note->text));
    const absl::StatusOr<Checkpoint> checkpoint = ParseCheckpoint(note->text);
    if (!checkpoint.ok()) {
      Fail(Item::kCheckpoint, checkpoint.status().message());
      return;
    }
    report_.checkpoint = checkpoint->head;
    if (checkpoint->head.size != input_.leaves.size()) {
      Fail(Item::kRoot, "the checkpoint is of ", checkpoint->head.size,
           " entries, the record has ", input_.leaves.size());
    } else if (checkpoint->head != report_.computed) {
      Fail(Item::kRoot, "the entries give root ", ToHex(report_.computed.root),
           ", the checkpoint says ", ToHex(checkpoint->head.root));
    } else {
      Pass(Item::kRoot, ToHex(report_.computed.root));
    }
    if (session_ != nullptr) {
      CheckSignatures(session_->manifest());
    }
  }

  void CheckSignatures(const Manifest& manifest) {
    LogPolicy log = {.origin = Origin(manifest, report_.session_id),
                     .log_key = manifest.log_key,
                     .witnesses = {},
                     .quorum = 0};
    // First as if there were no witnesses: whose signature is wrong?
    if (const absl::Status signed_by_log =
            VerifyCheckpoint(log, input_.checkpoint).status();
        !signed_by_log.ok()) {
      Fail(Item::kCheckpoint, signed_by_log.message());
      return;
    }
    Pass(Item::kCheckpoint, "signed by the log ", log.origin);
    for (const uint32_t number : manifest.OfficialsWith(Role::kWitness)) {
      log.witnesses.push_back(
          Known(manifest.officials[number - 1].witness_key));
    }
    log.quorum = manifest.witness_quorum;
    const absl::StatusOr<SignedCheckpoint> quorum =
        VerifyCheckpointQuorum(log, input_.checkpoint);
    if (!quorum.ok()) {
      Fail(Item::kQuorum, quorum.status().message());
      return;
    }
    Pass(Item::kQuorum, quorum->witnesses.size(), " of ", log.witnesses.size(),
         " witnesses cosigned; ", log.quorum, " are needed");
  }

  // Requests come in a row, and many signatures at once are cheaper.
  void VerifyAhead(size_t from) {
    constexpr size_t kAtOnce = 4096;
    const size_t end = std::min(input_.leaves.size(), from + kAtOnce);
    std::vector<const Entry*> entries;
    for (size_t i = from; i < end; ++i) {
      if (input_.leaves[i].entry.ok()) {
        entries.push_back(&*input_.leaves[i].entry);
      }
    }
    session_->VerifyAhead(entries);
    verified_ahead_ = end;
  }

  // Takes all leaves in, up to the first that is illegal.
  void Replay() {
    for (size_t i = 1; i < input_.leaves.size(); ++i) {
      AuditLeaf& leaf = input_.leaves[i];
      if (!leaf.entry.ok()) {
        return;  // Reported by CheckEntries.
      }
      if (i >= verified_ahead_ &&
          std::holds_alternative<TokenRequestEntry>(*leaf.entry)) {
        VerifyAhead(i);
      }
      const absl::Status applied = session_->Apply(*leaf.entry, leaf.hash);
      if (!applied.ok()) {
        const Ruling ruling = session_->Judge(*leaf.entry);
        Fail(ruling.illegal() ? ruling.item() : Item::kBallots, "leaf ", i,
             ": ", applied.message());
        return;
      }
      // The session has its own copy of what it needs.
      leaf.entry = Entry(ClosingEntry());
    }
    complete_ = true;
    Pass(Item::kOrder, "every entry comes where it may");
    Pass(Item::kSignatures, "all are by whom they must be");
  }

  bool Reached(Phase phase) const {
    return session_->phase() >= phase && session_->phase() != Phase::kAborted;
  }

  void CheckPreparation() {
    const Session& session = *session_;
    if (session.has_keys()) {
      Pass(Item::kCeremony, "trustees ", Threshold(Committee::kTally),
           ", issuers ", Threshold(Committee::kIssuer), "; key_id ",
           ToHex(session.key_id()));
    } else if (const std::optional<Abortion>& abortion = session.abortion();
               abortion.has_value() && abortion->official != 0) {
      Fail(Item::kCeremony, abortion->reason);
    }
    const bool late = session.manifest().late_check_in;
    if (Reached(late ? Phase::kClosing : Phase::kVoting)) {
      Pass(Item::kRequests, session.check_in().checked_in(), " of ",
           session.check_in().entitled(), " deputies checked in");
    }
    if (session.open().has_value()) {
      Pass(Item::kOpening, "opened with ", Known(session.open()).checked_in,
           " deputies checked in and issuers ",
           absl::StrJoin(Known(session.active_set()).issuers, ", "));
    }
  }

  // "2 of 3".
  std::string Threshold(Committee committee) const {
    const CommitteeParams& params = session_->ceremony(committee).params();
    return absl::StrCat(params.threshold, " of ", params.size());
  }

  void CheckVote() {
    const Session& session = *session_;
    if (!session.close().has_value()) {
      return;
    }
    const Ledger& ledger = session.ledger();
    if (ledger.settled() == ledger.size()) {
      Pass(Item::kBallots, ledger.tokens().size(), " of ", ledger.size(),
           " ballots are well formed, proved, and spend a token of their own");
    }
    Pass(Item::kClose, "all ", ledger.size(), " ballots stand before leaf ",
         Known(session.close()).size);
    if (!Reached(Phase::kAudited)) {
      return;
    }
    const uint32_t requests = session.check_in().checked_in();
    if (ledger.valid() > requests) {
      Fail(Item::kBallotCount, ledger.valid(), " ballots, ", requests,
           " tokens asked for");
    } else {
      Pass(Item::kBallotCount, ledger.valid(), " valid ballots, ", requests,
           " tokens asked for");
    }
    const AuditStage* audit = session.audit();
    if (audit == nullptr) {
      Pass(Item::kTokenAudit, "there is no ballot to audit");
    } else {
      Pass(Item::kTokenAudit, ledger.tokens().size(), " tokens audited, ",
           audit->forged().size(), " of them forged and void");
    }
  }

  void CheckCount() {
    const Session& session = *session_;
    if (!Reached(Phase::kTallied)) {
      if (session.tally() != nullptr && session.ReadyToTally().ok()) {
        NotChecked(Item::kTallyShares, session.tally()->shares().size(),
                   " valid shares, ", session.manifest().trustee_threshold,
                   " are needed");
      }
      return;
    }
    const ResultEntry& result = Known(session.result());
    const size_t shares = session.tally()->shares().size();
    if (result.withheld) {
      Pass(Item::kTallyShares, "nothing was decrypted");
      Pass(Item::kCounts, "withheld: ", result.ballots,
           " ballots are fewer than ", session.manifest().min_ballots);
      return;
    }
    Pass(Item::kTallyShares, shares, " valid shares of ",
         Threshold(Committee::kTally), " needed");
    Pass(Item::kCounts, "the counts are what the shares open, and add up to ",
         result.ballots, " ballots for every department");
  }

  void CheckStatements() {
    const Session& session = *session_;
    if (!Reached(Phase::kTallied)) {
      return;
    }
    if (Reached(Phase::kAnnounced)) {
      Pass(Item::kAnnouncement, "the chair announced these counts");
    } else if (complete_) {
      NotChecked(Item::kAnnouncement, "the chair has not announced yet");
    }
    if (complete_) {
      Pass(Item::kAttestations, session.zero_checks().size(),
           " zero checks; verified by ", session.verified().size(), " of ",
           session.manifest().OfficialsWith(Role::kScrutineer).size(), "; ",
           session.objections().size(), " objections");
    }
  }

  void Describe() {
    const Session& session = *session_;
    const Ledger& ledger = session.ledger();
    report_.phase = session.phase();
    report_.entitled = session.manifest().roster_size;
    report_.checked_in = session.check_in().checked_in();
    report_.ballots = ledger.valid();
    for (const size_t position : ledger.VoidBallots()) {
      report_.void_ballots.push_back(
          {.leaf = ledger.ballot(position).leaf,
           .reason = ledger.ballot(position).void_reason});
    }
    report_.result = session.result();
    for (const VerifiedEntry& verified : session.verified()) {
      report_.verified_by.push_back(verified.official);
    }
    report_.scrutineers = static_cast<uint32_t>(
        session.manifest().OfficialsWith(Role::kScrutineer).size());
    report_.objections = session.objections();
    report_.abortion = session.abortion();
    report_.remarks = session.remarks();
  }

  AuditInput input_;
  Report report_;
  std::unique_ptr<Session> session_;  // nullptr: there is none.
  size_t verified_ahead_ = 0;         // The requests before this leaf were.
  bool complete_ = false;             // All leaves were taken in.
};

}  // namespace

Report AuditSession(AuditInput input) {
  return Verification(std::move(input)).Run();
}

}  // namespace pingyi
