#include <utility>

#include "crypto/ballot/prover.h"
#include "crypto/dkg/complaint.h"
#include "crypto/statement/body.h"
#include "crypto/statement/statement.h"
#include "tests/support/sitting.h"

// Single entries, as honest people write them.
namespace pingyi::testing {

Entry Sitting::Complaint(Committee committee, uint32_t dealer,
                         uint32_t member) const {
  const CommitteeState& state = of(committee);
  const bool tally = committee == Committee::kTally;
  const uint32_t number = manifest_.OfficialsWith(
      tally ? Role::kTrustee : Role::kIssuer)[member - 1];
  const OfficialSecrets& secrets = people_.officials[number - 1];
  const Receiver receiver = {member, tally ? secrets.trustee_transport.Clone()
                                           : secrets.issuer_transport.Clone()};
  const struct Complaint complaint =
      MakeComplaint(state.params, receiver, state.parsed[dealer - 1]).value();
  return Signed(DkgComplaintEntry{.committee = committee,
                                  .dealer = dealer,
                                  .member = member,
                                  .shared_secret = complaint.s,
                                  .proof = complaint.proof.bytes()});
}

Entry Sitting::ActiveSetOf(uint32_t version,
                           std::vector<uint32_t> issuers) const {
  return Signed(
      ActiveSetEntry{.version = version, .issuers = std::move(issuers)});
}

Entry Sitting::Reissue(uint32_t deputy) {
  people_.deputies[deputy - 1].slip = SigningKey::Random();
  return Signed(ReissueEntry{
      .deputy = deputy,
      .credential_key = people_.deputies[deputy - 1].slip.verify_key(),
      .signature = {}});
}

Entry Sitting::Request(uint32_t deputy) const {
  return Signed(TokenRequestEntry{
      .deputy = deputy,
      .blinded = {
          people_.deputies[deputy - 1].token.Blinded(scope()).value()}});
}

Entry Sitting::Opening() const {
  return Signed(
      OpenEntry{.round = 0,
                .key_id = key_id_,
                .active_set_sha256 = StatementDigest(
                    StatementKind::kActiveSet, session_id_,
                    ActiveSetBody(active_set_.version, active_set_.issuers)),
                .checked_in = checked_in_});
}

Token Sitting::TokenOf(uint32_t deputy) const {
  const TokenSecret& secret = people_.deputies[deputy - 1].token;
  const Element blinded = secret.Blinded(scope()).value();
  const ActiveSet active = {.threshold = manifest_.issuer_threshold,
                            .issuers = active_set_.issuers};
  const CommitteeState& issuers = of(Committee::kIssuer);
  std::vector<TokenPart> parts;
  for (const uint32_t k : active.issuers) {
    const Element& public_share = issuers.keys.public_shares[k - 1].front();
    parts.push_back(
        secret
            .Unblind(blinded, k, public_share,
                     EvaluatePart(issuers.shares[k - 1].shares.front(),
                                  public_share, blinded)
                         .value())
            .value());
  }
  return CombineParts(active, secret.public_key(), parts).value();
}

Token Sitting::ForgedToken(uint32_t deputy) const {
  return {.y = people_.deputies[deputy - 1].token.public_key(),
          .n = Element::MulBase(SecretScalar::Random())};
}

Entry Sitting::Ballot(uint32_t deputy, const Token& token) {
  const BallotProver prover(*parameters_);
  const std::vector<uint32_t> choices = Choices(deputy);
  BallotEntry entry = {
      .round = 0,
      .ballot = prover.Prove(
          prover.Encrypt(choices).value(),
          {.key = people_.deputies[deputy - 1].token.key(), .n = token.n})};
  choices_[entry.ballot] = choices;
  return entry;
}

Entry Sitting::ClosingNow() const {
  return Signed(ClosingEntry{.round = 0});
}

Entry Sitting::CloseNow() const {
  return Signed(
      CloseEntry{.round = 0, .size = tree_.size(), .root = tree_.Root()});
}

Entry Sitting::AuditShareOf(uint32_t issuer, AuditMode mode) const {
  const CommitteeState& issuers = of(Committee::kIssuer);
  AuditShareEntry entry;
  entry.member = issuer;
  entry.size = tree_.size();
  entry.root = tree_.Root();
  entry.payload =
      audit_
          ->MakeShare(
              {.index = issuer,
               .public_share = issuers.keys.public_shares[issuer - 1].front(),
               .mode = mode},
              issuers.shares[issuer - 1].shares.front())
          .Payload();
  return Signed(entry);
}

Entry Sitting::TallyShareOf(uint32_t trustee) const {
  const CommitteeState& trustees = of(Committee::kTally);
  TallyShareEntry entry;
  entry.member = trustee;
  entry.size = tree_.size();
  entry.root = tree_.Root();
  entry.payload = MakeTallyShare(context(), BallotTotals(),
                                 {.trustee = trustee,
                                  .shares = trustees.shares[trustee - 1].shares,
                                  .public_shares =
                                      trustees.keys.public_shares[trustee - 1]})
                      .value()
                      .Payload();
  return Signed(entry);
}

Entry Sitting::Result() const {
  ResultEntry entry;
  entry.ballots = BallotTotals().ballots;
  entry.withheld = entry.ballots > 0 && entry.ballots < manifest_.min_ballots;
  if (!entry.withheld) {
    entry.counts = Counts();
  }
  return entry;
}

template <typename E>
E Sitting::Observation(uint32_t official) const {
  E entry;
  entry.official = official;
  entry.size = tree_.size();
  entry.root = tree_.Root();
  return entry;
}

Entry Sitting::ZeroCheck(uint32_t official) const {
  return Signed(Observation<ZeroCheckEntry>(official));
}

Entry Sitting::Verified(uint32_t official) const {
  auto entry = Observation<VerifiedEntry>(official);
  entry.counts_sha256 = CountsDigest();
  return Signed(entry);
}

Entry Sitting::Objection(uint32_t official, const std::string& text) const {
  auto entry = Observation<ObjectionEntry>(official);
  entry.text = text;
  return Signed(entry);
}

Digest Sitting::CountsDigest() const {
  const std::vector<uint32_t> counts = std::get<ResultEntry>(Result()).counts;
  return CountsHash(std::vector<uint64_t>(counts.begin(), counts.end()));
}

Entry Sitting::Announcement() const {
  return Signed(AnnounceEntry{.round = 0, .counts_sha256 = CountsDigest()});
}

Entry Sitting::Abort(const std::string& reason) const {
  return Signed(AbortEntry{.round = 0, .reason = reason});
}

}  // namespace pingyi::testing
