#include "crypto/audit/session.h"

#include <gtest/gtest.h>

#include "tests/crypto/audit/replay.h"
#include "tests/support/sitting.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using testing::CatchUp;
using testing::IsOk;
using testing::Replay;
using testing::Sitting;
using testing::SittingOptions;
using testing::StartSession;

TEST(SessionTest, AWholeSittingIsLegalFromTheFirstLeafToTheLast) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);

  const Session session = Replay(sitting);

  EXPECT_EQ(session.phase(), Phase::kAnnounced);
  ASSERT_TRUE(session.result().has_value());
  EXPECT_EQ(session.result()->counts, sitting.Counts());
  EXPECT_EQ(session.result()->ballots, 5U);
  EXPECT_EQ(session.check_in().checked_in(), 5U);
  EXPECT_EQ(session.verified().size(), 3U);
  EXPECT_EQ(session.tree().Head(), sitting.tree().Head());
  EXPECT_TRUE(session.remarks().empty());
}

TEST(SessionTest, AnHonestLogMayAppendEveryEntryOfASitting) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  Session session = StartSession(sitting);

  for (size_t i = 1; i < sitting.entries().size(); ++i) {
    EXPECT_THAT(session.Check(sitting.entries()[i]), IsOk());
    ASSERT_THAT(
        session.Apply(sitting.entries()[i], LeafHash(sitting.leaves()[i])),
        IsOk());
  }
}

TEST(SessionTest, AnOwnLogReplaysToTheSameState) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);

  const Session session = Replay(sitting, {.own_log = true});

  EXPECT_EQ(session.phase(), Phase::kAnnounced);
  EXPECT_EQ(session.result()->counts, sitting.Counts());
  EXPECT_EQ(session.tree().Head(), sitting.tree().Head());
}

}  // namespace
}  // namespace pingyi
