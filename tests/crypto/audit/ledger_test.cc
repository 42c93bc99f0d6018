#include "crypto/audit/ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

#include "crypto/rehearsal/rehearsal_round.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::IsOk;
using ::testing::ElementsAre;

constexpr size_t kBatch = BallotVerifier::kBatchSize;

// Works on one thread and says that it has more.
class WideExecutor final : public Executor {
 public:
  explicit WideExecutor(size_t width) : width_(width) {}
  void Run(size_t n, const std::function<void(size_t)>& task) override {
    SerialExecutor().Run(n, task);
  }
  size_t width() const override { return width_; }

 private:
  size_t width_;
};

// More ballots than one piece for one thread has, and fewer than for two.
constexpr size_t kBallots = 3 * kBatch;

class LedgerTest : public ::testing::Test {
 protected:
  Ledger Filled() const {
    Ledger ledger(BallotVerifier(round_.parameters()), Ledger::Trust::kVerify,
                  nullptr);
    for (size_t i = 0; i < ballots_.size(); ++i) {
      ledger.Append(i, ballots_[i]);
    }
    return ledger;
  }

  // Sums over all ballots, made otherwise.
  Totals Expected() const {
    const BallotLayout& layout = round_.parameters().layout();
    Point a;
    std::vector<Point> b(layout.ciphertexts());
    for (const Bytes& bytes : ballots_) {
      const ParsedBallot ballot = *ParseBallot(layout, bytes);
      a += ballot.a;
      for (size_t i = 0; i < b.size(); ++i) {
        b[i] += ballot.b.at(i);
      }
    }
    Totals out = {.a = a.ToElement(), .b = {}, .ballots = kBallots};
    for (const Point& sum : b) {
      out.b.push_back(sum.ToElement());
    }
    return out;
  }

  RehearsalRound round_ = *RehearsalRound::Create({.contests = 1, .levels = 4});
  SerialExecutor serial_;
  std::vector<Bytes> ballots_ = round_.MakeBallots(kBallots, serial_);
};

TEST_F(LedgerTest, TellsHowFarItIsAfterEachPiece) {
  Ledger ledger = Filled();
  std::vector<size_t> told;

  EXPECT_THAT(ledger.Settle(serial_, SIZE_MAX,
                            [&](size_t settled) { told.push_back(settled); }),
              IsOk());

  EXPECT_THAT(told, ElementsAre(2 * kBatch, kBallots));
  EXPECT_EQ(ledger.Total(), Expected());
}

TEST_F(LedgerTest, PiecesGrowWithTheCores) {
  Ledger ledger = Filled();
  WideExecutor two(2);
  std::vector<size_t> told;

  EXPECT_THAT(ledger.Settle(two, SIZE_MAX,
                            [&](size_t settled) { told.push_back(settled); }),
              IsOk());

  EXPECT_THAT(told, ElementsAre(kBallots));
  EXPECT_EQ(ledger.Total(), Expected());
}

TEST_F(LedgerTest, SettlesNoMoreThanItIsAllowed) {
  Ledger ledger = Filled();

  EXPECT_THAT(ledger.Settle(serial_, 7), IsOk());
  EXPECT_EQ(ledger.settled(), 7U);
  EXPECT_EQ(ledger.valid(), 7U);

  EXPECT_THAT(ledger.Settle(serial_, 2 * kBatch + 1), IsOk());
  EXPECT_EQ(ledger.settled(), 2 * kBatch + 8);

  EXPECT_THAT(ledger.Settle(serial_, SIZE_MAX), IsOk());
  EXPECT_EQ(ledger.Total(), Expected());
}

}  // namespace
}  // namespace pingyi
