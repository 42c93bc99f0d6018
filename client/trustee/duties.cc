#include "client/trustee/duties.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "crypto/base/status_macros.h"
#include "crypto/note/checkpoint.h"
#include "crypto/statement/body.h"
#include "crypto/statement/statement.h"
#include "proto/codec/entry.h"

namespace pingyi {
namespace {

// The member's number (from 1) of official `number`; 0 if it is none.
uint32_t MemberNumber(const Manifest& manifest, Role role, uint32_t number) {
  const std::vector<uint32_t> members = manifest.OfficialsWith(role);
  const auto found = std::find(members.begin(), members.end(), number);
  return found == members.end()
             ? 0
             : static_cast<uint32_t>(found - members.begin()) + 1;
}

absl::Status SameKeys(const Official& ours, const Official& theirs) {
  const auto differs = [](absl::string_view what) {
    return absl::FailedPreconditionError(
        absl::StrCat("the manifest gives you another ", what,
                     " than your key file; do not take part, and tell the "
                     "chair"));
  };
  if (ours.roles != theirs.roles) {
    return differs("role");
  }
  if (ours.witness_key != theirs.witness_key) {
    return differs("witness key");
  }
  // The identity once the ceremony has ended and the secrets are erased.
  if (!ours.trustee_transport_key.IsIdentity() &&
      ours.trustee_transport_key != theirs.trustee_transport_key) {
    return differs("trustee's transport key");
  }
  if (!ours.issuer_transport_key.IsIdentity() &&
      ours.issuer_transport_key != theirs.issuer_transport_key) {
    return differs("issuer's transport key");
  }
  return absl::OkStatus();
}

}  // namespace

Duties::Duties(KeyFileStore& store, const Manifest& manifest,
               const Digest& session_id, Options options)
    : store_(store), session_id_(session_id), options_(std::move(options)) {
  const VerifyKey& own = store.keys().signing_key.verify_key();
  for (size_t i = 0; i < manifest.officials.size(); ++i) {
    if (manifest.officials[i].signing_key == own) {
      official_ = static_cast<uint32_t>(i) + 1;
    }
  }
  trustee_ = MemberNumber(manifest, Role::kTrustee, official_);
  issuer_ = MemberNumber(manifest, Role::kIssuer, official_);
  witness_ = MemberNumber(manifest, Role::kWitness, official_);
}

absl::StatusOr<std::unique_ptr<Duties>> Duties::Create(KeyFileStore& store,
                                                       const Manifest& manifest,
                                                       const Digest& session_id,
                                                       Options options) {
  KeyFile& keys = store.keys();
  if (keys.session_id.has_value() && *keys.session_id != session_id) {
    return absl::FailedPreconditionError(absl::StrCat(
        "this key file belongs to session ", ToHex(*keys.session_id),
        "; keys are made afresh for every session"));
  }
  std::unique_ptr<Duties> duties(
      new Duties(store, manifest, session_id, std::move(options)));
  if (duties->official_ == 0) {
    return absl::FailedPreconditionError(
        "the manifest does not name you: was your .official file handed in?");
  }
  RETURN_IF_ERROR(
      SameKeys(keys.ToOfficial(), manifest.officials[duties->official_ - 1]));
  if (!keys.session_id.has_value()) {
    keys.session_id = session_id;
    RETURN_IF_ERROR(store.Save());
  }
  if (duties->issuer_ != 0) {
    duties->desk_ = std::make_unique<ConfirmDesk>(keys.signing_key.Clone(),
                                                  session_id, duties->issuer_);
    if (!keys.audit_sum.empty() || !keys.forks.empty()) {
      duties->desk_->Shut();
    } else if (keys.issuer_share() != nullptr) {
      duties->desk_->Open(keys.issuer_share()->Clone());
    }
  }
  return duties;
}

std::vector<SeenHead> Duties::Remembered() const {
  return {keys().cosigned, keys().accepted};
}

void Duties::SayOnce(const std::string& text) {
  if (said_.insert(text).second) {
    Say(text);
  }
}

Signature Duties::Sign(StatementKind kind, const Bytes& body) const {
  return SignStatement(keys().signing_key, kind, session_id_, body);
}

absl::StatusOr<Posting> MakePosting(const Entry& entry) {
  ASSIGN_OR_RETURN(EncodedEntry encoded, EncodeLogEntry(entry));
  Posting posting{.entry = std::move(encoded.leaf), .blob = {}};
  if (!encoded.blobs.empty()) {
    posting.blob = std::move(encoded.blobs.front());
  }
  return posting;
}

absl::Status Duties::Add(const Entry& entry, Work& work) const {
  ASSIGN_OR_RETURN(Posting posting, MakePosting(entry));
  work.statements.push_back(std::move(posting));
  return absl::OkStatus();
}

bool Duties::AllAgreed(const BoardLog& log) {
  return log.quorum_head().head.size == log.session()->size();
}

absl::StatusOr<Work> Duties::Next(BoardLog& log) {
  Work work;
  if (!log.broken().ok()) {
    RETURN_IF_ERROR(Refuse(log));
    return work;
  }
  if (log.session() == nullptr) {
    return work;
  }
  if (!keys().forks.empty()) {
    SayOnce(
        "REFUSED: two histories of this log were seen. I cosign, confirm and "
        "release nothing of it, ever.");
    return work;
  }
  const Session& session = *log.session();
  RETURN_IF_ERROR(Cosign(log, work));
  TellPhase(session);
  if (session.phase() == Phase::kAborted) {
    RETURN_IF_ERROR(EndCeremony(log));
    return work;
  }
  RETURN_IF_ERROR(DoCeremony(log, Committee::kTally, work));
  RETURN_IF_ERROR(DoCeremony(log, Committee::kIssuer, work));
  if (!log.Agreed(log.keys_leaf())) {
    return work;
  }
  RETURN_IF_ERROR(EndCeremony(log));
  RETURN_IF_ERROR(Evaluate(log, work));
  RETURN_IF_ERROR(Audit(log, work));
  RETURN_IF_ERROR(Tally(log, work));
  RETURN_IF_ERROR(Attest(log, work));
  return work;
}

void Duties::StreamRenewed() {
  answered_ = 0;
  cosigned_here_ = 0;
}

absl::Status Duties::Refuse(BoardLog& log) {
  SayOnce(absl::StrCat("REFUSED: ", log.broken().message(),
                       ". I cosign, confirm and release nothing any more."));
  if (desk_ != nullptr) {
    desk_->Shut();
  }
  const std::optional<ForkEvidence>& fork = log.fork();
  if (!fork.has_value()) {
    return absl::OkStatus();
  }
  std::vector<ForkEvidence>& forks = keys().forks;
  if (std::find(forks.begin(), forks.end(), *fork) != forks.end() ||
      forks.size() >= kMaxForkEvidence) {
    return absl::OkStatus();
  }
  forks.push_back(*fork);
  SayOnce(
      "Both signed notes are kept in the key file; \"pingyi-trustee status\" "
      "prints them. Show them to the other officials.");
  return store_.Save();
}

absl::Status Duties::Cosign(BoardLog& log, Work& work) {
  const SeenHead& newest = log.signed_head();
  KeyFile& own = keys();
  if (witness_ == 0 || !own.witness_key.has_value() ||
      newest.head.size <= cosigned_here_) {
    return absl::OkStatus();
  }
  if (newest.head.size < own.cosigned.head.size) {
    SayOnce(absl::StrCat("REFUSED: the log has ", newest.head.size,
                         " leaves; I have cosigned ", own.cosigned.head.size,
                         " before. I wait for the missing ones."));
    return absl::OkStatus();
  }
  if (own.cosigned != newest) {
    // Durable before the cosignature leaves: a second tree of this size would
    // otherwise be cosigned after a crash.
    own.cosigned = newest;
    RETURN_IF_ERROR(store_.Save());
  }
  cosigned_here_ = newest.head.size;
  const std::string& origin = log.policy().origin;
  work.cosignature = CheckpointCosignature{
      .size = newest.head.size,
      .line = CosignCheckpoint(*own.witness_key, WitnessName(origin, witness_),
                               {.origin = origin, .head = newest.head},
                               options_.now())};
  return absl::OkStatus();
}

void Duties::TellPhase(const Session& session) {
  if (session.phase() == told_phase_) {
    return;
  }
  told_phase_ = session.phase();
  switch (told_phase_) {
    case Phase::kCheckIn:
      return Say("Check-in has begun.");
    case Phase::kVoting:
      return Say(absl::StrCat("The vote is open; ",
                              session.check_in().checked_in(),
                              " deputies are checked in."));
    case Phase::kClosing:
      return Say("The chair closes: sealed ballots still arrive.");
    case Phase::kClosed:
      return Say(absl::StrCat("The vote is closed with ",
                              session.ledger().size(), " ballots in the log."));
    case Phase::kAudited:
      return Say(absl::StrCat("The tokens are audited; ",
                              session.ledger().valid(), " ballots count."));
    case Phase::kTallied:
      return Say(session.result()->withheld
                     ? "The result is withheld: too few ballots."
                     : "The counts are in the log, and I have checked them.");
    case Phase::kAnnounced:
      return Say("The result is announced. You may end this program.");
    case Phase::kAborted:
      return Say(absl::StrCat("The session was given up: ",
                              session.abortion()->reason));
    case Phase::kCeremony:
      return;
  }
}

absl::Status Duties::Attest(BoardLog& log, Work& work) {
  const Session& session = *log.session();
  if (!options_.attest || !keys().Has(Role::kScrutineer) || !AllAgreed(log)) {
    return absl::OkStatus();
  }
  const TreeHead& head = log.quorum_head().head;
  const auto by_us = [this](const AttestationEntry& entry) {
    return entry.official == official_;
  };
  if (session.phase() <= Phase::kCheckIn) {
    const auto& done = session.zero_checks();
    if (std::any_of(done.begin(), done.end(), by_us)) {
      return absl::OkStatus();
    }
    ZeroCheckEntry entry;
    entry.official = official_;
    entry.size = head.size;
    entry.root = head.root;
    entry.signature =
        Sign(StatementKind::kZeroCheck, ObservationBody(head, {}));
    SayOnce(
        "Zero check: no ballot is in the log, and my own keys are in it. "
        "I sign that.");
    return Add(entry, work);
  }
  const bool over = session.phase() == Phase::kTallied ||
                    session.phase() == Phase::kAnnounced;
  const auto& done = session.verified();
  if (!over || std::any_of(done.begin(), done.end(), by_us)) {
    return absl::OkStatus();
  }
  VerifiedEntry entry;
  entry.official = official_;
  entry.size = head.size;
  entry.root = head.root;
  entry.counts_sha256 = session.counts_sha256();
  entry.signature = Sign(StatementKind::kVerified,
                         ObservationBody(head, entry.counts_sha256));
  SayOnce("My own count of the whole log agrees with the result. I sign that.");
  return Add(entry, work);
}

}  // namespace pingyi
