#include "crypto/token/casting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/crypto/token/issuers.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::absl::StatusCode;
using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;
using ::pingyi::testing::Issuers;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ConfirmTest : public ::testing::Test {
 protected:
  ConfirmTest() {
    for (const CastToken& cast : issuers_.Issue(5)) {
      items_.push_back({.token_key = cast.token.y, .part = cast.parts[1].n});
    }
  }
  std::vector<bool> Confirm(uint32_t issuer) const {
    return ConfirmParts(issuers_.scope(), issuers_.share(issuer), items_);
  }

  Issuers issuers_;
  std::vector<ConfirmItem> items_;  // Of issuer 2.
};

TEST_F(ConfirmTest, SaysYesToItsOwnParts) {
  EXPECT_THAT(Confirm(2), Each(true));
}

TEST_F(ConfirmTest, SaysNoToAnotherIssuersParts) {
  EXPECT_THAT(Confirm(1), Each(false));
}

TEST_F(ConfirmTest, SaysNoToTheOneBadPart) {
  items_[3].part = items_[3].part + Element::Generator();
  EXPECT_THAT(Confirm(2), ElementsAre(true, true, true, false, true));
}

TEST_F(ConfirmTest, SaysNoToAPartUnderAnotherKey) {
  std::swap(items_[0].part, items_[4].part);
  EXPECT_THAT(Confirm(2), ElementsAre(false, true, true, true, false));
}

// Two errors that cancel in the sum without weights.
TEST_F(ConfirmTest, SaysNoToErrorsThatCancel) {
  items_[1].part = items_[1].part + Element::Generator();
  items_[2].part = items_[2].part - Element::Generator();
  EXPECT_THAT(Confirm(2), ElementsAre(true, false, false, true, true));
}

TEST_F(ConfirmTest, SaysNoInAnotherRound) {
  TokenScope scope = issuers_.scope();
  scope.round = 1;
  EXPECT_THAT(ConfirmParts(scope, issuers_.share(2), items_), Each(false));
}

TEST_F(ConfirmTest, SaysNothingToNothing) {
  items_.clear();
  EXPECT_THAT(Confirm(2), IsEmpty());
}

class CheckCastTokensTest : public ::testing::Test {
 protected:
  std::vector<absl::Status> Check() const {
    return CheckCastTokens(issuers_.active(), tokens_);
  }

  Issuers issuers_;
  std::vector<CastToken> tokens_ = issuers_.Issue(4);
};

TEST_F(CheckCastTokensTest, AcceptsGoodTokens) {
  EXPECT_THAT(Check(), Each(IsOk()));
}

TEST_F(CheckCastTokensTest, NamesTheTokenWhoseValueIsOffThePolynomial) {
  tokens_[1].token.n = tokens_[1].token.n + Element::Generator();
  EXPECT_THAT(Check(), ElementsAre(IsOk(),
                                   FailsWith(StatusCode::kInvalidArgument,
                                             "one polynomial through N"),
                                   IsOk(), IsOk()));
}

TEST_F(CheckCastTokensTest, NamesTheTokenWithAPartOffThePolynomial) {
  for (TokenPart& part : tokens_[3].parts) {
    const Element good = part.n;
    part.n = part.n + Element::Generator();
    EXPECT_THAT(Check(), ElementsAre(IsOk(), IsOk(), IsOk(),
                                     FailsWith(StatusCode::kInvalidArgument,
                                               "one polynomial through N")));
    part.n = good;
  }
}

TEST_F(CheckCastTokensTest, RefusesMissingParts) {
  tokens_[0].parts.pop_back();
  tokens_[2].parts.clear();
  EXPECT_THAT(
      Check(),
      ElementsAre(
          FailsWith(StatusCode::kInvalidArgument, "not exactly"), IsOk(),
          FailsWith(StatusCode::kInvalidArgument, "not exactly"), IsOk()));
}

TEST_F(CheckCastTokensTest, RefusesPartsThatAreTheIdentity) {
  tokens_[0].parts[0].n = Element();
  EXPECT_THAT(Check()[0],
              FailsWith(StatusCode::kInvalidArgument, "is the identity"));
}

TEST_F(CheckCastTokensTest, RefusesAllUnderABadActiveSet) {
  EXPECT_THAT(CheckCastTokens({.threshold = 4, .issuers = {1, 2, 3}}, tokens_),
              Each(FailsWith(StatusCode::kInvalidArgument, "active set")));
}

}  // namespace
}  // namespace pingyi
