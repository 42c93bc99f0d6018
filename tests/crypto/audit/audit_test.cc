#include "crypto/audit/audit.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "absl/strings/match.h"
#include "tests/support/sitting.h"

namespace pingyi {
namespace {

using testing::Sitting;
using testing::SittingOptions;

std::string Describe(const Report& report) {
  std::string out;
  for (const ReportItem& item : report.items) {
    out += std::string(ItemId(item.item)) + ": " +
           std::string(VerdictName(item.verdict)) + ": " + item.detail + "\n";
  }
  return out;
}

// The item at which a record fails, and why.
void ExpectFails(AuditInput input, Item item, const std::string& why) {
  const Report report = AuditSession(std::move(input));

  const ReportItem* first = report.FirstNotPassed();
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->verdict, Verdict::kFail) << Describe(report);
  EXPECT_EQ(ItemId(first->item), ItemId(item)) << Describe(report);
  EXPECT_TRUE(absl::StrContains(first->detail, why)) << Describe(report);
  EXPECT_FALSE(report.Passed());
}

// A whole sitting in which the first entry of kind E was tampered with before
// it was logged, and everybody went on as if nothing had happened.
template <typename E>
AuditInput Tampered(const std::function<void(Sitting&, E&)>& change,
                    SittingOptions options = {}) {
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

TEST(AuditSessionTest, PassesAWholeSitting) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);

  const Report report = AuditSession(sitting.Input());

  EXPECT_TRUE(report.Passed()) << Describe(report);
  EXPECT_EQ(report.FirstNotPassed(), nullptr);
  EXPECT_EQ(report.result->counts, sitting.Counts());
  EXPECT_EQ(report.computed, sitting.tree().Head());
  EXPECT_EQ(report.checkpoint, sitting.tree().Head());
  EXPECT_EQ(report.session_id, sitting.session_id());
  EXPECT_EQ(report.entitled, 5U);
  EXPECT_EQ(report.checked_in, 5U);
  EXPECT_EQ(report.ballots, 5U);
  EXPECT_EQ(report.verified_by, (std::vector<uint32_t>{2, 3, 4}));
  EXPECT_EQ(report.scrutineers, 3U);
  EXPECT_EQ(report.phase, Phase::kAnnounced);
  for (const ReportItem& item : report.items) {
    EXPECT_FALSE(item.detail.empty()) << ItemId(item.item);
    EXPECT_FALSE(ItemTitle(item.item).zh.empty());
  }
}

TEST(AuditSessionTest, PassesCommitteesOfDifferentPeople) {
  Sitting sitting({.blank_allowed = true,
                   .officials = {.trustees = 5,
                                 .trustee_threshold = 3,
                                 .issuers = 3,
                                 .issuer_threshold = 2,
                                 .same_people = false}});
  sitting.RunTo(Phase::kAnnounced);

  const Report report = AuditSession(sitting.Input());

  EXPECT_TRUE(report.Passed()) << Describe(report);
}

TEST(AuditSessionTest, PassesALateCheckInAndAReissue) {
  Sitting sitting({.late_check_in = true});
  sitting.RunTo(Phase::kCheckIn);
  sitting.Append(sitting.Reissue(2));
  for (const uint32_t d : {1U, 2U, 3U}) {
    sitting.CheckIn(d);
  }
  sitting.Open();
  sitting.CheckIn(4);
  for (const uint32_t d : {4U, 2U, 3U}) {
    sitting.Cast(d);
  }
  sitting.Closing();
  sitting.Close();
  sitting.Audit();
  sitting.Tally();
  sitting.Publish();
  sitting.Announce();

  const Report report = AuditSession(sitting.Input());

  EXPECT_TRUE(report.Passed()) << Describe(report);
  EXPECT_EQ(report.checked_in, 4U);
  EXPECT_EQ(report.ballots, 3U);
}

TEST(AuditSessionTest, PassesAForgedTokenThatWasFoundAndNamesTheVoidBallot) {
  Sitting sitting;
  sitting.RunTo(Phase::kVoting);
  sitting.Append(sitting.Ballot(1, sitting.ForgedToken(1)));
  const uint64_t leaf = sitting.tree().size() - 1;
  sitting.Cast(2);
  sitting.Cast(3);
  sitting.Closing();
  sitting.Close();
  sitting.Audit();
  sitting.Tally();
  sitting.Publish();
  sitting.Announce();

  const Report report = AuditSession(sitting.Input());

  EXPECT_TRUE(report.Passed()) << Describe(report);
  ASSERT_EQ(report.void_ballots.size(), 1U);
  EXPECT_EQ(report.void_ballots.front().leaf, leaf);
  EXPECT_EQ(report.ballots, 2U);
}

TEST(AuditSessionTest, PassesAWithheldResult) {
  Sitting sitting({.min_ballots = 10});
  sitting.RunTo(Phase::kAnnounced);

  const Report report = AuditSession(sitting.Input());

  EXPECT_TRUE(report.Passed()) << Describe(report);
  EXPECT_TRUE(report.result->withheld);
}

TEST(AuditSessionTest, PassesAVoteWithoutBallots) {
  Sitting sitting;
  sitting.RunTo(Phase::kVoting);
  sitting.Closing();
  sitting.Close();
  sitting.Audit();
  sitting.Publish();
  sitting.Announce();

  const Report report = AuditSession(sitting.Input());

  EXPECT_TRUE(report.Passed()) << Describe(report);
}

TEST(AuditSessionTest, ChecksNothingThatHasNotHappenedYet) {
  for (const Phase phase : {Phase::kCheckIn, Phase::kVoting, Phase::kClosing,
                            Phase::kClosed, Phase::kAudited, Phase::kTallied}) {
    Sitting sitting;
    sitting.RunTo(phase);

    const Report report = AuditSession(sitting.Input());

    EXPECT_FALSE(report.Passed());
    ASSERT_NE(report.FirstNotPassed(), nullptr);
    EXPECT_EQ(report.FirstNotPassed()->verdict, Verdict::kNotChecked)
        << Describe(report);
    EXPECT_EQ(report.phase, phase);
  }
}

TEST(AuditSessionTest, DoesNotPassWithoutAFingerprintGivenByHand) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  AuditInput input = sitting.Input();
  input.expected_session_id.reset();

  const Report report = AuditSession(std::move(input));

  EXPECT_FALSE(report.Passed());
  EXPECT_EQ(report.FirstNotPassed()->item, Item::kFingerprint);
  EXPECT_EQ(report.FirstNotPassed()->verdict, Verdict::kNotChecked);
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

TEST(AuditSessionTest, FailsAnotherSessionsFingerprint) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  AuditInput input = sitting.Input();
  (*input.expected_session_id)[0] ^= 1;

  ExpectFails(std::move(input), Item::kFingerprint, "the one given is");
}

TEST(AuditSessionTest, FailsALogThatDidNotSignItsCheckpoint) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  AuditInput input = sitting.Input();
  Sitting other;
  input.checkpoint = other.Checkpoint();

  ExpectFails(std::move(input), Item::kCheckpoint, "");
}

TEST(AuditSessionTest, FailsACheckpointThatIsNone) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  AuditInput input = sitting.Input();
  input.checkpoint = "nothing";
  ExpectFails(std::move(input), Item::kCheckpoint, "");

  AuditInput signed_text = sitting.Input();
  signed_text.checkpoint.replace(signed_text.checkpoint.find('\n') + 1, 0, "0");
  ExpectFails(std::move(signed_text), Item::kCheckpoint, "");
}

TEST(ReportTest, SaysEveryVerdictInItsOwnWords) {
  EXPECT_EQ(VerdictName(Verdict::kPass), "PASS");
  EXPECT_EQ(VerdictName(Verdict::kFail), "FAIL");
  EXPECT_EQ(VerdictName(Verdict::kNotChecked), "NOT CHECKED");
}

TEST(AuditSessionTest, FailsACheckpointWithoutQuorum) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  AuditInput input = sitting.Input();
  for (int dropped = 0; dropped < 2; ++dropped) {
    const size_t last =
        input.checkpoint.rfind('\n', input.checkpoint.size() - 2);
    input.checkpoint.resize(last + 1);
  }

  ExpectFails(std::move(input), Item::kQuorum, "missing");
}

TEST(AuditSessionTest, FailsALeafThatWasChangedAfterwards) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  AuditInput input = sitting.Input();
  input.leaves.back().hash[0] ^= 1;

  ExpectFails(std::move(input), Item::kRoot, "the checkpoint says");
}

TEST(AuditSessionTest, FailsALeafThatWasDroppedAfterwards) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  AuditInput input = sitting.Input();
  input.leaves.pop_back();

  ExpectFails(std::move(input), Item::kRoot, "the record has");
}

TEST(AuditSessionTest, FailsALeafThatCannotBeRead) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  AuditInput input = sitting.Input();
  input.leaves[7].entry = absl::InvalidArgumentError("blob is missing");

  ExpectFails(std::move(input), Item::kEntries, "leaf 7: blob is missing");
}

TEST(AuditSessionTest, FailsAnEmptyRecordAndOneWithoutAManifest) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  AuditInput empty = sitting.Input();
  empty.leaves.clear();
  ExpectFails(std::move(empty), Item::kRoot, "the record has 0");

  AuditInput headless = sitting.Input();
  headless.leaves.front().entry = Entry(BallotEntry());
  ExpectFails(std::move(headless), Item::kManifest, "no manifest");

  AuditInput unreadable = sitting.Input();
  unreadable.manifest = absl::InvalidArgumentError("unknown field");
  ExpectFails(std::move(unreadable), Item::kManifest, "unknown field");
}

TEST(AuditSessionTest, FailsAnotherRoster) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  AuditInput input = sitting.Input();
  input.roster->pop_back();

  ExpectFails(std::move(input), Item::kManifest, "the roster has 4");
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

TEST(AuditSessionTest, FailsAnAlteredBallotAtTheTokenAudit) {
  // The members counted the ballot that was cast, not the one in the record.
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  AuditInput input = sitting.Input();
  for (AuditLeaf& leaf : input.leaves) {
    if (auto* ballot = std::get_if<BallotEntry>(&*leaf.entry)) {
      ballot->ballot.back() ^= 1;
      break;
    }
  }

  ExpectFails(std::move(input), Item::kTokenAudit, "must be decided");
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

TEST(AuditSessionTest, ListsObjectionsRemarksAndWhyItWasGivenUp) {
  Sitting sitting;
  sitting.RunTo(Phase::kVoting);
  sitting.Append(sitting.Objection(2, "有异议"));
  sitting.Append(sitting.Request(1));
  sitting.Append(sitting.Abort("停电"));

  const Report report = AuditSession(sitting.Input());

  EXPECT_EQ(report.phase, Phase::kAborted);
  ASSERT_TRUE(report.abortion.has_value());
  EXPECT_EQ(report.abortion->reason, "停电");
  EXPECT_EQ(report.objections.size(), 1U);
  EXPECT_EQ(report.remarks.size(), 1U);
  EXPECT_TRUE(absl::StrContains(report.FirstNotPassed()->detail, "停电"));
}

}  // namespace
}  // namespace pingyi
