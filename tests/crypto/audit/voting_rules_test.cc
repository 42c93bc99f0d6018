#include <gtest/gtest.h>

#include "absl/status/status.h"
#include "crypto/audit/session.h"
#include "tests/crypto/audit/replay.h"
#include "tests/support/sitting.h"
#include "tests/support/status_matchers.h"

// From the opening to the audit of the tokens.
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

// Everybody checked in, the vote open.
class OpenSitting : public SittingAt {
 public:
  OpenSitting() : SittingAt(Phase::kVoting) {}
};

TEST(BallotRulesTest, BallotsComeBetweenOpeningAndClose) {
  Sitting sitting;
  sitting.RunTo(Phase::kCheckIn);
  EXPECT_THAT(Replay(sitting).Check(BallotEntry{}),
              FailsWith(StatusCode::kFailedPrecondition, "open the vote"));
  for (uint32_t d = 1; d <= 3; ++d) {
    sitting.CheckIn(d);
  }
  sitting.Open();
  sitting.Cast(1);
  sitting.Closing();
  sitting.Cast(2);  // Sealed before, still on its way.
  sitting.Close();
  const Session session = Replay(sitting);

  EXPECT_EQ(session.ledger().valid(), 2U);
  EXPECT_THAT(session.Check(sitting.Ballot(3, sitting.TokenOf(3))),
              FailsWith(StatusCode::kFailedPrecondition, "is closed"));
}

TEST(BallotRulesTest, ABallotIsOfRoundZero) {
  OpenSitting sitting;
  auto entry = std::get<BallotEntry>(sitting.Ballot(1, sitting.TokenOf(1)));
  entry.round = 1;

  EXPECT_THAT(Replay(sitting).Check(entry),
              FailsWith(StatusCode::kInvalidArgument, "no round 1"));
}

TEST(BallotRulesTest, VoidBallotsAreNamedAndNotCounted) {
  OpenSitting sitting;
  auto broken = std::get<BallotEntry>(sitting.Ballot(1, sitting.TokenOf(1)));
  broken.ballot[70] ^= 1;  // In A.
  auto bad_proof = std::get<BallotEntry>(sitting.Ballot(2, sitting.TokenOf(2)));
  bad_proof.ballot.back() ^= 1;  // In the last f.
  sitting.Append(broken);
  sitting.Append(bad_proof);
  sitting.Append(BallotEntry{.round = 0, .ballot = {1, 2, 3}});
  sitting.Cast(3);
  sitting.Append(sitting.Ballot(3, sitting.TokenOf(3)));
  sitting.Cast(4);
  sitting.Closing();
  sitting.Close();

  const Session session = Replay(sitting);

  EXPECT_EQ(session.ledger().valid(), 2U);
  EXPECT_EQ(session.ledger().VoidBallots(), (std::vector<size_t>{0, 1, 2, 4}));
  EXPECT_NE(session.ledger().ballot(2).void_reason.find('3'),
            std::string::npos);
  EXPECT_NE(session.ledger().ballot(4).void_reason.find("same token"),
            std::string::npos);
  EXPECT_EQ(session.ledger().Total(), sitting.BallotTotals());
}

// Otherwise whoever saw a ballot on its way could void it by a broken copy.
TEST(BallotRulesTest, AnInvalidBallotDoesNotSpendItsToken) {
  OpenSitting sitting;
  const auto good =
      std::get<BallotEntry>(sitting.Ballot(1, sitting.TokenOf(1)));
  BallotEntry bad = good;
  bad.ballot.back() ^= 1;
  sitting.Append(bad);
  sitting.Append(good);
  sitting.Closing();
  sitting.Close();

  EXPECT_EQ(Replay(sitting).ledger().VoidBallots(), (std::vector<size_t>{0}));
}

TEST(BallotRulesTest, SettlesAsManyAsItIsToldTo) {
  SittingAt sitting(Phase::kVoting);
  sitting.Cast(1);
  sitting.Cast(2);
  const Session session = Replay(sitting);

  EXPECT_THAT(session.Settle(1), IsOk());
  EXPECT_EQ(session.ledger().settled(), 1U);
  EXPECT_THAT(session.Settle(), IsOk());
  EXPECT_EQ(session.ledger().settled(), 2U);
}

TEST(CloseRulesTest, IsAnnouncedByAClosing) {
  OpenSitting sitting;

  EXPECT_THAT(Replay(sitting).Check(sitting.CloseNow()),
              FailsWith(StatusCode::kFailedPrecondition, "closing"));
}

TEST(CloseRulesTest, HoldsEveryBallotAndThisLogsRoot) {
  SittingAt sitting(Phase::kClosing);
  const Session session = Replay(sitting);
  const auto close = std::get<CloseEntry>(sitting.CloseNow());

  CloseEntry entry = close;
  entry.size -= 2;  // Closing and the last ballot.
  entry.root = *sitting.tree().RootAt(entry.size);
  EXPECT_THAT(session.Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kInvalidArgument, "a ballot stands"));
  EXPECT_EQ(session.Judge(sitting.Signed(entry)).item(), Item::kClose);
  entry = close;
  entry.root[0] ^= 1;
  EXPECT_THAT(session.Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kInvalidArgument, "another log"));
  entry = close;
  ++entry.size;
  EXPECT_THAT(session.Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kInvalidArgument, "leaves"));
  entry = close;
  entry.round = 1;
  EXPECT_THAT(session.Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kInvalidArgument, "round"));
}

TEST(CloseRulesTest, ClosingNeedsAnOpenVote) {
  SittingAt sitting(Phase::kCheckIn);

  EXPECT_THAT(Replay(sitting).Check(sitting.ClosingNow()),
              FailsWith(StatusCode::kFailedPrecondition, "not open"));
}

AuditShareEntry AuditShareIn(const Sitting& sitting, uint32_t issuer) {
  return std::get<AuditShareEntry>(
      sitting.AuditShareOf(issuer, AuditMode::kSum));
}

TEST(AuditShareTest, NeedsTheClose) {
  SittingAt closed(Phase::kClosed);
  SittingAt open(Phase::kClosing);
  auto entry = AuditShareIn(closed, 1);

  EXPECT_THAT(Replay(open).Check(open.Signed(entry)),
              FailsWith(StatusCode::kFailedPrecondition, "closed first"));
}

TEST(AuditShareTest, IsOfRoundZeroAndOfAVoteWithBallots) {
  SittingAt sitting(Phase::kClosed);
  AuditShareEntry entry = AuditShareIn(sitting, 1);
  entry.round = 1;
  EXPECT_THAT(Replay(sitting).Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kInvalidArgument, "no round 1"));

  SittingAt empty(Phase::kVoting);
  empty.Closing();
  empty.Close();
  entry.round = 0;
  EXPECT_THAT(Replay(empty).Check(empty.Signed(entry)),
              FailsWith(StatusCode::kFailedPrecondition, "no ballot to audit"));
}

TEST(AuditShareTest, IsAboutThisLogWithItsClose) {
  SittingAt sitting(Phase::kClosed);
  const Session session = Replay(sitting);
  AuditShareEntry entry = AuditShareIn(sitting, 1);
  entry.root[0] ^= 1;
  EXPECT_THAT(session.Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kInvalidArgument, "another log"));
  EXPECT_EQ(session.Judge(sitting.Signed(entry)).item(), Item::kTokenAudit);

  entry.size = session.close_leaf();
  entry.root = *sitting.tree().RootAt(entry.size);
  EXPECT_THAT(session.Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kInvalidArgument, "at least"));
}

TEST(AuditShareTest, AnInvalidOneIsNamedAndLeftOut) {
  SittingAt sitting(Phase::kClosed);
  Session session = Replay(sitting);
  AuditShareEntry lie = AuditShareIn(sitting, 1);
  lie.payload.back() ^= 1;  // In the proof.
  EXPECT_THAT(session.Check(sitting.Signed(lie)),
              FailsWith(StatusCode::kInvalidArgument, "left out"));
  sitting.Append(sitting.Signed(lie));
  sitting.Append(sitting.AuditShareOf(2, AuditMode::kSum));
  sitting.Append(sitting.AuditShareOf(3, AuditMode::kSum));

  EXPECT_THAT(CatchUp(session, sitting), IsOk());

  EXPECT_EQ(session.phase(), Phase::kAudited);
  ASSERT_EQ(session.remarks().size(), 1U);
  EXPECT_NE(session.remarks().front().text.find("issuer 1"), std::string::npos);
}

TEST(AuditShareTest, OneThatIsNoShareOrSpeaksForAnotherIsLeftOut) {
  SittingAt sitting(Phase::kClosed);
  const Session session = Replay(sitting);
  AuditShareEntry entry = AuditShareIn(sitting, 1);
  entry.member = 2;
  EXPECT_THAT(session.Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kInvalidArgument, "speaks for member 1"));
  EXPECT_FALSE(session.Judge(sitting.Signed(entry)).illegal());
  entry.payload.resize(20);
  EXPECT_THAT(session.Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kInvalidArgument, "left out"));
}

TEST(AuditShareTest, OneMemberCountsOnceAndNoMoreThanEnoughAreTaken) {
  SittingAt sitting(Phase::kClosed);
  sitting.Append(sitting.AuditShareOf(1, AuditMode::kSum));
  Session session = Replay(sitting);
  EXPECT_THAT(session.Check(sitting.AuditShareOf(1, AuditMode::kSum)),
              FailsWith(StatusCode::kAlreadyExists, "issuer 1"));
  EXPECT_EQ(session.audit()->wanted(), AuditMode::kSum);
  EXPECT_TRUE(session.audit()->HasShare(1, AuditMode::kSum));

  sitting.Append(sitting.AuditShareOf(2, AuditMode::kSum));
  EXPECT_THAT(CatchUp(session, sitting), IsOk());
  EXPECT_EQ(session.audit()->wanted(), std::nullopt);
  EXPECT_THAT(session.Check(sitting.AuditShareOf(3, AuditMode::kSum)),
              FailsWith(StatusCode::kAlreadyExists, "not needed"));
}

TEST(AuditShareTest, EachTokenIsAuditedOnlyAfterTheSumFailed) {
  SittingAt sitting(Phase::kClosed);

  EXPECT_THAT(Replay(sitting).Check(sitting.AuditShareOf(1, AuditMode::kEach)),
              FailsWith(StatusCode::kFailedPrecondition, "must have failed"));
}

// A box that let one forged token in.
class ForgedTest : public ::testing::Test {
 protected:
  ForgedTest() {
    sitting_.RunTo(Phase::kVoting);
    sitting_.Cast(1);
    sitting_.Append(sitting_.Ballot(2, sitting_.ForgedToken(2)));
    sitting_.Cast(3);
    sitting_.Closing();
    sitting_.Close();
  }
  Sitting sitting_;
};

TEST_F(ForgedTest, TheForgedBallotIsFoundAndVoid) {
  sitting_.Audit();
  sitting_.Tally();
  sitting_.Publish();

  const Session session = Replay(sitting_);

  EXPECT_EQ(session.phase(), Phase::kTallied);
  EXPECT_EQ(session.ledger().VoidBallots(), (std::vector<size_t>{1}));
  EXPECT_EQ(session.ledger().valid(), 2U);
  EXPECT_EQ(session.tally()->totals(), sitting_.BallotTotals());
  EXPECT_EQ(session.result()->counts, sitting_.Counts());
}

TEST_F(ForgedTest, AnOwnLogFindsTheSame) {
  sitting_.Audit();

  const Session session = Replay(sitting_, {.own_log = true});

  EXPECT_EQ(session.phase(), Phase::kAudited);
  EXPECT_EQ(session.ledger().VoidBallots(), (std::vector<size_t>{1}));
}

TEST_F(ForgedTest, ASumIsNotNeededAnyMoreOnceItFailed) {
  sitting_.Append(sitting_.AuditShareOf(1, AuditMode::kSum));
  sitting_.Append(sitting_.AuditShareOf(2, AuditMode::kSum));
  const Session session = Replay(sitting_);

  EXPECT_EQ(session.phase(), Phase::kClosed);
  EXPECT_EQ(session.audit()->wanted(), AuditMode::kEach);
  EXPECT_THAT(session.Check(sitting_.AuditShareOf(3, AuditMode::kSum)),
              FailsWith(StatusCode::kAlreadyExists, "not needed"));
  EXPECT_THAT(session.Check(sitting_.AuditShareOf(1, AuditMode::kEach)),
              IsOk());
}

TEST(BallotCountTest, NothingIsDecryptedOfMoreBallotsThanRequests) {
  Sitting sitting;
  sitting.RunTo(Phase::kCheckIn);
  sitting.CheckIn(1);
  sitting.CheckIn(2);
  sitting.Open();
  for (uint32_t d = 1; d <= 3; ++d) {  // Issuers that mint a token too many.
    sitting.Cast(d);
  }
  sitting.Closing();
  sitting.Close();
  sitting.Audit();
  const Session session = Replay(sitting);

  EXPECT_THAT(session.ReadyToTally(),
              FailsWith(StatusCode::kFailedPrecondition, "only 2 tokens"));
  EXPECT_EQ(session.Judge(sitting.TallyShareOf(1)).item(), Item::kBallotCount);
  EXPECT_EQ(session.Judge(sitting.Result()).item(), Item::kBallotCount);
  EXPECT_FALSE(session.ComputeResult().ok());
}

}  // namespace
}  // namespace pingyi
