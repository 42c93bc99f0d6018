#include "crypto/audit/decoded.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "tests/crypto/ballot/sample.h"

namespace pingyi {
namespace {

struct Decoded {
  Bytes bytes;
  CountedBallot counted;
};

Decoded AnyBallot() {
  const BallotParameters parameters = testing::SampleParameters();
  Bytes bytes = testing::SampleBallot(parameters);
  ParsedBallot parsed = *ParseBallot(parameters.layout(), bytes);
  return {.bytes = std::move(bytes),
          .counted = CountedBallot::From(std::move(parsed))};
}

TEST(CountedBallotTest, HasTheTokenAndThePointsOfItsBytes) {
  const BallotParameters parameters = testing::SampleParameters();
  const Bytes bytes = testing::SampleBallot(parameters);
  const ParsedBallot parsed = *ParseBallot(parameters.layout(), bytes);

  const CountedBallot counted = CountedBallot::From(parsed);

  EXPECT_EQ(counted.token.y, parsed.y.ToElement());
  EXPECT_EQ(counted.token.n, parsed.n.ToElement());
  EXPECT_TRUE(counted.n == parsed.n);
  EXPECT_TRUE(counted.a == parsed.a);
  ASSERT_EQ(counted.b.size(), parsed.b.size());
  for (size_t i = 0; i < counted.b.size(); ++i) {
    EXPECT_TRUE(counted.b[i] == parsed.b[i]);
  }
}

TEST(DecodedBallotsTest, GivesBackWhatWasPutInOnce) {
  const Decoded ballot = AnyBallot();
  DecodedBallots decoded;
  decoded.Put(ballot.bytes, ballot.counted);

  const auto taken = decoded.Take(ballot.bytes);

  ASSERT_TRUE(taken.has_value());
  EXPECT_EQ(taken->token, ballot.counted.token);
  EXPECT_TRUE(taken->a == ballot.counted.a);
  EXPECT_FALSE(decoded.Take(ballot.bytes).has_value());
}

TEST(DecodedBallotsTest, KnowsOtherBytesWithTheSameTokenApart) {
  const Decoded ballot = AnyBallot();
  DecodedBallots decoded;
  decoded.Put(ballot.bytes, ballot.counted);
  Bytes other = ballot.bytes;
  other.back() ^= 1;

  EXPECT_FALSE(decoded.Take(other).has_value());
  EXPECT_FALSE(decoded.Take(ByteSpan(ballot.bytes).first(31)).has_value());
  EXPECT_TRUE(decoded.Take(ballot.bytes).has_value());
}

TEST(DecodedBallotsTest, TakesNoMoreThanItHasRoomFor) {
  const Decoded ballot = AnyBallot();
  DecodedBallots decoded;
  std::vector<Decoded> ballots;
  for (size_t i = 0; i <= DecodedBallots::kCapacity; ++i) {
    // Another token each, which is all that the store looks at.
    Decoded next = ballot;
    const Element y =
        Element::MulBase(Scalar::FromUint64(static_cast<uint64_t>(i) + 1));
    std::copy(y.bytes().begin(), y.bytes().end(), next.bytes.begin());
    next.counted.token.y = y;
    decoded.Put(next.bytes, next.counted);
    ballots.push_back(std::move(next));
  }

  EXPECT_TRUE(decoded.Take(ballots.front().bytes).has_value());
  EXPECT_FALSE(decoded.Take(ballots.back().bytes).has_value());
}

}  // namespace
}  // namespace pingyi
