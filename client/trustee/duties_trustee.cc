#include <algorithm>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "client/trustee/duties.h"
#include "crypto/base/hash.h"
#include "crypto/base/status_macros.h"
#include "crypto/statement/body.h"
#include "crypto/statement/statement.h"
#include "crypto/tally/share.h"
#include "proto/codec/entry.h"

// What a trustee owes: one share of the totals, once, ever.
namespace pingyi {

bool Duties::HoldsOwnKey(const Session& session) const {
  const std::span<const SecretScalar> shares = keys().trustee_shares();
  const std::vector<Element>& published =
      session.keys(Committee::kTally).public_shares[trustee_ - 1];
  return std::equal(shares.begin(), shares.end(), published.begin(),
                    published.end(),
                    [](const SecretScalar& secret, const Element& element) {
                      return Element::MulBase(secret) == element;
                    });
}

// Whether what was released once is about the totals of this log.
bool Duties::StoredShareFits(const Session& session) const {
  const Posting& stored = keys().tally;
  const auto entry = DecodeLogEntry(
      stored.entry, [&](const Digest& sha256) -> absl::StatusOr<Bytes> {
        if (Sha256(stored.blob) != sha256) {
          return absl::NotFoundError("not stored");
        }
        return stored.blob;
      });
  if (!entry.ok() || !std::holds_alternative<TallyShareEntry>(*entry)) {
    return false;
  }
  const auto share =
      TallyShare::Parse(std::get<TallyShareEntry>(*entry).payload,
                        session.layout().ciphertexts());
  return share.ok() &&
         VerifyTallyShare(
             session.context(), session.tally()->totals(),
             session.keys(Committee::kTally).public_shares[trustee_ - 1],
             *share)
             .ok();
}

absl::Status Duties::Tally(BoardLog& log, Work& work) {
  const Session& session = *log.session();
  if (trustee_ == 0 || session.phase() != Phase::kAudited ||
      !log.Agreed(log.audited_leaf()) || session.tally() == nullptr) {
    return absl::OkStatus();
  }
  // Mine may be there though this file does not know it: an old copy.
  if (session.tally()->HasShare(trustee_)) {
    SayOnce("My share of the totals stands in the log.");
    return absl::OkStatus();
  }
  if (session.tally()->Enough()) {
    return absl::OkStatus();  // The totals can be opened without mine.
  }
  const absl::Status ready = session.ReadyToTally();
  if (!ready.ok()) {
    SayOnce(absl::StrCat("I release nothing: ", ready.message(), "."));
    return absl::OkStatus();
  }
  if (keys().tally.empty()) {
    if (!HoldsOwnKey(session)) {
      SayOnce(
          "REFUSED: my share is not the one that the log's key has for me.");
      return absl::OkStatus();
    }
    RETURN_IF_ERROR(MakeTally(log));
  } else if (!StoredShareFits(session)) {
    SayOnce(
        "REFUSED: I have released a share for other totals of this round, and "
        "release no second one.");
    return absl::OkStatus();
  }
  work.statements.push_back(keys().tally);
  return absl::OkStatus();
}

absl::Status Duties::MakeTally(BoardLog& log) {
  const Session& session = *log.session();
  const TreeHead& head = log.quorum_head().head;
  const std::vector<Element>& published =
      session.keys(Committee::kTally).public_shares[trustee_ - 1];
  ASSIGN_OR_RETURN(const TallyShare share,
                   MakeTallyShare(session.context(), session.tally()->totals(),
                                  {.trustee = trustee_,
                                   .shares = keys().trustee_shares(),
                                   .public_shares = published}));
  TallyShareEntry entry;
  entry.round = 0;
  entry.member = trustee_;
  entry.size = head.size;
  entry.root = head.root;
  entry.payload = share.Payload();
  entry.signature =
      Sign(StatementKind::kTallyShare, ShareBody(0, head, entry.payload));
  ASSIGN_OR_RETURN(keys().tally, MakePosting(entry));
  Accept(log);
  Say("The whole log verifies, the tokens are audited. I release my share of "
      "the totals; it is the only one I ever release.");
  return store_.Save();
}

}  // namespace pingyi
