// Kills the server at random moments of loaded sittings. A few in CI;
// PINGYI_KILLS says how many (deploy/ runs 200).
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "crypto/audit/report.h"
#include "proto/codec/registrar.h"
#include "tests/server/rig/rig.h"

namespace pingyi::testing {
namespace {

constexpr uint32_t kDeputies = 24;

int WantedKills() {
  const char* text = std::getenv("PINGYI_KILLS");
  int kills = 8;
  if (text != nullptr) {
    EXPECT_TRUE(absl::SimpleAtoi(text, &kills));
  }
  return kills;
}

class Storm {
 public:
  explicit Storm(uint64_t seed) : generator_(seed) {}

  // Kills and restarts `rig`'s server until `people` have done what they came
  // for. `nudge` is what the officials do after every start.
  void Over(Rig& rig, std::vector<std::thread>& people,
            const std::atomic<uint32_t>& done,
            const std::function<void()>& nudge) {
    while (done < people.size()) {
      nudge();
      std::this_thread::sleep_for(
          std::chrono::milliseconds(generator_() % 120));
      Kill(rig);
    }
    for (std::thread& thread : people) {
      thread.join();
    }
  }

  void Kill(Rig& rig) {
    rig.KillServer();
    ++kills_;
    rig.StartServer();
    // What was once published is there again, at the same place.
    const std::vector<Bytes> leaves = rig.Leaves();
    ASSERT_GE(leaves.size(), seen_.size());
    ASSERT_TRUE(std::equal(seen_.begin(), seen_.end(), leaves.begin()));
    seen_ = leaves;
    rig.ConnectAll();
  }
  void NewSitting() { seen_.clear(); }
  int kills() const { return kills_; }

 private:
  std::mt19937_64 generator_;
  std::vector<Bytes> seen_;
  int kills_ = 0;
};

template <typename Call>
void Insist(Rig& rig, const Call& call) {
  for (;;) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::seconds(2));
    const grpc::Status status = call(rig.Dial(), context);
    if (status.ok()) {
      return;
    }
    ASSERT_TRUE(status.error_code() == grpc::StatusCode::UNAVAILABLE ||
                status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED)
        << status.error_message();
    std::this_thread::sleep_for(std::chrono::milliseconds(3));
  }
}

void CheckInUnderFire(Rig& rig, Storm& storm) {
  std::atomic<uint32_t> done = 0;
  std::vector<std::thread> tablets;
  std::vector<uint32_t> all;
  for (uint32_t d = 1; d <= kDeputies; ++d) {
    all.push_back(d);
    tablets.emplace_back([&rig, &done, d] {
      v1::RequestTokenResponse response;
      while (!response.complete()) {
        Insist(rig, [&](const auto& channel, grpc::ClientContext& context) {
          const Entry entry = rig.sitting().Request(d);
          return v1::RegistrarService::NewStub(channel)->RequestToken(
              &context, EncodeRequestToken(std::get<TokenRequestEntry>(entry)),
              &response);
        });
      }
      ++done;
    });
  }
  storm.Over(rig, tablets, done, [&] {
    for (const uint32_t official :
         rig.sitting().manifest().OfficialsWith(Role::kIssuer)) {
      rig.member(official).SendParts(all);
    }
  });
}

std::map<uint32_t, v1::CastBallotRequest> VoteUnderFire(Rig& rig,
                                                        Storm& storm) {
  std::map<uint32_t, v1::CastBallotRequest> ballots;
  for (uint32_t d = 1; d <= kDeputies; ++d) {
    const Entry entry = rig.sitting().Ballot(d, rig.sitting().TokenOf(d));
    ballots[d] = rig.CastRequestOf(std::get<BallotEntry>(entry), d);
  }
  std::atomic<uint32_t> done = 0;
  std::vector<std::thread> tablets;
  for (uint32_t d = 1; d <= kDeputies; ++d) {
    tablets.emplace_back([&rig, &done, &ballots, d] {
      // A tablet sends at a moment of its own.
      std::this_thread::sleep_for(std::chrono::milliseconds(20 * d));
      Insist(rig, [&](const auto& channel, grpc::ClientContext& context) {
        v1::CastBallotResponse response;
        return v1::BallotBoxService::NewStub(channel)->CastBallot(
            &context, ballots.at(d), &response);
      });
      ++done;
    });
  }
  storm.Over(rig, tablets, done, [] {});
  return ballots;
}

TEST(KillTest, LosesNothingAcknowledgedAndCountsNothingTwice) {
  const int wanted = WantedKills();
  Storm storm(20200319);
  while (storm.kills() < wanted) {
    storm.NewSitting();
    Rig rig({.deputies = kDeputies, .mix_batch = 2}, Rig::Mode::kProcess);
    rig.ConnectAll();
    rig.sitting().RunCeremony();
    rig.sitting().BeginCheckIn();
    rig.SubmitNew();
    rig.Cosign();
    storm.Kill(rig);
    CheckInUnderFire(rig, storm);
    rig.Adopt();
    rig.sitting().Append(rig.sitting().Opening());
    rig.SubmitNew();
    storm.Kill(rig);
    rig.Cosign();
    const auto ballots = VoteUnderFire(rig, storm);
    rig.RunToResult();
    storm.Kill(rig);
    rig.sitting().Attest();
    rig.sitting().Announce();
    rig.SubmitNew();
    storm.Kill(rig);
    rig.Cosign();

    const Report report = rig.Verify();
    ASSERT_TRUE(report.Passed()) << report.FirstNotPassed()->detail;
    EXPECT_EQ(report.ballots, kDeputies);
    EXPECT_TRUE(report.void_ballots.empty());
    std::map<std::string, int> logged;
    for (const Entry& entry : rig.sitting().entries()) {
      if (const auto* ballot = std::get_if<BallotEntry>(&entry)) {
        ++logged[ToString(ballot->ballot)];
      }
    }
    for (const auto& [deputy, request] : ballots) {
      EXPECT_EQ(logged[request.ballot()], 1) << deputy;
    }
  }
  std::printf("%d kills\n", storm.kills());
}

}  // namespace
}  // namespace pingyi::testing
