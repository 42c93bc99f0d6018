#include "crypto/rehearsal/rehearsal_round.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "absl/status/status.h"
#include "crypto/ballot/verifier.h"
#include "crypto/group/element.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;
using ::testing::ElementsAre;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr RehearsalForm kSmall = {.contests = 3, .levels = 4};

TEST(RehearsalRoundTest, MakesDifferentBallotsThatAllVerify) {
  constexpr size_t kCount = 9;
  const RehearsalRound rehearsal = *RehearsalRound::Create(kSmall);
  SerialExecutor executor;

  const std::vector<Bytes> ballots = rehearsal.MakeBallots(kCount, executor);

  const BallotVerifier verifier(rehearsal.parameters());
  for (const auto& ballot : verifier.ParseAndVerify(
           std::vector<ByteSpan>(ballots.begin(), ballots.end()), executor)) {
    EXPECT_THAT(ballot, IsOk());
  }
  EXPECT_EQ(std::set<Bytes>(ballots.begin(), ballots.end()).size(), kCount);
}

TEST(RehearsalRoundTest, ChoosesEveryLevelInTurn) {
  const RehearsalRound rehearsal = *RehearsalRound::Create(kSmall);

  EXPECT_THAT(rehearsal.Choices(0), ElementsAre(0, 1, 2));
  EXPECT_THAT(rehearsal.Choices(3), ElementsAre(3, 0, 1));
}

TEST(RehearsalRoundTest, HoldsTheSecretOfEachKey) {
  const RehearsalRound rehearsal = *RehearsalRound::Create(kSmall);
  const std::vector<Element>& keys = rehearsal.parameters().keys();

  ASSERT_EQ(rehearsal.secret_keys().size(), keys.size());
  for (size_t i = 0; i < keys.size(); ++i) {
    EXPECT_EQ(Element::MulBase(rehearsal.secret_keys()[i]), keys[i]);
  }
}

TEST(RehearsalRoundTest, RefusesAFormThatNoBallotCanHave) {
  const auto create = [](const RehearsalForm& form) {
    return RehearsalRound::Create(form).status();
  };
  EXPECT_THAT(create({.contests = 0}), FailsWith(kInvalid, "no contest"));
  EXPECT_THAT(create({.levels = 0}), FailsWith(kInvalid, "no option"));
  EXPECT_THAT(create({.pack = 5}), FailsWith(kInvalid, "pack 5"));
  EXPECT_THAT(create({.contests = 5'000}), FailsWith(kInvalid, "larger"));
}

}  // namespace
}  // namespace pingyi
