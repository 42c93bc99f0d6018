// Batches with one bad ballot: whatever their size and wherever it stands, it
// alone is refused, and for the right reason. CI takes some of all places for
// each size; PINGYI_ENGINE_ROUNDS above 1 (tests/crypto/engine/run-millions)
// takes every place of every size to 300.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "crypto/ballot/verifier.h"
#include "crypto/engine/engine.h"
#include "tests/crypto/ballot/dishonest_prover.h"
#include "tests/crypto/ballot/sample.h"
#include "tests/crypto/engine/dice.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::BrokenBallot;
using ::pingyi::testing::Count;
using ::pingyi::testing::Dice;
using ::pingyi::testing::FailsWith;
using ::pingyi::testing::Rounds;
using ::pingyi::testing::SampleBallot;
using ::pingyi::testing::SampleParametersOf;

constexpr size_t kGreatest = 300;

// A round's good ballots, and one bad for each equation.
class Round {
 public:
  explicit Round(const std::vector<uint32_t>& options)
      : verifier_(SampleParametersOf(options)) {
    constexpr uint32_t kDifferent = 8;
    for (uint32_t i = 0; i < kDifferent; ++i) {
      good_.push_back(Parse(SampleBallot(verifier_.parameters(), i)));
    }
    for (int equation = 1; equation <= 5; ++equation) {
      bad_.push_back(Parse(BrokenBallot(verifier_.parameters(), equation,
                                        Element::Generator())));
    }
    while (batch_.size() < kGreatest) {
      batch_.push_back(good_[batch_.size() % good_.size()]);
    }
  }

  // A batch of `size` whose ballot at `place` is bad.
  void Check(size_t size, size_t place) {
    const size_t which = (size + place) % bad_.size();
    std::swap(batch_[place], bad_[which]);
    const std::vector<absl::Status> statuses =
        verifier_.VerifyBatch(std::span(batch_).first(size), executor_);
    std::swap(batch_[place], bad_[which]);
    ASSERT_EQ(statuses.size(), size);
    for (size_t i = 0; i < size; ++i) {
      ASSERT_EQ(statuses[i].ok(), i != place)
          << "ballot " << i << " of " << size << ", bad is " << place;
    }
    ASSERT_THAT(statuses[place],
                FailsWith(absl::StatusCode::kInvalidArgument,
                          "equation " + std::to_string(which + 1)))
        << "ballot " << place << " of " << size;
  }

 private:
  ParsedBallot Parse(const Bytes& bytes) const {
    return *ParseBallot(verifier_.parameters().layout(), bytes);
  }

  BallotVerifier verifier_;
  std::vector<ParsedBallot> good_;
  std::vector<ParsedBallot> bad_;
  std::vector<ParsedBallot> batch_;
  SerialExecutor executor_;
};

// First, middle, last, and one at random.
std::set<size_t> SomePlaces(size_t size, Dice& dice) {
  return {0, size / 2, size - 1, dice.Below(size)};
}

std::string Engine() {
  return std::string(EngineName());
}

bool Whole() {
  return Rounds(1) > 1;
}

TEST(BatchesTest, TheBadOneIsFoundInEverySizeOfOneContest) {
  Dice dice;
  SCOPED_TRACE(dice.Seed());
  constexpr size_t kEveryPlace = 24;  // In CI, up to here.
  Round round({2});
  size_t batches = 0;
  for (size_t size = 1; size <= kGreatest; ++size) {
    std::set<size_t> places = {dice.Below(size)};
    for (size_t i = 0; i < size && (Whole() || size <= kEveryPlace); ++i) {
      places.insert(i);
    }
    for (const size_t place : places) {
      round.Check(size, place);
      if (HasFatalFailure()) {
        return;
      }
    }
    batches += places.size();
  }
  Count(Engine() + ": batches of ballots of one contest", batches);
}

TEST(BatchesTest, TheBadOneIsFoundAmongBallotsOf27Contests) {
  Dice dice;
  SCOPED_TRACE(dice.Seed());
  Round round(std::vector<uint32_t>(27, 4));
  std::vector<size_t> sizes = {127, 128, 129, kGreatest};
  // In CI every third of the small ones: powers of two and their neighbours
  // come among them.
  for (size_t size = 1; size <= 40; size += Whole() ? 1 : 3) {
    sizes.push_back(size);
  }
  size_t batches = 0;
  for (const size_t size : sizes) {
    const std::set<size_t> places = size <= 40 || Whole()
                                        ? SomePlaces(size, dice)
                                        : std::set<size_t>{dice.Below(size)};
    for (const size_t place : places) {
      round.Check(size, place);
      if (HasFatalFailure()) {
        return;
      }
    }
    batches += places.size();
  }
  Count(Engine() + ": batches of ballots of 27 contests", batches);
}

}  // namespace
}  // namespace pingyi
