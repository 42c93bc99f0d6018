#include <gtest/gtest.h>

#include <functional>
#include <utility>
#include <variant>

#include "crypto/audit/audit.h"
#include "tests/crypto/audit/verdicts.h"
#include "tests/support/sitting.h"

// A sitting that went on although something false stood in its log: the record
// is as it was written, and not to be believed.
namespace pingyi {
namespace {

using testing::ExpectFails;
using testing::Sitting;
using testing::SittingOptions;

// A whole sitting in which the first entry of kind E was tampered with before
// it was logged, and everybody went on as if nothing had happened.
template <typename E>
AuditInput Tampered(const std::function<void(Sitting&, E&)>& change) {
  SittingOptions options;
  Sitting* self = nullptr;
  bool done = false;
  options.tamper = [&](uint64_t, Entry& entry) {
    if (auto* found = std::get_if<E>(&entry); found != nullptr && !done) {
      done = true;
      change(*self, *found);
    }
    return true;
  };
  Sitting sitting(std::move(options));
  self = &sitting;
  sitting.RunTo(Phase::kAnnounced);
  EXPECT_TRUE(done);
  return sitting.Input();
}

TEST(AuditSessionTest, FailsASignatureByAnotherHand) {
  ExpectFails(
      Tampered<OpenEntry>([](Sitting&, OpenEntry& e) { e.signature[0] ^= 1; }),
      Item::kSignatures, "open: the signature is not by the chair");
  ExpectFails(Tampered<TallyShareEntry>(
                  [](Sitting&, TallyShareEntry& e) { e.signature[0] ^= 1; }),
              Item::kSignatures, "not by trustee 1");
  ExpectFails(Tampered<DkgConfirmEntry>(
                  [](Sitting&, DkgConfirmEntry& e) { e.signature[0] ^= 1; }),
              Item::kSignatures, "dkg-confirm");
  ExpectFails(Tampered<TokenRequestEntry>(
                  [](Sitting&, TokenRequestEntry& e) { e.signature[0] ^= 1; }),
              Item::kRequests, "not by deputy 1");
}

// Signed again by whom it must be: the entry itself is what is wrong.
template <typename E>
void Resign(Sitting& sitting, E& entry) {
  entry = std::get<E>(sitting.Signed(entry));
}

TEST(AuditSessionTest, FailsASignedEntryAtWhatItIsAbout) {
  ExpectFails(Tampered<DkgMessageEntry>([](Sitting& s, DkgMessageEntry& e) {
                e.message[100] ^= 1;
                Resign(s, e);
              }),
              Item::kCeremony, "committed to");
  ExpectFails(Tampered<TokenRequestEntry>([](Sitting& s, TokenRequestEntry& e) {
                e.blinded = {Element()};
                Resign(s, e);
              }),
              Item::kRequests, "identity");
  ExpectFails(Tampered<OpenEntry>([](Sitting& s, OpenEntry& e) {
                ++e.checked_in;
                Resign(s, e);
              }),
              Item::kOpening, "says 6 deputies");
  ExpectFails(Tampered<CloseEntry>([](Sitting& s, CloseEntry& e) {
                e.root[0] ^= 1;
                Resign(s, e);
              }),
              Item::kClose, "another log");
  ExpectFails(Tampered<AnnounceEntry>([](Sitting& s, AnnounceEntry& e) {
                e.counts_sha256[0] ^= 1;
                Resign(s, e);
              }),
              Item::kAnnouncement, "not about the counts");
  ExpectFails(Tampered<VerifiedEntry>([](Sitting& s, VerifiedEntry& e) {
                e.counts_sha256[0] ^= 1;
                Resign(s, e);
              }),
              Item::kAttestations, "not about the counts");
}

TEST(AuditSessionTest, FailsSharesThatDoNotProveThemselves) {
  ExpectFails(Tampered<TallyShareEntry>([](Sitting& s, TallyShareEntry& e) {
                e.payload.back() ^= 1;
                Resign(s, e);
              }),
              Item::kTallyShares, "2 valid tally shares must be there");
  ExpectFails(Tampered<AuditShareEntry>([](Sitting& s, AuditShareEntry& e) {
                e.payload.back() ^= 1;
                Resign(s, e);
              }),
              Item::kTokenAudit, "audit must be decided");
}

TEST(AuditSessionTest, FailsCountsThatTheSharesDoNotOpen) {
  ExpectFails(Tampered<ResultEntry>([](Sitting&, ResultEntry& e) {
                --e.counts[0];
                ++e.counts[1];
              }),
              Item::kCounts, "");
}

TEST(AuditSessionTest, JudgesWhatComesBeforeAFailureAndNothingBehindIt) {
  const Report report = AuditSession(Tampered<CloseEntry>(
      [](Sitting&, CloseEntry& e) { e.signature[0] ^= 1; }));

  EXPECT_EQ(report.Of(Item::kSignatures).verdict, Verdict::kFail);
  for (const Item item : {Item::kCheckpoint, Item::kRoot, Item::kManifest,
                          Item::kCeremony, Item::kRequests, Item::kOpening}) {
    EXPECT_EQ(report.Of(item).verdict, Verdict::kPass) << ItemId(item);
  }
  for (const Item item :
       {Item::kOrder, Item::kBallots, Item::kClose, Item::kTokenAudit,
        Item::kTallyShares, Item::kCounts, Item::kAnnouncement}) {
    EXPECT_EQ(report.Of(item).verdict, Verdict::kNotChecked) << ItemId(item);
  }
}

TEST(AuditSessionTest, AnUpheldComplaintFailsTheCeremony) {
  Sitting sitting;
  sitting.SetMessage(Committee::kTally, 3,
                     sitting.CheatingMessage(Committee::kTally, 3, 1));
  sitting.Commit(Committee::kTally);
  sitting.Deal(Committee::kTally);
  sitting.Append(sitting.Complaint(Committee::kTally, 3, 1));

  ExpectFails(sitting.Input(), Item::kCeremony, "trustee 3");
}

TEST(AuditSessionTest, FailsPhasesThatChangedPlaces) {
  Sitting sitting;
  sitting.RunTo(Phase::kVoting);
  sitting.Closing();
  sitting.Append(sitting.Ballot(1, sitting.TokenOf(1)));
  sitting.Close();
  sitting.Append(sitting.Ballot(2, sitting.TokenOf(2)));
  ExpectFails(sitting.Input(), Item::kOrder, "the vote is closed");

  Sitting twice;
  twice.RunTo(Phase::kCheckIn);
  twice.Append(twice.entries().front());
  ExpectFails(twice.Input(), Item::kOrder, "only leaf 0");
}

TEST(AuditSessionTest, FailsMoreBallotsThanTokens) {
  Sitting sitting;
  sitting.RunTo(Phase::kCheckIn);
  for (const uint32_t d : {1U, 2U}) {
    sitting.CheckIn(d);
  }
  sitting.Open();
  for (const uint32_t d : {1U, 2U, 3U}) {
    sitting.Cast(d);
  }
  sitting.Closing();
  sitting.Close();
  sitting.Audit();
  sitting.Tally();
  sitting.Publish();

  ExpectFails(sitting.Input(), Item::kBallotCount, "3 valid ballots");
}

}  // namespace
}  // namespace pingyi
