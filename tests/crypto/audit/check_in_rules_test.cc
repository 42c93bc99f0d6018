#include <gtest/gtest.h>

#include "absl/status/status.h"
#include "crypto/audit/session.h"
#include "tests/crypto/audit/replay.h"
#include "tests/support/sitting.h"
#include "tests/support/status_matchers.h"

// From the end of the ceremony to the opening.
namespace pingyi {
namespace {

using absl::StatusCode;
using testing::CatchUp;
using testing::FailsWith;
using testing::IsOk;
using testing::Replay;
using testing::Sitting;

TEST(ActiveSetTest, NeedsBothCeremonies) {
  Sitting sitting;
  sitting.Commit(Committee::kTally);

  EXPECT_THAT(Replay(sitting).Check(sitting.ActiveSetOf(1, {1, 2, 3})),
              FailsWith(StatusCode::kFailedPrecondition, "ceremony"));
}

TEST(ActiveSetTest, MustBeEnoughIssuersOfTheCommitteeInOrder) {
  Sitting sitting;
  sitting.RunCeremony();
  const Session session = Replay(sitting);

  EXPECT_THAT(session.Check(sitting.ActiveSetOf(1, {1, 2, 3})), IsOk());
  EXPECT_THAT(session.Check(sitting.ActiveSetOf(1, {1, 2})),
              FailsWith(StatusCode::kInvalidArgument, "at least 3"));
  EXPECT_THAT(session.Check(sitting.ActiveSetOf(1, {1, 3, 2})),
              FailsWith(StatusCode::kInvalidArgument, "active-set"));
  EXPECT_THAT(session.Check(sitting.ActiveSetOf(1, {0, 1, 2})),
              FailsWith(StatusCode::kInvalidArgument, "active-set"));
  EXPECT_THAT(session.Check(sitting.ActiveSetOf(1, {1, 2, 4})),
              FailsWith(StatusCode::kInvalidArgument, "no issuer 4"));
  EXPECT_THAT(session.Check(sitting.ActiveSetOf(1, {})),
              FailsWith(StatusCode::kInvalidArgument, "active-set"));
}

TEST(ActiveSetTest, OfOneIssuerIsEnoughWhereThereIsOneOnly) {
  Sitting sitting({.officials = {.trustees = 1,
                                 .trustee_threshold = 1,
                                 .issuers = 1,
                                 .issuer_threshold = 1}});
  sitting.RunTo(Phase::kAnnounced);

  EXPECT_EQ(Replay(sitting).phase(), Phase::kAnnounced);
}

TEST(ActiveSetTest, VersionsCountUpAndTheLastOneIsOpened) {
  Sitting sitting({.officials = {.issuers = 4}});
  sitting.RunCeremony();
  EXPECT_THAT(Replay(sitting).Check(sitting.ActiveSetOf(2, {1, 2, 3})),
              FailsWith(StatusCode::kInvalidArgument, "must be 1"));
  sitting.Append(sitting.ActiveSetOf(1, {1, 2, 3}));
  sitting.Append(sitting.ActiveSetOf(2, {1, 2, 4}));

  const Session session = Replay(sitting);

  EXPECT_EQ(session.phase(), Phase::kCheckIn);
  EXPECT_EQ(session.active_issuers().issuers, (std::vector<uint32_t>{1, 2, 4}));
  EXPECT_THAT(session.Check(sitting.ActiveSetOf(2, {1, 3, 4})),
              FailsWith(StatusCode::kAlreadyExists, "something else"));
}

TEST(ActiveSetTest, IsTheChairsToSign) {
  Sitting sitting;
  sitting.RunCeremony();
  auto entry = std::get<ActiveSetEntry>(sitting.ActiveSetOf(1, {1, 2, 3}));
  entry.signature[0] ^= 1;

  EXPECT_THAT(Replay(sitting).Check(entry),
              FailsWith(StatusCode::kPermissionDenied, "not by the chair"));
}

TEST(RequestTest, WaitsForTheCheckIn) {
  Sitting sitting;
  const Entry before_keys = sitting.Request(1);
  EXPECT_THAT(Replay(sitting).Check(before_keys),
              FailsWith(StatusCode::kFailedPrecondition, "ceremony"));
  sitting.RunCeremony();

  EXPECT_THAT(Replay(sitting).Check(sitting.Request(1)),
              FailsWith(StatusCode::kFailedPrecondition, "begin the check-in"));
}

TEST(RequestTest, IsByADeputyOfTheRoster) {
  Sitting sitting;
  sitting.RunTo(Phase::kCheckIn);
  const Session session = Replay(sitting);
  auto entry = std::get<TokenRequestEntry>(sitting.Request(1));
  entry.deputy = 2;

  EXPECT_THAT(session.Check(entry),
              FailsWith(StatusCode::kPermissionDenied, "not by deputy 2"));
  EXPECT_EQ(session.Judge(entry).item(), Item::kRequests);
  entry.deputy = 6;
  EXPECT_THAT(session.Check(entry),
              FailsWith(StatusCode::kInvalidArgument, "no deputy 6"));
}

TEST(RequestTest, HoldsOneElementAndNotTheIdentity) {
  Sitting sitting;
  sitting.RunTo(Phase::kCheckIn);
  const Session session = Replay(sitting);
  auto entry = std::get<TokenRequestEntry>(sitting.Request(1));
  entry.blinded.push_back(entry.blinded.front());
  EXPECT_THAT(session.Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kInvalidArgument, "one blinded element"));

  entry.blinded = {Element()};
  EXPECT_THAT(session.Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kInvalidArgument, "identity"));
}

TEST(RequestTest, TheFirstOfADeputyCounts) {
  Sitting sitting;
  sitting.RunTo(Phase::kCheckIn);
  sitting.CheckIn(1);
  const uint64_t leaf = sitting.tree().size() - 1;
  Session session = Replay(sitting);
  auto other = std::get<TokenRequestEntry>(sitting.Request(1));
  other.blinded = {Element::Generator()};

  EXPECT_THAT(session.Check(sitting.Request(1)),
              FailsWith(StatusCode::kAlreadyExists, "this request already"));
  EXPECT_EQ(session.Judge(sitting.Request(1)).standing(), leaf);
  EXPECT_THAT(session.Check(sitting.Signed(other)),
              FailsWith(StatusCode::kAlreadyExists, "another request"));

  sitting.Append(sitting.Signed(other));
  EXPECT_THAT(CatchUp(session, sitting), IsOk());
  EXPECT_EQ(session.check_in().checked_in(), 1U);
  EXPECT_EQ(session.check_in().RequestOf(1)->leaf, leaf);
  EXPECT_EQ(session.remarks().size(), 1U);
}

TEST(RequestTest, ComesAfterTheOpeningOnlyWhereTheManifestSaysSo) {
  for (const bool late : {false, true}) {
    Sitting sitting({.late_check_in = late});
    sitting.RunTo(Phase::kCheckIn);
    for (uint32_t d = 1; d <= 4; ++d) {
      sitting.CheckIn(d);
    }
    sitting.Open();
    const Session session = Replay(sitting);

    EXPECT_EQ(session.TakesRequests(), late);
    if (late) {
      EXPECT_THAT(session.Check(sitting.Request(5)), IsOk());
    } else {
      EXPECT_THAT(session.Check(sitting.Request(5)),
                  FailsWith(StatusCode::kFailedPrecondition, "is over"));
    }
  }
}

TEST(ReissueTest, TheNewSlipWorksAndTheOldOneDoesNot) {
  Sitting sitting;
  sitting.RunTo(Phase::kCheckIn);
  const Entry with_old_slip = sitting.Request(1);
  const VerifyKey old_key = sitting.roster().front().credential_key;
  sitting.Append(sitting.Reissue(1));
  const Session session = Replay(sitting);

  EXPECT_THAT(session.Check(with_old_slip),
              FailsWith(StatusCode::kPermissionDenied, "deputy 1"));
  EXPECT_THAT(session.Check(sitting.Request(1)), IsOk());
  EXPECT_EQ(session.check_in().DeputyOf(old_key), std::nullopt);
  EXPECT_EQ(session.check_in().DeputyOf(*session.check_in().KeyOf(1)), 1U);
}

TEST(ReissueTest, IsPossibleBeforeTheCeremonyIsOver) {
  Sitting sitting;
  const Entry reissue = sitting.Reissue(2);

  EXPECT_THAT(Replay(sitting).Check(reissue), IsOk());
}

TEST(ReissueTest, IsRefusedWithAKeyThatWasUsed) {
  Sitting sitting;
  ReissueEntry entry = {.deputy = 1,
                        .credential_key = sitting.roster()[1].credential_key,
                        .signature = {}};

  EXPECT_THAT(Replay(sitting).Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kInvalidArgument, "used before"));
}

TEST(ReissueTest, IsRefusedForWhoHasCheckedInOrIsNobody) {
  Sitting sitting;
  sitting.RunTo(Phase::kCheckIn);
  sitting.CheckIn(1);
  const Session session = Replay(sitting);
  auto entry = std::get<ReissueEntry>(sitting.Reissue(1));

  EXPECT_THAT(session.Check(entry),
              FailsWith(StatusCode::kFailedPrecondition, "has checked in"));
  entry.deputy = 9;
  EXPECT_THAT(session.Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kInvalidArgument, "no deputy 9"));
}

TEST(ReissueTest, IsRefusedOnceTheCheckInIsOver) {
  Sitting sitting;
  sitting.RunTo(Phase::kCheckIn);
  for (uint32_t d = 1; d <= 4; ++d) {
    sitting.CheckIn(d);
  }
  sitting.Open();
  const Entry reissue = sitting.Reissue(5);

  EXPECT_THAT(Replay(sitting).Check(reissue),
              FailsWith(StatusCode::kFailedPrecondition, "check-in is over"));
}

class OpenTest : public ::testing::Test {
 protected:
  OpenTest() {
    sitting_.RunTo(Phase::kCheckIn);
    for (uint32_t d = 1; d <= 5; ++d) {
      sitting_.CheckIn(d);
    }
    entry_ = std::get<OpenEntry>(sitting_.Opening());
  }
  // How an opening that says entry_ is ruled.
  Ruling Judge() { return Replay(sitting_).Judge(sitting_.Signed(entry_)); }

  Sitting sitting_;
  OpenEntry entry_;
};

TEST_F(OpenTest, OpensTheVote) {
  EXPECT_THAT(Judge().why(), IsOk());
}

TEST_F(OpenTest, NamesTheKeys) {
  entry_.key_id[0] ^= 1;
  EXPECT_THAT(Judge().why(), FailsWith(StatusCode::kInvalidArgument, "key_id"));
  EXPECT_EQ(Judge().item(), Item::kOpening);
}

TEST_F(OpenTest, NamesTheActiveSet) {
  entry_.active_set_sha256[0] ^= 1;
  EXPECT_THAT(Judge().why(),
              FailsWith(StatusCode::kInvalidArgument, "active set"));
}

TEST_F(OpenTest, CountsTheDeputiesCheckedIn) {
  entry_.checked_in = 4;
  EXPECT_THAT(Judge().why(), FailsWith(StatusCode::kInvalidArgument,
                                       "says 4 deputies are checked in"));
}

TEST_F(OpenTest, IsOfRoundZero) {
  entry_.round = 1;
  EXPECT_THAT(Judge().why(),
              FailsWith(StatusCode::kInvalidArgument, "no round 1"));
}

TEST_F(OpenTest, HappensOnce) {
  sitting_.Open();
  EXPECT_THAT(Judge().why(),
              FailsWith(StatusCode::kAlreadyExists, "said so already"));
  entry_.checked_in = 4;
  EXPECT_TRUE(Judge().illegal());
  EXPECT_THAT(Judge().why(),
              FailsWith(StatusCode::kAlreadyExists, "something else"));
}

TEST(OpenWithFewTest, NeedsMinVotersAndTheQuorumOfTheMeeting) {
  Sitting sitting({.deputies = 5, .min_voters = 4});
  sitting.RunTo(Phase::kCheckIn);
  for (uint32_t d = 1; d <= 3; ++d) {
    sitting.CheckIn(d);
  }

  EXPECT_THAT(Replay(sitting).Check(sitting.Opening()),
              FailsWith(StatusCode::kFailedPrecondition, "at least 4"));
}

TEST(OpenWithFewTest, NeedsACheckIn) {
  Sitting sitting;
  sitting.RunCeremony();

  EXPECT_THAT(Replay(sitting).Check(sitting.Opening()),
              FailsWith(StatusCode::kFailedPrecondition, "check-in first"));
}

TEST(ZeroCheckTest, IsByAScrutineerAboutThisLogBeforeTheOpening) {
  Sitting sitting;
  EXPECT_THAT(Replay(sitting).Check(sitting.ZeroCheck(2)),
              FailsWith(StatusCode::kFailedPrecondition, "ceremony"));
  sitting.RunCeremony();
  const Session session = Replay(sitting);
  auto entry = std::get<ZeroCheckEntry>(sitting.ZeroCheck(2));

  EXPECT_THAT(session.Check(entry), IsOk());
  EXPECT_THAT(session.Check(sitting.ZeroCheck(1)),
              FailsWith(StatusCode::kPermissionDenied, "no scrutineer"));
  EXPECT_THAT(session.Check(sitting.ZeroCheck(5)),
              FailsWith(StatusCode::kInvalidArgument, "no official 5"));
  entry.root[0] ^= 1;
  EXPECT_THAT(session.Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kInvalidArgument, "another log"));
  entry.size = 1000;
  EXPECT_THAT(session.Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kInvalidArgument, "1000 leaves"));
  entry.size = 0;
  EXPECT_THAT(session.Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kInvalidArgument, "at least 1"));
}

TEST(ZeroCheckTest, ComesTooLateAfterTheOpening) {
  Sitting sitting;
  sitting.RunTo(Phase::kVoting);

  EXPECT_THAT(Replay(sitting).Check(sitting.ZeroCheck(2)),
              FailsWith(StatusCode::kFailedPrecondition, "has been opened"));
}

}  // namespace
}  // namespace pingyi
