#include <gtest/gtest.h>

#include "absl/status/status.h"
#include "crypto/audit/session.h"
#include "tests/crypto/audit/replay.h"
#include "tests/support/sitting.h"
#include "tests/support/status_matchers.h"

// From the shares of the totals to the announcement.
namespace pingyi {
namespace {

using absl::StatusCode;
using testing::CatchUp;
using testing::FailsWith;
using testing::IsOk;
using testing::Replay;
using testing::Sitting;

// A sitting whose log is in `phase`.
class SittingAt : public Sitting {
 public:
  explicit SittingAt(Phase phase) { RunTo(phase); }
};

TEST(TallyShareTest, NeedsTheAudit) {
  SittingAt sitting(Phase::kClosed);
  const Session session = Replay(sitting);

  EXPECT_THAT(
      session.Check(sitting.TallyShareOf(1)),
      FailsWith(StatusCode::kFailedPrecondition, "audit must be decided"));
  EXPECT_THAT(session.ReadyToTally(),
              FailsWith(StatusCode::kFailedPrecondition, "audit"));
  EXPECT_EQ(session.tally(), nullptr);
}

TEST(TallyShareTest, AndResultAndAnnouncementAreOfRoundZero) {
  SittingAt audited(Phase::kAudited);
  auto share = std::get<TallyShareEntry>(audited.TallyShareOf(1));
  share.round = 1;
  EXPECT_THAT(Replay(audited).Check(audited.Signed(share)),
              FailsWith(StatusCode::kInvalidArgument, "no round 1"));
  auto result = std::get<ResultEntry>(audited.Result());
  result.round = 1;
  EXPECT_THAT(Replay(audited).Check(result),
              FailsWith(StatusCode::kInvalidArgument, "no round 1"));

  SittingAt tallied(Phase::kTallied);
  auto announcement = std::get<AnnounceEntry>(tallied.Announcement());
  announcement.round = 1;
  EXPECT_THAT(Replay(tallied).Check(tallied.Signed(announcement)),
              FailsWith(StatusCode::kInvalidArgument, "no round 1"));
}

TEST(TallyShareTest, WasReleasedOnALogWithTheAudit) {
  SittingAt sitting(Phase::kAudited);
  const Session session = Replay(sitting);
  auto entry = std::get<TallyShareEntry>(sitting.TallyShareOf(1));
  EXPECT_THAT(session.ReadyToTally(), IsOk());
  --entry.size;
  entry.root = *sitting.tree().RootAt(entry.size);

  EXPECT_THAT(session.Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kInvalidArgument, "at least"));
  EXPECT_EQ(session.Judge(sitting.Signed(entry)).item(), Item::kTallyShares);
}

TEST(TallyShareTest, ALiarIsNamedAndAnyTwoOthersDo) {
  SittingAt sitting(Phase::kAudited);
  auto lie = std::get<TallyShareEntry>(sitting.TallyShareOf(1));
  const auto honest = std::get<TallyShareEntry>(sitting.TallyShareOf(2));
  std::copy_n(honest.payload.begin() + 4, 32, lie.payload.begin() + 4);
  sitting.Append(sitting.Signed(lie));
  sitting.Append(sitting.TallyShareOf(3));
  Session session = Replay(sitting);
  EXPECT_FALSE(session.tally()->HasShare(1));
  EXPECT_TRUE(session.tally()->HasShare(3));
  EXPECT_THAT(session.Check(sitting.Result()),
              FailsWith(StatusCode::kFailedPrecondition, "2 valid tally"));

  sitting.Append(honest);
  EXPECT_THAT(CatchUp(session, sitting), IsOk());
  EXPECT_EQ(session.ComputeResult()->counts, sitting.Counts());
  ASSERT_EQ(session.remarks().size(), 1U);
  EXPECT_NE(session.remarks().front().text.find("trustee 1"),
            std::string::npos);
}

TEST(TallyShareTest, AfterALieTheSameTrusteeMayStillTellTheTruth) {
  SittingAt sitting(Phase::kAudited);
  auto lie = std::get<TallyShareEntry>(sitting.TallyShareOf(1));
  lie.payload.back() ^= 1;
  sitting.Append(sitting.Signed(lie));
  sitting.Tally();

  EXPECT_TRUE(Replay(sitting).tally()->HasShare(1));
}

TEST(TallyShareTest, OneThatIsNoShareOrSpeaksForAnotherIsLeftOut) {
  SittingAt sitting(Phase::kAudited);
  const Session session = Replay(sitting);
  auto entry = std::get<TallyShareEntry>(sitting.TallyShareOf(1));
  entry.payload[0] = 2;
  EXPECT_THAT(session.Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kInvalidArgument, "speaks for member 2"));
  entry.payload.pop_back();
  EXPECT_THAT(session.Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kInvalidArgument, "left out"));
  entry.member = 4;
  EXPECT_THAT(session.Check(entry),
              FailsWith(StatusCode::kInvalidArgument, "no trustee 4"));
}

TEST(TallyShareTest, OneMemberCountsOnceAndNoMoreThanEnoughAreTaken) {
  SittingAt sitting(Phase::kAudited);
  sitting.Append(sitting.TallyShareOf(1));
  EXPECT_THAT(Replay(sitting).Check(sitting.TallyShareOf(1)),
              FailsWith(StatusCode::kAlreadyExists, "trustee 1"));
  sitting.Append(sitting.TallyShareOf(2));
  const Entry late = sitting.TallyShareOf(3);
  EXPECT_THAT(Replay(sitting).Check(late),
              FailsWith(StatusCode::kAlreadyExists, "not needed"));

  sitting.Publish();
  sitting.Append(late);
  const Session session = Replay(sitting);
  EXPECT_EQ(session.phase(), Phase::kTallied);
  EXPECT_EQ(session.remarks().size(), 1U);
}

TEST(ResultTest, IsWhatTheSharesOpen) {
  SittingAt sitting(Phase::kAudited);
  sitting.Tally();
  const Session session = Replay(sitting);
  const auto result = std::get<ResultEntry>(sitting.Result());
  EXPECT_THAT(session.Check(result), IsOk());
  ASSERT_THAT(session.ComputeResult(), IsOk());
  EXPECT_EQ(session.ComputeResult()->counts, result.counts);

  ResultEntry entry = result;
  std::swap(entry.counts[0], entry.counts[1]);
  EXPECT_THAT(session.Check(entry),
              FailsWith(StatusCode::kInvalidArgument, ""));
  EXPECT_EQ(session.Judge(entry).item(), Item::kCounts);
  entry = result;
  ++entry.ballots;
  EXPECT_THAT(session.Check(entry),
              FailsWith(StatusCode::kInvalidArgument, "6 ballots"));
  entry = result;
  entry.counts.pop_back();
  EXPECT_THAT(session.Check(entry),
              FailsWith(StatusCode::kInvalidArgument, "must have 6"));
  entry = result;
  entry.withheld = true;
  EXPECT_THAT(session.Check(entry),
              FailsWith(StatusCode::kInvalidArgument, "no reason"));
}

TEST(ResultTest, NeedsTheAuditAndComesOnce) {
  SittingAt closed(Phase::kClosed);
  EXPECT_THAT(Replay(closed).Check(closed.Result()),
              FailsWith(StatusCode::kFailedPrecondition, "audit"));
  EXPECT_FALSE(Replay(closed).ComputeResult().ok());

  SittingAt tallied(Phase::kTallied);
  EXPECT_THAT(Replay(tallied).Check(tallied.Result()),
              FailsWith(StatusCode::kFailedPrecondition, "any more"));
  EXPECT_FALSE(Replay(tallied).ComputeResult().ok());
}

TEST(ResultTest, OfTooFewBallotsIsWithheldAndNothingDecrypted) {
  Sitting sitting({.min_ballots = 3});
  sitting.RunTo(Phase::kVoting);
  sitting.Cast(1);
  sitting.Cast(2);
  sitting.Closing();
  sitting.Close();
  sitting.Audit();
  const Session session = Replay(sitting);

  EXPECT_THAT(session.ReadyToTally(),
              FailsWith(StatusCode::kFailedPrecondition, "at least 3"));
  EXPECT_THAT(session.Check(sitting.TallyShareOf(1)),
              FailsWith(StatusCode::kFailedPrecondition, "nothing"));
  EXPECT_TRUE(session.ComputeResult()->withheld);
  EXPECT_THAT(session.Check(ResultEntry{
                  .round = 0, .ballots = 2, .withheld = false, .counts = {}}),
              FailsWith(StatusCode::kInvalidArgument, "must be withheld"));
  EXPECT_THAT(session.Check(*session.ComputeResult()), IsOk());
}

TEST(ResultTest, OfNoBallotsIsAllZeroWithoutAuditOrShares) {
  for (const bool own_log : {false, true}) {
    SittingAt sitting(Phase::kVoting);
    sitting.Closing();
    sitting.Close();
    const Session session = Replay(sitting, {.own_log = own_log});

    EXPECT_EQ(session.phase(), Phase::kAudited);
    EXPECT_EQ(session.audit(), nullptr);
    ASSERT_THAT(session.ComputeResult(), IsOk());
    EXPECT_EQ(session.ComputeResult()->counts, std::vector<uint32_t>(6));
    EXPECT_THAT(session.Check(*session.ComputeResult()), IsOk());
    ResultEntry entry = *session.ComputeResult();
    entry.counts[0] = 1;
    EXPECT_THAT(session.Check(entry),
                FailsWith(StatusCode::kInvalidArgument, "every count is 0"));
  }
}

TEST(ResultTest, OfOnlyVoidBallotsIsAllZero) {
  SittingAt sitting(Phase::kVoting);
  sitting.Append(BallotEntry{.round = 0, .ballot = {1}});
  sitting.Closing();
  sitting.Close();

  EXPECT_EQ(Replay(sitting).ComputeResult()->ballots, 0U);
}

TEST(VerifiedTest, IsAboutTheCountsOfTheResult) {
  SittingAt sitting(Phase::kAudited);
  EXPECT_THAT(Replay(sitting).Check(sitting.Verified(2)),
              FailsWith(StatusCode::kFailedPrecondition, "result first"));
  sitting.Tally();
  sitting.Publish();
  Session session = Replay(sitting);
  const auto verified = std::get<VerifiedEntry>(sitting.Verified(2));
  EXPECT_THAT(session.Check(verified), IsOk());

  VerifiedEntry entry = verified;
  entry.counts_sha256[0] ^= 1;
  EXPECT_THAT(session.Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kInvalidArgument, "not about the counts"));
  entry = verified;
  entry.size = session.result_leaf();
  entry.root = *sitting.tree().RootAt(entry.size);
  EXPECT_THAT(session.Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kInvalidArgument, "at least"));

  sitting.Append(verified);
  EXPECT_THAT(CatchUp(session, sitting), IsOk());
  EXPECT_THAT(session.Check(sitting.Verified(2)),
              FailsWith(StatusCode::kAlreadyExists, "something else"));
}

TEST(AnnounceTest, IsOfTheCountsOnce) {
  SittingAt sitting(Phase::kTallied);
  auto entry = std::get<AnnounceEntry>(sitting.Announcement());
  entry.counts_sha256[0] ^= 1;
  EXPECT_THAT(Replay(sitting).Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kInvalidArgument, "not about the counts"));
  sitting.Announce();

  EXPECT_EQ(Replay(sitting).phase(), Phase::kAnnounced);
  EXPECT_THAT(Replay(sitting).Check(sitting.Announcement()),
              FailsWith(StatusCode::kAlreadyExists, "already"));
  EXPECT_THAT(Replay(sitting).Check(sitting.Verified(2)), IsOk());
}

TEST(AnnounceTest, NeedsAResult) {
  SittingAt sitting(Phase::kAudited);

  EXPECT_THAT(Replay(sitting).Check(sitting.Signed(AnnounceEntry{})),
              FailsWith(StatusCode::kFailedPrecondition, "result first"));
}

TEST(AbortTest, IsPossibleUntilTheResult) {
  SittingAt audited(Phase::kAudited);
  audited.Append(audited.Abort("停电"));
  EXPECT_EQ(Replay(audited).phase(), Phase::kAborted);
  EXPECT_THAT(Replay(audited).Check(audited.TallyShareOf(1)),
              FailsWith(StatusCode::kFailedPrecondition, "given up"));

  SittingAt tallied(Phase::kTallied);
  EXPECT_THAT(Replay(tallied).Check(tallied.Abort("停电")),
              FailsWith(StatusCode::kFailedPrecondition, "over"));
}

TEST(ObjectionTest, IsHeardAtAnyTimeEvenAboutAnotherLog) {
  SittingAt sitting(Phase::kVoting);
  auto entry = std::get<ObjectionEntry>(sitting.Objection(2, "有异议"));
  EXPECT_THAT(Replay(sitting).Check(entry), IsOk());
  entry.root[0] ^= 1;
  sitting.Append(sitting.Signed(entry));

  const Session session = Replay(sitting);

  ASSERT_EQ(session.objections().size(), 1U);
  EXPECT_EQ(session.objections().front().text, "有异议");
  EXPECT_EQ(session.remarks().size(), 1U);
  EXPECT_THAT(session.Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kAlreadyExists, "already"));
  EXPECT_THAT(session.Check(sitting.Objection(2, "")),
              FailsWith(StatusCode::kInvalidArgument, "says nothing"));
}

}  // namespace
}  // namespace pingyi
