#include "crypto/ballot/layout.h"

#include <gtest/gtest.h>

#include <vector>

#include "crypto/ballot/parameters.h"
#include "crypto/group/secret_scalar.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

TEST(BallotLayoutTest, TwentySevenDepartmentsOfFourLevelsTake4768Bytes) {
  const auto layout = BallotLayout::Create(std::vector<uint32_t>(27, 4), 2);
  ASSERT_THAT(layout, IsOk());
  EXPECT_EQ(layout->options(), 108U);
  EXPECT_EQ(layout->ciphertexts(), 54U);
  EXPECT_EQ(layout->contests(), 27U);
  EXPECT_EQ(layout->ballot_size(), 4768U);
  EXPECT_EQ(layout->proof_size(), 32U * (11 + 108 - 27));
}

TEST(BallotLayoutTest, CiphertextsEndWithTheirContest) {
  const auto layout = BallotLayout::Create({3, 1, 5}, 2);
  ASSERT_THAT(layout, IsOk());
  const std::vector<size_t> ciphertexts = {0, 0, 1, 2, 3, 3, 4, 4, 5};
  const std::vector<uint32_t> places = {0, 1, 0, 0, 0, 1, 0, 1, 0};
  ASSERT_EQ(layout->options(), ciphertexts.size());
  for (size_t j = 0; j < layout->options(); ++j) {
    EXPECT_EQ(layout->ciphertext_of(j), ciphertexts[j]) << j;
    EXPECT_EQ(layout->place(j), places[j]) << j;
  }
  EXPECT_EQ(layout->ciphertexts(), 6U);
  EXPECT_EQ(layout->first_option(2), 4U);
  EXPECT_EQ(layout->options_of(2), 5U);
  EXPECT_EQ(layout->pack(), 2U);
}

TEST(BallotLayoutTest, WeightsAreThirtyTwoBitsApart) {
  EXPECT_EQ(PackWeight(0), Scalar::FromUint64(1));
  const Scalar step = Scalar::FromUint64(uint64_t{1} << 32);
  EXPECT_EQ(PackWeight(1), step);
  EXPECT_EQ(PackWeight(2), step * step);
  EXPECT_EQ(PackWeight(3), step * step * step);
}

TEST(BallotLayoutTest, RefusesWhatIsNoLayout) {
  EXPECT_THAT(BallotLayout::Create({}, 2), FailsWith(kInvalid, "no contest"));
  EXPECT_THAT(BallotLayout::Create({4, 0}, 2),
              FailsWith(kInvalid, "contest 1 has no option"));
  EXPECT_THAT(BallotLayout::Create({4}, 0), FailsWith(kInvalid, "pack 0"));
  EXPECT_THAT(BallotLayout::Create({4}, 5), FailsWith(kInvalid, "pack 5"));
}

TEST(BallotLayoutTest, RefusesBallotsThatFitNoLeaf) {
  EXPECT_THAT(BallotLayout::Create({4'000'000'000}, 1),
              FailsWith(kInvalid, "too many options"));
  EXPECT_THAT(BallotLayout::Create(std::vector<uint32_t>(5000, 4), 2),
              FailsWith(kInvalid, "larger than"));
}

TEST(BallotParametersTest, RefusesTooFewKeysAndTheIdentity) {
  const BallotLayout layout = *BallotLayout::Create({2, 2}, 2);
  std::vector<Element> keys = {Element::MulBase(SecretScalar::Random())};
  EXPECT_THAT(BallotParameters::Create(Context(), layout, keys),
              FailsWith(kInvalid, "want 2, got 1"));
  keys.emplace_back();
  EXPECT_THAT(BallotParameters::Create(Context(), layout, keys),
              FailsWith(kInvalid, "K_1 is the identity"));
}

}  // namespace
}  // namespace pingyi
