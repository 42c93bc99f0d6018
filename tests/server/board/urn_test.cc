#include "server/board/urn.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "crypto/base/hash.h"

namespace pingyi {
namespace {

PendingBallot Ballot(uint8_t number) {
  const Bytes ballot(40, number);
  return {.hash = Sha256(ballot),
          .token = Sha256({ballot, ballot}),
          .ballot = ballot};
}

TEST(UrnTest, KnowsWhatATokenWasSpentFor) {
  Urn urn;
  const PendingBallot a = Ballot(1);
  const PendingBallot b = Ballot(2);
  EXPECT_EQ(urn.Find(a.token, a.hash), Urn::Spent::kNo);
  urn.Add(a);
  urn.AddLogged(b.token, b.hash);

  EXPECT_EQ(urn.Find(a.token, a.hash), Urn::Spent::kBySameBytes);
  EXPECT_EQ(urn.Find(a.token, b.hash), Urn::Spent::kByOtherBytes);
  EXPECT_EQ(urn.Find(b.token, b.hash), Urn::Spent::kBySameBytes);
  EXPECT_EQ(urn.size(), 1U);
}

TEST(UrnTest, DrawsSortedAndKeepsTheRest) {
  Urn urn;
  for (uint8_t i = 0; i < 20; ++i) {
    urn.Add(Ballot(i));
  }
  const std::vector<PendingBallot> drawn = urn.Draw(8);
  const std::vector<PendingBallot> rest = urn.DrawAll();

  EXPECT_EQ(drawn.size(), 8U);
  EXPECT_EQ(rest.size(), 12U);
  std::set<Bytes> all;
  for (const auto& batch : {drawn, rest}) {
    EXPECT_TRUE(std::is_sorted(
        batch.begin(), batch.end(),
        [](const auto& x, const auto& y) { return x.ballot < y.ballot; }));
    for (const PendingBallot& ballot : batch) {
      all.insert(ballot.ballot);
    }
  }
  EXPECT_EQ(all.size(), 20U);
  EXPECT_EQ(urn.size(), 0U);
  EXPECT_EQ(urn.Find(Ballot(3).token, Ballot(3).hash),
            Urn::Spent::kBySameBytes);
}

TEST(UrnTest, DrawsAtRandom) {
  // 16 choose 8 drawings: that 40 of them agree is out of the question.
  std::set<std::vector<Bytes>> outcomes;
  for (int round = 0; round < 40; ++round) {
    Urn urn;
    for (uint8_t i = 0; i < 16; ++i) {
      urn.Add(Ballot(i));
    }
    std::vector<Bytes> outcome;
    for (const PendingBallot& ballot : urn.Draw(8)) {
      outcome.push_back(ballot.ballot);
    }
    outcomes.insert(outcome);
  }
  EXPECT_GT(outcomes.size(), 1U);
}

}  // namespace
}  // namespace pingyi
