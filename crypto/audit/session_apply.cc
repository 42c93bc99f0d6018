#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "crypto/audit/known.h"
#include "crypto/audit/session_state.h"
#include "crypto/ballot/parameters.h"
#include "crypto/base/status_macros.h"
#include "crypto/identifiers/identifiers.h"
#include "crypto/statement/body.h"

// What effective entries change.
namespace pingyi {
namespace {

// Entry by entry; see Session::State::Change. Nothing changes before the last
// thing that can fail.
class Changes {
 public:
  explicit Changes(Session::State& state) : state_(state) {}

  absl::Status operator()(const ManifestEntry& /*entry*/) {
    return absl::InternalError("manifest: never an effective entry");
  }
  absl::Status operator()(const DkgCommitEntry& entry) {
    state_.ceremony(entry.committee).Apply(entry);
    return absl::OkStatus();
  }
  absl::Status operator()(const DkgMessageEntry& entry) {
    return state_.ceremony(entry.committee).Apply(entry);
  }
  absl::Status operator()(const DkgConfirmEntry& entry) {
    state_.ceremony(entry.committee).Apply(entry);
    return state_.has_keys() ? TakeKeys() : absl::OkStatus();
  }
  absl::Status operator()(const DkgComplaintEntry& entry) {
    ASSIGN_OR_RETURN(const ComplaintVerdict verdict,
                     state_.ceremony(entry.committee).Adjudicate(entry));
    return Abort(
        {.leaf = leaf(),
         .reason = absl::StrCat(
             "a complaint in the key ceremony was ",
             verdict.upheld ? "upheld" : "rejected", "; to blame: ",
             state_.MemberTitle(entry.committee, verdict.to_blame), "; ",
             verdict.reason),
         .official = state_.OfficialOf(entry.committee, verdict.to_blame)});
  }

  absl::Status operator()(const ActiveSetEntry& entry) {
    state_.active_set = entry;
    state_.active_set_sha256 =
        StatementDigest(StatementKind::kActiveSet, state_.session_id,
                        ActiveSetBody(entry.version, entry.issuers));
    return Enter(Phase::kCheckIn);
  }
  absl::Status operator()(const ReissueEntry& entry) {
    state_.check_in.Apply(entry);
    return absl::OkStatus();
  }
  absl::Status operator()(const TokenRequestEntry& entry) {
    state_.check_in.Apply(entry, leaf());
    return absl::OkStatus();
  }
  absl::Status operator()(const OpenEntry& entry) {
    state_.open = entry;
    return Enter(Phase::kVoting);
  }
  absl::Status operator()(const BallotEntry& entry) {
    state_.ledger.Append(leaf(), entry.ballot);
    return absl::OkStatus();
  }
  absl::Status operator()(const ClosingEntry& /*entry*/) {
    return Enter(Phase::kClosing);
  }
  absl::Status operator()(const CloseEntry& entry) {
    // Whether there is anything to audit must be known now. An own log holds
    // valid ballots only, and its settling can wait.
    if (!state_.options.own_log) {
      RETURN_IF_ERROR(state_.Settle(SIZE_MAX));
    }
    state_.close = entry;
    state_.close_leaf = leaf();
    const size_t ballots = state_.options.own_log
                               ? state_.ledger.size()
                               : state_.ledger.tokens().size();
    return ballots == 0 ? Audited() : Enter(Phase::kClosed);
  }

  absl::Status operator()(const AuditShareEntry& entry) {
    AuditStage& audit = Known(state_.audit);
    RETURN_IF_ERROR(audit.Apply(entry));
    if (!audit.decided()) {
      return absl::OkStatus();
    }
    RETURN_IF_ERROR(state_.ledger.VoidTokens(audit.forged()));
    return Audited();
  }
  absl::Status operator()(const TallyShareEntry& entry) {
    return Known(state_.tally).Apply(entry);
  }
  absl::Status operator()(const ResultEntry& entry) {
    state_.result = entry;
    state_.result_leaf = leaf();
    return Enter(Phase::kTallied);
  }

  absl::Status operator()(const ZeroCheckEntry& entry) {
    state_.zero_checks.push_back(entry);
    return absl::OkStatus();
  }
  absl::Status operator()(const VerifiedEntry& entry) {
    state_.verified.push_back(entry);
    return absl::OkStatus();
  }
  absl::Status operator()(const ObjectionEntry& entry) {
    const absl::StatusOr<Digest> root = state_.tree.RootAt(entry.size);
    if (!root.ok() || *root != entry.root) {
      state_.remarks.push_back(
          {.leaf = leaf(),
           .text = absl::StrCat("official ", entry.official,
                                " objects to a log that is not this one")});
    }
    state_.objections.push_back(entry);
    return absl::OkStatus();
  }
  absl::Status operator()(const AnnounceEntry& /*entry*/) {
    return Enter(Phase::kAnnounced);
  }
  absl::Status operator()(const AbortEntry& entry) {
    return Abort({.leaf = leaf(), .reason = entry.reason, .official = 0});
  }

 private:
  uint64_t leaf() const { return state_.tree.size(); }

  absl::Status Enter(Phase phase) {
    state_.phase = phase;
    return absl::OkStatus();
  }
  absl::Status Abort(Abortion abortion) {
    state_.abortion = std::move(abortion);
    return Enter(Phase::kAborted);
  }

  absl::Status TakeKeys() {
    const CommitteeKeys& tally =
        Known(state_.ceremony(Committee::kTally).keys());
    const CommitteeKeys& issuer =
        Known(state_.ceremony(Committee::kIssuer).keys());
    state_.key_id = KeyId(tally.public_keys, issuer.public_keys);
    ASSIGN_OR_RETURN(BallotParameters parameters,
                     BallotParameters::Create(state_.context(), state_.layout,
                                              tally.public_keys));
    state_.ledger =
        Ledger(BallotVerifier(std::move(parameters)),
               state_.options.own_log ? Ledger::Trust::kVerifiedBefore
                                      : Ledger::Trust::kVerify,
               state_.options.decoded);
    return absl::OkStatus();
  }

  absl::Status Audited() {
    state_.audit_leaf = leaf();
    state_.tally.emplace(state_.context(), ToCountLayout(state_.layout),
                         state_.ledger.Total(),
                         Known(state_.ceremony(Committee::kTally).keys()));
    return Enter(Phase::kAudited);
  }

  Session::State& state_;
};

}  // namespace

absl::Status Session::State::Change(const Entry& entry) {
  // Before the change: some statements are made of what they change.
  ASSIGN_OR_RETURN(const std::optional<Said> said, Statement(entry));
  RETURN_IF_ERROR(std::visit(Changes(*this), entry));
  if (said.has_value() && said->kind != StatementKind::kRequest) {
    places[said->place] = {
        .leaf = tree.size(),
        .statement = StatementDigest(said->kind, session_id, said->body)};
  }
  return absl::OkStatus();
}

}  // namespace pingyi
