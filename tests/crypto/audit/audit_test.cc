#include "crypto/audit/audit.h"

#include <gtest/gtest.h>

#include <vector>

#include "absl/strings/match.h"
#include "tests/crypto/audit/verdicts.h"
#include "tests/support/sitting.h"

// What the audit says of records of which all is true, whole or so far.
namespace pingyi {
namespace {

using testing::Describe;
using testing::Sitting;

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

TEST(ReportTest, SaysEveryVerdictInItsOwnWords) {
  EXPECT_EQ(VerdictName(Verdict::kPass), "PASS");
  EXPECT_EQ(VerdictName(Verdict::kFail), "FAIL");
  EXPECT_EQ(VerdictName(Verdict::kNotChecked), "NOT CHECKED");
}

}  // namespace
}  // namespace pingyi
