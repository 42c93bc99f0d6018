#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/trustee/duties.h"
#include "crypto/base/status_macros.h"
#include "crypto/dkg/complaint.h"
#include "crypto/dkg/message.h"
#include "crypto/dkg/receive.h"
#include "crypto/statement/body.h"
#include "crypto/statement/statement.h"

// The key ceremony: commit, reveal, then confirm or complain.
namespace pingyi {
namespace {

absl::string_view KeyTitle(Committee committee) {
  return committee == Committee::kTally ? "tally key" : "token key";
}

}  // namespace

Membership* Duties::MembershipOf(Committee committee) {
  std::optional<Membership>& member =
      committee == Committee::kTally ? keys().trustee : keys().issuer;
  return member.has_value() ? &*member : nullptr;
}

absl::Status Duties::DoCeremony(BoardLog& log, Committee committee,
                                Work& work) {
  const Session& session = *log.session();
  const uint32_t member = MemberOf(committee);
  if (member == 0 || session.phase() != Phase::kCeremony || !AllAgreed(log)) {
    return absl::OkStatus();
  }
  const Ceremony& ceremony = session.ceremony(committee);
  if (!ceremony.HasCommit(member)) {
    return Commit(committee, session, work);
  }
  if (ceremony.AllCommitted() && !ceremony.HasMessage(member)) {
    return Reveal(committee, session, work);
  }
  if (ceremony.AllDealt() && !ceremony.HasConfirmed(member)) {
    return Confirm(committee, session, work);
  }
  return absl::OkStatus();
}

absl::Status Duties::Commit(Committee committee, const Session& session,
                            Work& work) {
  Membership& own = *MembershipOf(committee);
  const uint32_t member = MemberOf(committee);
  if (own.dealt.empty()) {
    const CommitteeParams& params = session.ceremony(committee).params();
    ASSIGN_OR_RETURN(
        own.dealt,
        MakeDealerMessage(params, member, DealerSecrets::Random(params)));
    // Before its hash leaves: a second message would be a second face.
    RETURN_IF_ERROR(store_.Save());
  }
  const Digest hash = DealerMessageHash(own.dealt);
  SayOnce(absl::StrCat("Ceremony of the ", KeyTitle(committee),
                       ": I commit to my contribution."));
  return Add(
      DkgCommitEntry{.committee = committee,
                     .member = member,
                     .message_sha256 = hash,
                     .signature = Sign(StatementKind::kDkgCommit,
                                       DkgCommitBody(CommitteeLabel(committee),
                                                     member, hash))},
      work);
}

absl::Status Duties::Reveal(Committee committee, const Session& session,
                            Work& work) {
  const Membership& own = *MembershipOf(committee);
  const uint32_t member = MemberOf(committee);
  const Digest& committed =
      session.ceremony(committee).message_hashes()[member - 1];
  if (own.dealt.empty() || DealerMessageHash(own.dealt) != committed) {
    SayOnce(absl::StrCat(
        "REFUSED: the log holds another commitment of mine for the ",
        KeyTitle(committee), " than this key file. Is it an old copy?"));
    return absl::OkStatus();
  }
  SayOnce(absl::StrCat("Ceremony of the ", KeyTitle(committee),
                       ": everybody has committed, I show my contribution."));
  return Add(DkgMessageEntry{.committee = committee,
                             .member = member,
                             .message = own.dealt,
                             .signature =
                                 Sign(StatementKind::kDkgMessage,
                                      DkgMessageBody(CommitteeLabel(committee),
                                                     member, own.dealt))},
             work);
}

absl::Status Duties::Confirm(Committee committee, const Session& session,
                             Work& work) {
  Membership& own = *MembershipOf(committee);
  const Ceremony& ceremony = session.ceremony(committee);
  const std::optional<CommitteeKeys>& made = ceremony.keys();
  const uint32_t member = MemberOf(committee);
  if (own.shares.empty()) {
    if (!own.transport_secret.has_value() || !made.has_value()) {
      SayOnce("REFUSED: this key file has no transport key any more.");
      return absl::OkStatus();
    }
    auto shares = CombineShares(
        ceremony.params(),
        {.index = member, .transport_secret = own.transport_secret->Clone()},
        ceremony.messages(), *made);
    if (absl::IsDataLoss(shares.status())) {
      return Complain(committee, session, work);
    }
    RETURN_IF_ERROR(shares.status());
    own.shares = std::move(shares->shares);
    RETURN_IF_ERROR(store_.Save());
  }
  SayOnce(absl::StrCat("Ceremony of the ", KeyTitle(committee),
                       ": all shares that I was dealt are right, I confirm."));
  ASSIGN_OR_RETURN(const Bytes body, ceremony.ConfirmBody(member));
  return Add(
      DkgConfirmEntry{.committee = committee,
                      .member = member,
                      .signature = Sign(StatementKind::kDkgConfirm, body)},
      work);
}

absl::Status Duties::Complain(Committee committee, const Session& session,
                              Work& work) {
  const Membership& own = *MembershipOf(committee);
  const Ceremony& ceremony = session.ceremony(committee);
  const uint32_t member = MemberOf(committee);
  if (!own.transport_secret.has_value()) {
    return absl::OkStatus();
  }
  const Receiver receiver{.index = member,
                          .transport_secret = own.transport_secret->Clone()};
  const auto& messages = ceremony.messages();
  const auto bad = std::find_if(
      messages.begin(), messages.end(), [&](const DealerMessage& message) {
        return absl::IsDataLoss(
            OpenShares(ceremony.params(), receiver, message).status());
      });
  if (bad == messages.end()) {
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const Complaint complaint,
                   MakeComplaint(ceremony.params(), receiver, *bad));
  DkgComplaintEntry entry{.committee = committee,
                          .dealer = complaint.dealer,
                          .member = member,
                          .shared_secret = complaint.s,
                          .proof = complaint.proof.bytes(),
                          .signature = {}};
  entry.signature =
      Sign(StatementKind::kDkgComplaint,
           DkgComplaintBody({.committee = CommitteeLabel(committee),
                             .dealer = entry.dealer,
                             .member = member,
                             .shared = entry.shared_secret,
                             .proof = entry.proof}));
  SayOnce(absl::StrCat("Ceremony of the ", KeyTitle(committee), ": member ",
                       entry.dealer,
                       " dealt me bad shares. I complain and prove it."));
  return Add(entry, work);
}

// A key file restored from before its confirmation can still open its shares.
absl::Status Duties::Recover(Committee committee, const Session& session) {
  Membership& own = *MembershipOf(committee);
  const Ceremony& ceremony = session.ceremony(committee);
  const std::optional<CommitteeKeys>& made = ceremony.keys();
  if (!own.transport_secret.has_value() || !made.has_value()) {
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(
      MemberShares shares,
      CombineShares(ceremony.params(),
                    {.index = MemberOf(committee),
                     .transport_secret = own.transport_secret->Clone()},
                    ceremony.messages(), *made));
  own.shares = std::move(shares.shares);
  return absl::OkStatus();
}

// The keys are made, or never will be: a transport key that stays could open
// what was dealt.
absl::Status Duties::EndCeremony(const BoardLog& log) {
  const bool complete = log.Agreed(log.keys_leaf());
  bool changed = false;
  for (const Committee committee : {Committee::kTally, Committee::kIssuer}) {
    Membership* const own = MembershipOf(committee);
    if (own == nullptr || !own->transport_secret.has_value()) {
      continue;
    }
    if (complete && own->shares.empty()) {
      RETURN_IF_ERROR(Recover(committee, *log.session()));
    }
    own->transport_secret.reset();
    own->dealt.clear();
    changed = true;
  }
  if (!changed) {
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(store_.Save());
  const SecretScalar* const share = keys().issuer_share();
  if (complete && desk_ != nullptr && share != nullptr) {
    desk_->Open(share->Clone());
  }
  Say(complete ? "The keys are made. My transport keys are erased."
               : "My transport keys are erased.");
  return absl::OkStatus();
}

}  // namespace pingyi
