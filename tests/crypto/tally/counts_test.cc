#include "crypto/tally/counts.h"

#include <gtest/gtest.h>

#include <random>

#include "crypto/engine/point.h"
#include "crypto/group/scalar.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::absl::StatusCode;
using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;

// M_i for `counts`, from the definition: u_j = 2^(32 (k mod pack)).
std::vector<Element> Decrypted(const CountLayout& layout,
                               const std::vector<uint32_t>& counts) {
  const Scalar shift = Scalar::FromUint64(uint64_t{1} << 32);
  std::vector<Element> out;
  size_t at = 0;
  for (const uint32_t options : layout.options) {
    Scalar sum;
    Scalar weight = Scalar::FromUint64(1);
    for (uint32_t k = 0; k < options; ++k) {
      sum = sum + weight * Scalar::FromUint64(counts[at++]);
      weight = weight * shift;
      if ((k + 1) % layout.pack == 0 || k + 1 == options) {
        out.push_back(Element::MulBase(sum));
        sum = Scalar();
        weight = Scalar::FromUint64(1);
      }
    }
  }
  return out;
}

// Counts that add up to `ballots` in every contest; seeded, so repeatable.
std::vector<uint32_t> AnyCounts(const CountLayout& layout, uint32_t ballots) {
  std::mt19937 random(ballots + layout.pack);
  std::vector<uint32_t> out;
  for (const uint32_t options : layout.options) {
    uint32_t left = ballots;
    for (uint32_t k = 1; k < options; ++k) {
      const uint32_t count =
          std::uniform_int_distribution<uint32_t>(0, left)(random);
      out.push_back(count);
      left -= count;
    }
    out.push_back(left);
  }
  return out;
}

// Finds and checks `counts`.
void ExpectFound(const CountLayout& layout, const std::vector<uint32_t>& counts,
                 uint32_t ballots) {
  const std::vector<Element> decrypted = Decrypted(layout, counts);
  ASSERT_EQ(decrypted.size(), layout.ciphertext_count());
  const absl::StatusOr<std::vector<uint32_t>> found =
      FindCounts(layout, decrypted, ballots);
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(*found, counts);
  EXPECT_THAT(CheckCounts(layout, decrypted, counts, ballots), IsOk());
}

class PackTest : public ::testing::TestWithParam<uint32_t> {};

TEST_P(PackTest, FindsCountsOfContestsOfAllSizes) {
  const CountLayout layout = {.options = {4, 1, 5, 2, 3, 8},
                              .pack = GetParam()};
  ExpectFound(layout, AnyCounts(layout, 37), 37);
}

TEST_P(PackTest, FindsUnanimousCounts) {
  const CountLayout layout = {.options = {4, 5}, .pack = GetParam()};
  ExpectFound(layout, {0, 0, 0, 60, 0, 0, 0, 60, 0}, 60);
  ExpectFound(layout, {60, 0, 0, 0, 0, 0, 0, 0, 60}, 60);
}

TEST_P(PackTest, FindsNothingInNoBallots) {
  const CountLayout layout = {.options = {4, 5}, .pack = GetParam()};
  ExpectFound(layout, std::vector<uint32_t>(9), 0);
}

TEST_P(PackTest, RefusesOneBallotMoreThanTheLimit) {
  const CountLayout layout = {.options = {1}, .pack = GetParam()};
  const std::vector<Element> decrypted = {Element()};
  EXPECT_THAT(FindCounts(layout, decrypted, MaxBallots(GetParam()) + 1),
              FailsWith(StatusCode::kOutOfRange, "too many to search"));
}

TEST_P(PackTest, RefusesATotalThatIsNoCount) {
  const CountLayout layout = {.options = {4, 4}, .pack = GetParam()};
  std::vector<Element> decrypted = Decrypted(layout, {9, 0, 0, 0, 3, 2, 2, 2});
  decrypted.back() = decrypted.back() + Element::Generator();
  EXPECT_THAT(FindCounts(layout, decrypted, 9),
              FailsWith(StatusCode::kDataLoss, "contest 1"));
}

TEST_P(PackTest, RefusesCountsThatDoNotAddUpToTheBallots) {
  const CountLayout layout = {.options = {4, 4}, .pack = GetParam()};
  const std::vector<uint32_t> counts = {9, 0, 0, 0, 3, 2, 2, 1};
  const std::vector<Element> decrypted = Decrypted(layout, counts);
  EXPECT_THAT(FindCounts(layout, decrypted, 9),
              FailsWith(StatusCode::kDataLoss, "contest 1"));
  EXPECT_THAT(CheckCounts(layout, decrypted, counts, 9),
              FailsWith(StatusCode::kInvalidArgument,
                        "contest 1 adds up to 8, not to 9"));
}

TEST_P(PackTest, RefusesCountsMovedWithinAContest) {
  const CountLayout layout = {.options = {4, 4}, .pack = GetParam()};
  const std::vector<Element> decrypted =
      Decrypted(layout, {9, 0, 0, 0, 3, 2, 2, 2});
  const std::vector<uint32_t> moved = {9, 0, 0, 0, 4, 2, 2, 1};
  EXPECT_THAT(CheckCounts(layout, decrypted, moved, 9),
              FailsWith(StatusCode::kInvalidArgument, "not what was decrypt"));
}

INSTANTIATE_TEST_SUITE_P(Packs, PackTest, ::testing::Values(1, 2, 3, 4));

TEST(FindCountsTest, FindsTheLargestAllowedAtPackOne) {
  const CountLayout layout = {.options = {2}, .pack = 1};
  ExpectFound(layout, {9'999'999, 1}, 10'000'000);
}

TEST(FindCountsTest, FindsTheLargestAllowedAtPackTwo) {
  const CountLayout layout = {.options = {3}, .pack = 2};
  ExpectFound(layout, {1, 99'998, 1}, 100'000);
}

TEST(FindCountsTest, FindsTheLargestAllowedAtPackFour) {
  const CountLayout layout = {.options = {4}, .pack = 4};
  ExpectFound(layout, {1, 0, 498, 1}, 500);
}

TEST(FindCountsTest, RefusesWhatDoesNotFitTheLayout) {
  const std::vector<Element> one = {Element()};
  EXPECT_THAT(FindCounts({.options = {4}, .pack = 0}, one, 1),
              FailsWith(StatusCode::kInvalidArgument, "pack is 0"));
  EXPECT_THAT(FindCounts({.options = {4}, .pack = 5}, one, 1),
              FailsWith(StatusCode::kInvalidArgument, "pack is 5"));
  EXPECT_THAT(FindCounts({.options = {4, 0}, .pack = 2}, one, 1),
              FailsWith(StatusCode::kInvalidArgument, "no option"));
  EXPECT_THAT(FindCounts({.options = {4}, .pack = 2}, one, 1),
              FailsWith(StatusCode::kInvalidArgument, "1 totals, want 2"));
}

TEST(CheckCountsTest, RefusesAnotherNumberOfCounts) {
  const CountLayout layout = {.options = {2}, .pack = 2};
  const std::vector<Element> decrypted = Decrypted(layout, {1, 2});
  const std::vector<uint32_t> counts = {1, 2, 0};
  EXPECT_THAT(CheckCounts(layout, decrypted, counts, 3),
              FailsWith(StatusCode::kInvalidArgument, "3 counts, want 2"));
}

// Sums are 64 bits wide: 2^32 votes more must not look like none.
TEST(CheckCountsTest, RefusesCountsWhoseSumWrapsAround) {
  const CountLayout layout = {.options = {2}, .pack = 2};
  const std::vector<uint32_t> counts = {0xffffffff, 4};
  const std::vector<Element> decrypted = Decrypted(layout, counts);
  EXPECT_THAT(CheckCounts(layout, decrypted, counts, 3),
              FailsWith(StatusCode::kInvalidArgument, "adds up to 4294967299"));
}

}  // namespace
}  // namespace pingyi
