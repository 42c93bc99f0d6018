// A whole server under the people of a sitting.
#include "server/main/server.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "crypto/audit/report.h"
#include "tests/server/rig/rig.h"
#include "tests/support/status_matchers.h"

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

TEST(ServerTest, ItsLogSaysNothingOfAPersonOrABallot) {
  ::testing::internal::CaptureStderr();
  std::vector<std::string> secrets = {"deputy", "ipv4",      "127.0.0.1",
                                      "slip",   "token_key", "receipt"};
  {
    Rig rig({.deputies = 4, .mix_batch = 1});
    rig.RunToVoting();
    for (uint32_t d = 1; d <= 4; ++d) {
      const v1::CastBallotRequest request = rig.Vote(d);
      const DeputySecrets& deputy = rig.sitting().people().deputies[d - 1];
      const ByteSpan ballot = AsBytes(request.ballot());
      secrets.push_back(ToHex(ballot.first(16)));
      secrets.push_back(request.ballot().substr(0, 16));
      secrets.push_back(ToHex(deputy.slip.verify_key().bytes()));
      EXPECT_TRUE(rig.Cast(request).ok());
      v1::CastBallotRequest wrong = request;
      wrong.mutable_ballot()->at(40) ^= 1;
      EXPECT_FALSE(rig.Cast(wrong).ok());
    }
    rig.RunToResult();
  }
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_NE(log.find("\"event\":\"casting\",\"ballots\":4,\"repeated\":4,"
                     "\"refused\":4}"),
            std::string::npos);
  for (const std::string& secret : secrets) {
    EXPECT_EQ(log.find(secret), std::string::npos) << ToHex(AsBytes(secret));
  }
}

TEST(ServerTest, RefusesToStartOnWhatDoesNotFit) {
  Rig rig;
  rig.StopServer();
  Config config = {.log_key = SigningKey::Random().Seed()};
  config.manifest = rig.config().manifest;
  config.roster = rig.config().roster;
  config.listen_address = "127.0.0.1:0";
  config.data_folder = rig.config().data_folder;
  config.limits = rig.config().limits;
  const auto ignore = [](const absl::Status&) {};

  EXPECT_THAT(Server::Start(config, ignore),
              FailsWith(absl::StatusCode::kInvalidArgument, "log key"));
  config.data_folder = "/nonexistent";
  EXPECT_THAT(Server::Start(config, ignore),
              FailsWith(absl::StatusCode::kInternal, "storage"));
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
