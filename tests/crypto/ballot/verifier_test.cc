#include "crypto/ballot/verifier.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <thread>
#include <vector>

#include "crypto/ballot/equations.h"
#include "crypto/group/secret_scalar.h"
#include "tests/crypto/ballot/dishonest_prover.h"
#include "tests/crypto/ballot/sample.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::BrokenBallot;
using ::pingyi::testing::DishonestProver;
using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;
using ::pingyi::testing::SampleBallot;
using ::pingyi::testing::SampleParameters;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

// One thread a task.
class ThreadExecutor final : public Executor {
 public:
  void Run(size_t n, const std::function<void(size_t)>& task) override {
    std::vector<std::thread> threads;
    threads.reserve(n);
    for (size_t i = 0; i < n; ++i) {
      threads.emplace_back([&task, i] { task(i); });
    }
    for (std::thread& thread : threads) {
      thread.join();
    }
  }
};

class BallotVerifierTest : public ::testing::Test {
 protected:
  ParsedBallot Parse(const Bytes& bytes) const {
    return *ParseBallot(parameters_.layout(), bytes);
  }
  // A proof whose equation 1, 2, 3, 4 or 5 alone is off by `error`.
  Bytes Broken(int equation, const Element& error) const {
    return BrokenBallot(parameters_, equation, error);
  }

  const BallotParameters parameters_ = SampleParameters();
  const BallotVerifier verifier_{parameters_};
  SerialExecutor executor_;
};

TEST_F(BallotVerifierTest, NoBallotsGiveNoStatuses) {
  EXPECT_TRUE(verifier_.VerifyBatch({}, executor_).empty());
  EXPECT_TRUE(verifier_.ParseAndVerify({}, executor_).empty());
}

TEST_F(BallotVerifierTest, BadBallotsAreNamedAtTheEdgesOfBatchesAndThreads) {
  constexpr size_t kCount = 300;
  const std::map<size_t, int> broken = {{0, 1},   {127, 2}, {128, 3},
                                        {200, 4}, {201, 4}, {299, 5}};
  const ParsedBallot good = Parse(SampleBallot(parameters_));
  std::vector<ParsedBallot> ballots(kCount, good);
  for (const auto& [position, equation] : broken) {
    ballots[position] = Parse(Broken(equation, Element::Generator()));
  }
  ThreadExecutor threads;

  const auto statuses = verifier_.VerifyBatch(ballots, threads);

  ASSERT_EQ(statuses.size(), kCount);
  for (size_t i = 0; i < kCount; ++i) {
    const auto found = broken.find(i);
    if (found == broken.end()) {
      EXPECT_THAT(statuses[i], IsOk()) << i;
    } else {
      EXPECT_THAT(statuses[i],
                  FailsWith(kInvalid, "ballot: equation " +
                                          std::to_string(found->second)))
          << i;
    }
  }
}

TEST_F(BallotVerifierTest, ErrorsThatCancelBetweenBallotsAreBothFound) {
  const Element g = Element::Generator();
  for (int equation = 1; equation <= 5; ++equation) {
    const std::vector<ParsedBallot> ballots = {
        Parse(SampleBallot(parameters_)), Parse(Broken(equation, g)),
        Parse(Broken(equation, Element() - g))};
    const auto statuses = verifier_.VerifyBatch(ballots, executor_);
    EXPECT_THAT(statuses[0], IsOk());
    EXPECT_FALSE(statuses[1].ok()) << equation;
    EXPECT_FALSE(statuses[2].ok()) << equation;
  }
}

TEST_F(BallotVerifierTest, ErrorsThatCancelBetweenEquationsAreFound) {
  const Element g = Element::Generator();
  DishonestProver prover(parameters_, {0, 4, 8});
  prover.Encrypt();
  prover.Commit();
  prover.c_mask = prover.c_mask + g;
  prover.c_sqr = prover.c_sqr - g;
  prover.DrawRho();
  prover.MakeNonces();
  prover.DrawX();
  prover.Respond();
  EXPECT_THAT(verifier_.Verify(Parse(prover.Serialize())),
              FailsWith(kInvalid, "equation 1"));
}

TEST_F(BallotVerifierTest, ParseAndVerifySaysWhyEachFails) {
  const Bytes good = SampleBallot(parameters_);
  Bytes unreadable = good;
  unreadable[31] |= 0x80;
  const Bytes broken = Broken(3, Element::Generator());
  const std::vector<ByteSpan> ballots = {good, unreadable, broken, good, {}};

  const auto results = verifier_.ParseAndVerify(ballots, executor_);

  ASSERT_EQ(results.size(), 5U);
  EXPECT_THAT(results[0], IsOk());
  EXPECT_EQ(results[0]->bytes, good);
  EXPECT_THAT(results[1], FailsWith(kInvalid, "Y is not canonical"));
  EXPECT_THAT(results[2], FailsWith(kInvalid, "equation 3"));
  EXPECT_THAT(results[3], IsOk());
  EXPECT_THAT(results[4], FailsWith(kInvalid, "got 0"));
}

TEST_F(BallotVerifierTest, ABallotOfAnotherLayoutIsRefused) {
  const BallotLayout layout = *BallotLayout::Create({2}, 2);
  const auto other =
      BallotParameters::Create(Context(), layout, {Element::Generator()});
  ASSERT_THAT(other, IsOk());
  const auto ballot = ParseBallot(layout, SampleBallot(*other));
  ASSERT_THAT(ballot, IsOk());
  EXPECT_THAT(verifier_.Verify(*ballot), FailsWith(kInvalid, "another layout"));
  EXPECT_THAT(BallotVerifier(*other).Verify(*ballot), IsOk());
}

// The weights are what makes one sum of many equations sound.
TEST_F(BallotVerifierTest, WeightsAreFreshAndDifferent) {
  const EquationWeights first = RandomWeights(1).front();
  const EquationWeights second = RandomWeights(1).front();
  for (size_t i = 0; i < kEquations; ++i) {
    EXPECT_NE(first[i].ToScalar(), second[i].ToScalar());
    EXPECT_NE(first[i].ToScalar(), first[(i + 1) % kEquations].ToScalar());
  }
}

}  // namespace
}  // namespace pingyi
