#include "crypto/tally/count_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crypto/group/scalar.h"

namespace pingyi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Optional;

constexpr uint64_t kShift = 1000;

// W_k = 1000^k G.
std::vector<Point> Weights(size_t number) {
  std::vector<Point> out;
  uint64_t weight = 1;
  for (size_t k = 0; k < number; ++k) {
    out.push_back(Scalar::FromUint64(weight) * Point::Generator());
    weight *= kShift;
  }
  return out;
}

Point Sum(uint64_t value) {
  return Scalar::FromUint64(value) * Point::Generator();
}

TEST(CountSearchTest, FindsEveryPairUpToTheBound) {
  const CountSearch search(Weights(2), 9, 3);
  for (uint32_t a = 0; a <= 9; ++a) {
    for (uint32_t b = 0; a + b <= 9; ++b) {
      EXPECT_THAT(search.Find(Sum(a + kShift * b), 9),
                  Optional(ElementsAre(a, b)));
    }
  }
}

TEST(CountSearchTest, FindsEveryTripleUpToTheBound) {
  const CountSearch search(Weights(3), 6, 50);
  for (uint32_t a = 0; a <= 6; ++a) {
    for (uint32_t b = 0; a + b <= 6; ++b) {
      for (uint32_t c = 0; a + b + c <= 6; ++c) {
        EXPECT_THAT(search.Find(Sum(a + kShift * (b + kShift * c)), 6),
                    Optional(ElementsAre(a, b, c)));
      }
    }
  }
}

TEST(CountSearchTest, FindsFourAtBothEnds) {
  const CountSearch search(Weights(4), 20, 2);
  const uint64_t top = kShift * kShift * kShift;
  EXPECT_THAT(search.Find(Sum(20 * top), 20),
              Optional(ElementsAre(0, 0, 0, 20)));
  EXPECT_THAT(search.Find(Sum(20), 20), Optional(ElementsAre(20, 0, 0, 0)));
  EXPECT_THAT(search.Find(Sum(0), 20), Optional(ElementsAre(0, 0, 0, 0)));
}

TEST(CountSearchTest, FindsNothingAboveTheBound) {
  const CountSearch search(Weights(2), 9, 1);
  EXPECT_FALSE(search.Find(Sum(10), 9).has_value());
  EXPECT_FALSE(search.Find(Sum(5 + kShift * 5), 9).has_value());
  EXPECT_FALSE(search.Find(Sum(kShift * 10), 9).has_value());
}

TEST(CountSearchTest, FindsNothingAboveALowerBoundOfOneSearch) {
  const CountSearch search(Weights(2), 9, 1);
  EXPECT_THAT(search.Find(Sum(2 + kShift * 2), 4), Optional(ElementsAre(2, 2)));
  EXPECT_FALSE(search.Find(Sum(3 + kShift * 2), 4).has_value());
  EXPECT_FALSE(search.Find(Sum(5), 4).has_value());
}

TEST(CountSearchTest, WithoutWeightsFindsTheEmptySumOnly) {
  const CountSearch search({}, 9, 1);
  EXPECT_THAT(search.Find(Point(), 9), Optional(IsEmpty()));
  EXPECT_FALSE(search.Find(Sum(1), 9).has_value());
}

// A decoded point and one that was computed may be different representatives of
// one element.
TEST(CountSearchTest, FindsASumThatWasDecoded) {
  const CountSearch search(Weights(1), 9, 1);
  const Element four = Sum(4).ToElement();
  EXPECT_THAT(search.Find(Point::From(four), 9), Optional(ElementsAre(4)));
  EXPECT_THAT(search.Find(Point::From(Element()), 9), Optional(ElementsAre(0)));
}

}  // namespace
}  // namespace pingyi
