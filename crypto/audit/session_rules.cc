#include <algorithm>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "crypto/audit/known.h"
#include "crypto/audit/session_state.h"
#include "crypto/base/status_macros.h"

// What may follow what, and what it may say.
namespace pingyi {
namespace {

Ruling NotNow(absl::string_view what) {
  return Ruling::Illegal(absl::FailedPreconditionError(what));
}

Ruling Wrong(Item item, absl::string_view what) {
  return Ruling::Illegal(absl::InvalidArgumentError(what), item);
}

// Entry by entry; see Session::State::JudgeRules.
class Rules {
 public:
  Rules(Session::State& state, bool verify) : state_(state), verify_(verify) {}

  Ruling operator()(const ManifestEntry& /*entry*/) const {
    return NotNow("manifest: only leaf 0 is one");
  }

  Ruling operator()(const DkgCommitEntry& entry) const {
    return Ceremonial(entry);
  }
  Ruling operator()(const DkgMessageEntry& entry) const {
    return Ceremonial(entry);
  }
  Ruling operator()(const DkgConfirmEntry& entry) const {
    return Ceremonial(entry);
  }
  Ruling operator()(const DkgComplaintEntry& entry) const {
    return Ceremonial(entry);
  }

  Ruling operator()(const ActiveSetEntry& entry) const {
    if (Ruling now = BeforeOpening("active-set"); !now.effective()) {
      return now;
    }
    const uint32_t version =
        state_.active_set.has_value() ? state_.active_set->version + 1 : 1;
    if (entry.version != version) {
      return Wrong(Item::kOpening,
                   absl::StrCat("active-set: the version is ", entry.version,
                                ", must be ", version));
    }
    const ActiveSet issuers = {.threshold = state_.manifest.issuer_threshold,
                               .issuers = entry.issuers};
    if (const absl::Status valid = issuers.Validate(); !valid.ok()) {
      return Wrong(Item::kOpening,
                   absl::StrCat("active-set: ", valid.message()));
    }
    const uint32_t members =
        state_.ceremony(Committee::kIssuer).params().size();
    if (entry.issuers.back() > members) {
      return Wrong(Item::kOpening,
                   absl::StrCat("active-set: there is no issuer ",
                                entry.issuers.back()));
    }
    // One issuer that fails between check-in and casting may not stop the vote.
    const uint32_t least = std::min(issuers.threshold + 1, members);
    if (entry.issuers.size() < least) {
      return Wrong(Item::kOpening,
                   absl::StrCat("active-set: needs at least ", least,
                                " of the ", members, " issuers"));
    }
    return Ruling::Effective();
  }

  Ruling operator()(const ReissueEntry& entry) const {
    if (state_.phase > Phase::kCheckIn && !state_.TakesRequests()) {
      return NotNow("reissue: check-in is over");
    }
    return state_.check_in.Judge(entry);
  }

  Ruling operator()(const TokenRequestEntry& entry) const {
    Ruling ruling = state_.check_in.Judge(entry);
    if (ruling.effective() && !state_.TakesRequests()) {
      return NotNow(state_.phase < Phase::kCheckIn
                        ? "request: the chair must begin the check-in first"
                        : "request: check-in is over");
    }
    return ruling;
  }

  Ruling operator()(const OpenEntry& entry) const {
    if (state_.phase != Phase::kCheckIn) {
      return NotNow("open: there must be a check-in first, and no opening yet");
    }
    if (Ruling round = Round(entry.round, Item::kOpening); !round.effective()) {
      return round;
    }
    if (entry.key_id != state_.key_id) {
      return Wrong(Item::kOpening, "open: key_id is not the committees' keys'");
    }
    if (entry.active_set_sha256 != state_.active_set_sha256) {
      return Wrong(Item::kOpening, "open: it names another active set");
    }
    const uint32_t checked_in = state_.check_in.checked_in();
    if (entry.checked_in != checked_in) {
      return Wrong(Item::kOpening,
                   absl::StrCat("open: it says ", entry.checked_in,
                                " deputies are checked in; the log holds the "
                                "requests of ",
                                checked_in));
    }
    const uint32_t least =
        std::max(state_.manifest.min_voters, state_.manifest.meeting_quorum);
    if (checked_in < least) {
      return Ruling::Illegal(absl::FailedPreconditionError(
                                 absl::StrCat("open: ", checked_in,
                                              " deputies are checked in; at "
                                              "least ",
                                              least, " must be first")),
                             Item::kOpening);
    }
    return Ruling::Effective();
  }

  Ruling operator()(const BallotEntry& entry) const {
    if (state_.phase != Phase::kVoting && state_.phase != Phase::kClosing) {
      return NotNow(state_.phase < Phase::kVoting
                        ? "ballot: the chair must open the vote first"
                        : "ballot: the vote is closed");
    }
    return Round(entry.round, Item::kBallots);
  }

  Ruling operator()(const ClosingEntry& entry) const {
    if (state_.phase != Phase::kVoting) {
      return NotNow("closing: the vote is not open");
    }
    return Round(entry.round, Item::kClose);
  }

  Ruling operator()(const CloseEntry& entry) const {
    if (state_.phase != Phase::kClosing) {
      return NotNow("close: the closing must be announced first");
    }
    if (Ruling round = Round(entry.round, Item::kClose); !round.effective()) {
      return round;
    }
    const Ledger& ledger = state_.ledger;
    if (ledger.size() > 0 &&
        ledger.ballot(ledger.size() - 1).leaf >= entry.size) {
      return Wrong(Item::kClose,
                   absl::StrCat("close: a ballot stands in leaf ",
                                ledger.ballot(ledger.size() - 1).leaf,
                                ", behind the ", entry.size, " leaves closed"));
    }
    return Head({.size = entry.size, .root = entry.root}, 0, Item::kClose);
  }

  Ruling operator()(const AuditShareEntry& entry) const {
    if (Ruling round = Round(entry.round, Item::kTokenAudit);
        !round.effective()) {
      return round;
    }
    if (state_.phase < Phase::kClosed) {
      return NotNow("audit-share: the vote must be closed first");
    }
    if (const absl::Status made = state_.EnsureAudit(); !made.ok()) {
      return Ruling::Illegal(made, Item::kBallots);
    }
    if (!state_.audit.has_value()) {
      return NotNow("audit-share: there is no ballot to audit");
    }
    if (Ruling head = Head({.size = entry.size, .root = entry.root},
                           state_.close_leaf + 1, Item::kTokenAudit);
        !head.effective()) {
      return head;
    }
    return state_.audit->Judge(entry, verify_);
  }

  Ruling operator()(const TallyShareEntry& entry) const {
    if (Ruling round = Round(entry.round, Item::kTallyShares);
        !round.effective()) {
      return round;
    }
    if (!state_.tally.has_value()) {
      return AuditFirst("tally-share");
    }
    if (const absl::Status requests = state_.EnoughRequests(); !requests.ok()) {
      return Ruling::Illegal(requests, Item::kBallotCount);
    }
    if (state_.ledger.valid() < state_.manifest.min_ballots) {
      return Ruling::Illegal(
          absl::FailedPreconditionError(
              absl::StrCat("tally-share: nothing is decrypted with fewer than ",
                           state_.manifest.min_ballots, " ballots")),
          Item::kTallyShares);
    }
    if (Ruling head = Head({.size = entry.size, .root = entry.root},
                           state_.audit_leaf + 1, Item::kTallyShares);
        !head.effective()) {
      return head;
    }
    return state_.tally->Judge(entry, verify_);
  }

  Ruling operator()(const ResultEntry& entry) const {
    if (state_.phase < Phase::kAudited) {
      return AuditFirst("result");
    }
    if (state_.phase > Phase::kAudited) {
      return NotNow("result: there is nothing to count any more");
    }
    if (Ruling round = Round(entry.round, Item::kCounts); !round.effective()) {
      return round;
    }
    if (const absl::Status requests = state_.EnoughRequests(); !requests.ok()) {
      return Ruling::Illegal(requests, Item::kBallotCount);
    }
    const uint32_t ballots = state_.ledger.valid();
    if (entry.ballots != ballots) {
      return Wrong(Item::kCounts,
                   absl::StrCat("result: it says ", entry.ballots, " ballots; ",
                                ballots, " are valid"));
    }
    const bool withheld = ballots > 0 && ballots < state_.manifest.min_ballots;
    if (entry.withheld != withheld) {
      return Wrong(Item::kCounts,
                   withheld ? "result: too few ballots; it must be withheld"
                            : "result: there is no reason to withhold it");
    }
    return Counts(entry);
  }

  Ruling operator()(const ZeroCheckEntry& entry) const {
    if (Ruling now = BeforeOpening("zero-check"); !now.effective()) {
      return now;
    }
    return Head({.size = entry.size, .root = entry.root}, 1,
                Item::kAttestations);
  }

  Ruling operator()(const VerifiedEntry& entry) const {
    if (state_.phase != Phase::kTallied && state_.phase != Phase::kAnnounced) {
      return NotNow("verified: there must be a result first");
    }
    if (entry.counts_sha256 != state_.CountsSha256()) {
      return Wrong(Item::kAttestations,
                   "verified: it is not about the counts of the result");
    }
    return Head({.size = entry.size, .root = entry.root},
                state_.result_leaf + 1, Item::kAttestations);
  }

  // Whatever an objection says of the log may be its very point.
  Ruling operator()(const ObjectionEntry& entry) const {
    return entry.text.empty()
               ? Wrong(Item::kAttestations, "objection: it says nothing")
               : Ruling::Effective();
  }

  Ruling operator()(const AnnounceEntry& entry) const {
    if (state_.phase != Phase::kTallied) {
      return NotNow("announce: there must be a result first");
    }
    if (Ruling round = Round(entry.round, Item::kAnnouncement);
        !round.effective()) {
      return round;
    }
    return entry.counts_sha256 == state_.CountsSha256()
               ? Ruling::Effective()
               : Wrong(Item::kAnnouncement,
                       "announce: it is not about the counts of the result");
  }

  Ruling operator()(const AbortEntry& entry) const {
    if (state_.phase >= Phase::kTallied) {
      return NotNow("abort: the session is over");
    }
    return Round(entry.round, Item::kOrder);
  }

 private:
  template <typename E>
  Ruling Ceremonial(const E& entry) const {
    if (state_.phase != Phase::kCeremony) {
      return NotNow("ceremony: it is over");
    }
    return state_.ceremony(entry.committee).Judge(entry);
  }

  // Of a closed vote, it is the audit that is missing; before, the order.
  Ruling AuditFirst(absl::string_view what) const {
    return Ruling::Illegal(
        absl::FailedPreconditionError(
            absl::StrCat(what, ": the token audit must be decided first, by ",
                         state_.manifest.issuer_threshold, " valid shares")),
        state_.phase == Phase::kClosed ? Item::kTokenAudit : Item::kOrder);
  }

  Ruling BeforeOpening(absl::string_view what) const {
    if (!state_.has_keys()) {
      return NotNow(
          absl::StrCat(what, ": the key ceremony must be complete first"));
    }
    return state_.phase <= Phase::kCheckIn
               ? Ruling::Effective()
               : NotNow(absl::StrCat(what, ": the vote has been opened"));
  }

  Ruling Round(uint32_t round, Item item) const {
    return round == 0 ? Ruling::Effective()
                      : Wrong(item, absl::StrCat("there is no round ", round));
  }

  // That somebody looked at this log, when it had at least `least` leaves.
  Ruling Head(const TreeHead& head, uint64_t least, Item item) const {
    if (head.size < least) {
      return Wrong(item, absl::StrCat("it is about a log of ", head.size,
                                      " leaves; it must be at least ", least));
    }
    const absl::StatusOr<Digest> root = state_.tree.RootAt(head.size);
    if (!root.ok()) {
      return Wrong(item,
                   absl::StrCat("it is about a log of ", head.size,
                                " leaves, and there are ", state_.tree.size()));
    }
    return *root == head.root
               ? Ruling::Effective()
               : Wrong(item, absl::StrCat("it is about another log of ",
                                          head.size, " leaves"));
  }

  Ruling Counts(const ResultEntry& entry) const {
    const size_t want = entry.withheld ? 0 : state_.layout.options();
    if (entry.counts.size() != want) {
      return Wrong(Item::kCounts,
                   absl::StrCat("result: it has ", entry.counts.size(),
                                " counts, must have ", want));
    }
    if (entry.withheld) {
      return Ruling::Effective();
    }
    if (entry.ballots == 0) {
      const bool zero = std::all_of(entry.counts.begin(), entry.counts.end(),
                                    [](uint32_t c) { return c == 0; });
      return zero ? Ruling::Effective()
                  : Wrong(Item::kCounts,
                          "result: without a ballot, every count is 0");
    }
    const TallyStage& tally = Known(state_.tally);
    if (!tally.Enough()) {
      return Ruling::Illegal(
          absl::FailedPreconditionError(
              absl::StrCat("result: ", state_.manifest.trustee_threshold,
                           " valid tally shares must be there first, and ",
                           tally.shares().size(), " are")),
          Item::kTallyShares);
    }
    return verify_ ? Ruling::Of(tally.CheckClaim(entry.counts), Item::kCounts)
                   : Ruling::Effective();
  }

  Session::State& state_;
  bool verify_;
};

}  // namespace

Ruling Session::State::JudgeRules(const Entry& entry, bool verify) {
  if (phase == Phase::kAborted &&
      !std::holds_alternative<ObjectionEntry>(entry)) {
    return NotNow("the session was given up");
  }
  return std::visit(Rules(*this, verify), entry);
}

}  // namespace pingyi
