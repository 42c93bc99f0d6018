#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/trustee/duties.h"
#include "crypto/base/status_macros.h"
#include "crypto/statement/body.h"
#include "crypto/statement/statement.h"
#include "crypto/token/audit.h"
#include "crypto/token/token.h"
#include "proto/codec/limits.h"

// What an issuer owes: evaluations while deputies check in, and after Close the
// audit of all tokens together.
namespace pingyi {

absl::StatusOr<EvaluatedPart> Duties::PartFor(
    const Session& session, const TokenRequestEntry& request) const {
  ASSIGN_OR_RETURN(
      const PartEvaluation evaluation,
      EvaluatePart(
          *keys().issuer_share(),
          session.keys(Committee::kIssuer).public_shares[issuer_ - 1].front(),
          request.blinded.front()));
  return EvaluatedPart{
      .deputy = request.deputy,
      .part = {.issuer = issuer_, .round = 0, .evaluation = evaluation}};
}

// Only what stands in the log under a quorum, in its order: nobody can have a
// request evaluated that others do not see.
absl::Status Duties::Evaluate(BoardLog& log, Work& work) {
  const Session& session = *log.session();
  if (issuer_ == 0 || keys().issuer_share() == nullptr ||
      session.phase() >= Phase::kClosed || !keys().audit_sum.empty()) {
    return absl::OkStatus();
  }
  const std::vector<CountedRequest>& requests = session.check_in().requests();
  bool fresh = false;
  while (answered_ < requests.size() && log.Agreed(requests[answered_].leaf) &&
         work.parts.size() < kMaxBatch) {
    const TokenRequestEntry& request = requests[answered_].request;
    if (answered_ == answers_.size()) {
      const auto [known, inserted] =
          keys().evaluated.try_emplace(request.deputy, request);
      if (known->second != request) {
        SayOnce(
            "REFUSED: the log shows another request of a deputy than the one "
            "that I have evaluated.");
        return absl::OkStatus();
      }
      fresh = fresh || inserted;
      ASSIGN_OR_RETURN(const EvaluatedPart part, PartFor(session, request));
      answers_.push_back(part);
    }
    work.parts.push_back(answers_[answered_]);
    ++answered_;
  }
  work.more =
      answered_ < requests.size() && log.Agreed(requests[answered_].leaf);
  if (!fresh) {
    return absl::OkStatus();
  }
  SayOnce("I make token parts for the deputies who check in.");
  Accept(log);
  return store_.Save();  // Before the first of them leaves.
}

std::string Duties::FindMissingRequest(const Session& session) const {
  for (const auto& [deputy, request] : keys().evaluated) {
    const CountedRequest* const logged = session.check_in().RequestOf(deputy);
    if (logged != nullptr && logged->request == request) {
      continue;
    }
    std::string blinded;
    for (const Element& element : request.blinded) {
      absl::StrAppend(&blinded, ToHex(element.bytes()));
    }
    return absl::StrCat("issuer ", issuer_,
                        " has evaluated a request of deputy ", deputy,
                        " that this log does not hold: blinded ", blinded,
                        " signature ", ToHex(request.signature));
  }
  return "";
}

absl::Status Duties::Object(BoardLog& log, const std::string& text,
                            Work& work) {
  const Session& session = *log.session();
  const auto& done = session.objections();
  const bool standing =
      std::any_of(done.begin(), done.end(), [&](const ObjectionEntry& entry) {
        return entry.official == official_ && entry.text == text;
      });
  if (standing || !keys().Has(Role::kScrutineer)) {
    return absl::OkStatus();
  }
  const TreeHead& head = log.quorum_head().head;
  ObjectionEntry entry;
  entry.official = official_;
  entry.size = head.size;
  entry.root = head.root;
  entry.text = text;
  entry.signature =
      Sign(StatementKind::kObjection, ObservationBody(head, AsBytes(text)));
  return Add(entry, work);
}

absl::Status Duties::Audit(BoardLog& log, Work& work) {
  const Session& session = *log.session();
  if (issuer_ == 0 || session.phase() < Phase::kClosed) {
    return absl::OkStatus();
  }
  desk_->Shut();  // Every ballot is in the log.
  if (session.phase() != Phase::kClosed || !log.Agreed(session.close_leaf())) {
    return absl::OkStatus();
  }
  const AuditStage* const stage = session.audit();
  if (stage == nullptr || keys().issuer_share() == nullptr) {
    return absl::OkStatus();
  }
  const std::optional<AuditMode> wanted = stage->wanted();
  if (!wanted.has_value()) {
    return absl::OkStatus();
  }
  const AuditMode mode = *wanted;
  // One of mine may be there though this file does not know: an old copy.
  if (stage->HasShare(issuer_, mode)) {
    return absl::OkStatus();
  }
  Posting& place =
      mode == AuditMode::kSum ? keys().audit_sum : keys().audit_each;
  if (place.empty()) {
    const std::string missing = FindMissingRequest(session);
    if (!missing.empty()) {
      SayOnce(absl::StrCat("REFUSED, no audit share: ", missing));
      return Object(log, missing, work);
    }
    RETURN_IF_ERROR(MakeAuditShare(log, mode, place));
  }
  work.statements.push_back(place);
  return absl::OkStatus();
}

absl::Status Duties::MakeAuditShare(BoardLog& log, AuditMode mode,
                                    Posting& place) {
  const Session& session = *log.session();
  const TreeHead& head = log.quorum_head().head;
  const AuditShare share = session.audit()->audit().MakeShare(
      {.index = issuer_,
       .public_share =
           session.keys(Committee::kIssuer).public_shares[issuer_ - 1].front(),
       .mode = mode},
      *keys().issuer_share());
  AuditShareEntry entry;
  entry.round = 0;
  entry.member = issuer_;
  entry.size = head.size;
  entry.root = head.root;
  entry.payload = share.Payload();
  entry.signature =
      Sign(StatementKind::kAuditShare, ShareBody(0, head, entry.payload));
  ASSIGN_OR_RETURN(place, MakePosting(entry));
  Accept(log);
  Say(mode == AuditMode::kSum
          ? "The whole log verifies. I release my share of the token audit."
          : "The audit's sum is wrong: I release a share for every token.");
  return store_.Save();
}

}  // namespace pingyi
