// A whole server under the people of a sitting.
#include "server/main/server.h"

#include <gtest/gtest.h>

#include "crypto/audit/report.h"
#include "tests/server/rig/rig.h"

namespace pingyi::testing {
namespace {

TEST(ServerTest, HoldsAWholeSittingWhoseRecordVerifies) {
  Rig rig({.deputies = 12, .mix_batch = 2});
  rig.RunToVoting();
  for (uint32_t d = 1; d <= 12; ++d) {
    rig.Vote(d);
  }
  rig.RunToResult();
  rig.sitting().Attest();
  rig.sitting().Announce();
  rig.SubmitNew();
  rig.Cosign();

  const Report report = rig.Verify();
  EXPECT_TRUE(report.Passed()) << report.FirstNotPassed()->detail;
  EXPECT_EQ(report.result->counts, rig.sitting().Counts());
  EXPECT_EQ(report.ballots, 12U);
  EXPECT_EQ(rig.Status().phase(), v1::PHASE_ANNOUNCED);
}

TEST(ServerTest, GoesOnAfterARestartAtEveryStep) {
  Rig rig({.deputies = 6, .mix_batch = 1});
  const auto restart = [&rig] {
    rig.StopServer();
    rig.StartServer();
    rig.ConnectAll();
  };
  rig.RunToVoting();
  restart();
  const v1::CastBallotRequest first = rig.Vote(1);
  std::string receipt;
  ASSERT_TRUE(rig.Cast(first, &receipt).ok());
  rig.Vote(2);
  rig.Vote(3);
  restart();
  std::string again;
  EXPECT_TRUE(rig.Cast(first, &again).ok());
  EXPECT_EQ(again, receipt);
  for (uint32_t d = 4; d <= 6; ++d) {
    rig.Vote(d);
  }
  restart();
  rig.RunToResult();
  restart();
  rig.Cosign();

  EXPECT_TRUE(rig.Leaves() == rig.sitting().leaves());
  EXPECT_EQ(rig.Status().phase(), v1::PHASE_TALLIED);
  std::string last;
  EXPECT_TRUE(rig.Cast(first, &last).ok());
  EXPECT_EQ(last, receipt);
}

}  // namespace
}  // namespace pingyi::testing
