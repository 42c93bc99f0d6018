#include "crypto/token/token.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "tests/crypto/token/issuers.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::absl::StatusCode;
using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;
using ::pingyi::testing::Issuers;

TEST(TokenInputTest, IsSessionRoundAndKey) {
  TokenScope scope;
  scope.session_id.fill(7);
  scope.round = 0x01020304;
  const Bytes input = TokenInput(scope, Element::Generator());
  ASSERT_EQ(input.size(), 68U);
  EXPECT_EQ(input[31], 7);
  EXPECT_EQ(input[32], 4);
  EXPECT_EQ(input[35], 1);
  EXPECT_TRUE(std::equal(input.begin() + 36, input.end(),
                         Element::Generator().bytes().begin()));
}

TEST(TokenSecretTest, ReadsBackItsOwnBytes) {
  const TokenSecret secret = TokenSecret::Random();
  const absl::StatusOr<TokenSecret> read =
      TokenSecret::Parse(secret.Serialize());
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->public_key(), secret.public_key());
  EXPECT_EQ(read->Blinded({}).value(), secret.Blinded({}).value());
}

TEST(TokenSecretTest, RefusesAScalarThatIsZeroOrNotCanonical) {
  std::array<uint8_t, kTokenSecretSize> bytes = {};
  bytes[0] = 1;
  EXPECT_THAT(TokenSecret::Parse(SecretBytes<kTokenSecretSize>::Copy(bytes)),
              FailsWith(StatusCode::kInvalidArgument, "zero"));
  bytes[32] = 1;
  EXPECT_THAT(TokenSecret::Parse(SecretBytes<kTokenSecretSize>::Copy(bytes)),
              IsOk());
  bytes[0] = 0;
  EXPECT_THAT(TokenSecret::Parse(SecretBytes<kTokenSecretSize>::Copy(bytes)),
              FailsWith(StatusCode::kInvalidArgument, "zero"));
  bytes[31] = 0xff;
  EXPECT_THAT(TokenSecret::Parse(SecretBytes<kTokenSecretSize>::Copy(bytes)),
              FailsWith(StatusCode::kInvalidArgument, "scalar"));
}

// A tablet's way to its token, part by part.
class IssueTest : public ::testing::Test {
 protected:
  PartEvaluation Evaluate(uint32_t issuer) const {
    return EvaluatePart(issuers_.share(issuer), issuers_.public_share(issuer),
                        blinded_)
        .value();
  }
  absl::StatusOr<TokenPart> Unblind(uint32_t issuer,
                                    const PartEvaluation& evaluation) const {
    return secret_.Unblind(blinded_, issuer, issuers_.public_share(issuer),
                           evaluation);
  }

  Issuers issuers_;
  TokenSecret secret_ = TokenSecret::Random();
  Element blinded_ = secret_.Blinded(issuers_.scope()).value();
};

TEST_F(IssueTest, MakesTheKeyTimesTheHash) {
  std::vector<TokenPart> parts;
  for (const uint32_t issuer : {1U, 2U, 3U}) {
    const absl::StatusOr<TokenPart> part = Unblind(issuer, Evaluate(issuer));
    ASSERT_THAT(part, IsOk());
    parts.push_back(*part);
  }
  const absl::StatusOr<Token> token =
      CombineParts(issuers_.active(), secret_.public_key(), parts);
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->y, secret_.public_key());

  const std::vector<uint32_t> two = {1, 2};
  const std::vector<Scalar> lambdas = LagrangeAtZero(two).value();
  const SecretScalar key =
      lambdas[0] * issuers_.share(1) + lambdas[1] * issuers_.share(2);
  EXPECT_EQ(Element::MulBase(key), issuers_.public_key());
  EXPECT_EQ(token->n, key * TokenBase(issuers_.scope(), secret_.public_key()));
}

TEST_F(IssueTest, ShowsIssuersNothingOfTheToken) {
  const TokenSecret other =
      TokenSecret::From(secret_.key().Clone(), SecretScalar::Random());
  EXPECT_EQ(other.public_key(), secret_.public_key());
  EXPECT_NE(other.Blinded(issuers_.scope()).value(), blinded_);
}

TEST_F(IssueTest, IssuerRefusesAnIdentityRequest) {
  EXPECT_THAT(
      EvaluatePart(issuers_.share(1), issuers_.public_share(1), Element()),
      FailsWith(StatusCode::kInvalidArgument, "identity"));
}

TEST_F(IssueTest, TabletRefusesAPartByAnotherShare) {
  EXPECT_THAT(Unblind(1, Evaluate(2)),
              FailsWith(StatusCode::kInvalidArgument, "part of issuer 1"));
}

TEST_F(IssueTest, TabletRefusesAnotherEvaluation) {
  PartEvaluation evaluation = Evaluate(1);
  evaluation.z = evaluation.z + Element::Generator();
  EXPECT_THAT(Unblind(1, evaluation),
              FailsWith(StatusCode::kInvalidArgument, "part of issuer 1"));
}

TEST_F(IssueTest, TabletRefusesAnotherProof) {
  PartEvaluation evaluation = Evaluate(1);
  evaluation.proof.s = evaluation.proof.s + Scalar::FromUint64(1);
  EXPECT_THAT(Unblind(1, evaluation),
              FailsWith(StatusCode::kInvalidArgument, "part of issuer 1"));
}

// A share of zero would make X_i and every part the identity.
TEST_F(IssueTest, TabletRefusesAPartThatIsTheIdentity) {
  const SecretScalar zero = SecretScalar::From(Scalar());
  const PartEvaluation evaluation =
      EvaluatePart(zero, Element(), blinded_).value();
  EXPECT_THAT(secret_.Unblind(blinded_, 1, Element(), evaluation),
              FailsWith(StatusCode::kInvalidArgument, "is the identity"));
}

TEST_F(IssueTest, RefusesABlindOfZero) {
  const TokenSecret zero =
      TokenSecret::From(SecretScalar::Random(), SecretScalar::From(Scalar()));
  EXPECT_THAT(zero.Blinded(issuers_.scope()),
              FailsWith(StatusCode::kInvalidArgument, "identity"));
}

class CombinePartsTest : public ::testing::Test {
 protected:
  absl::StatusOr<Token> Combine(const ActiveSet& active) const {
    return CombineParts(active, cast_.token.y, cast_.parts);
  }
  absl::StatusOr<Token> Combine() const { return Combine(issuers_.active()); }

  Issuers issuers_;
  CastToken cast_ = issuers_.Issue(1)[0];
};

TEST_F(CombinePartsTest, GivesOneTokenForEveryActiveSet) {
  cast_.parts.erase(cast_.parts.begin());
  const absl::StatusOr<Token> token =
      Combine({.threshold = 2, .issuers = {2, 3}});
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(*token, cast_.token);
}

TEST_F(CombinePartsTest, RefusesAPartTooFew) {
  cast_.parts.pop_back();
  EXPECT_THAT(Combine(),
              FailsWith(StatusCode::kInvalidArgument, "not exactly"));
}

TEST_F(CombinePartsTest, RefusesAPartTooMany) {
  EXPECT_THAT(Combine({.threshold = 2, .issuers = {1, 2}}),
              FailsWith(StatusCode::kInvalidArgument, "not exactly"));
}

TEST_F(CombinePartsTest, RefusesPartsInAnotherOrder) {
  std::swap(cast_.parts[0], cast_.parts[1]);
  EXPECT_THAT(Combine(),
              FailsWith(StatusCode::kInvalidArgument, "not exactly"));
}

TEST_F(CombinePartsTest, RefusesAPartOffThePolynomial) {
  cast_.parts[2].n = cast_.parts[2].n + Element::Generator();
  EXPECT_THAT(Combine(),
              FailsWith(StatusCode::kInvalidArgument, "one polynomial"));
}

TEST_F(CombinePartsTest, RefusesAPartThatIsTheIdentity) {
  cast_.parts[1].n = Element();
  EXPECT_THAT(Combine(), FailsWith(StatusCode::kInvalidArgument,
                                   "part of issuer 2: is the identity"));
}

// N = 2 N_1 - N_2 at 0.
TEST_F(CombinePartsTest, RefusesATokenThatIsTheIdentity) {
  const Element one = Element::Generator();
  cast_.parts = {{.issuer = 1, .n = one}, {.issuer = 2, .n = one + one}};
  EXPECT_THAT(Combine({.threshold = 2, .issuers = {1, 2}}),
              FailsWith(StatusCode::kInvalidArgument, "token: is the id"));
}

TEST(ActiveSetTest, RefusesWhatIsNoSet) {
  const auto validate = [](uint32_t threshold, std::vector<uint32_t> issuers) {
    return ActiveSet{.threshold = threshold, .issuers = std::move(issuers)}
        .Validate();
  };
  EXPECT_THAT(validate(2, {1, 3}), IsOk());
  EXPECT_THAT(validate(0, {1, 3}),
              FailsWith(StatusCode::kInvalidArgument, "threshold is 0"));
  EXPECT_THAT(validate(3, {1, 3}),
              FailsWith(StatusCode::kInvalidArgument, "at least 3"));
  EXPECT_THAT(validate(2, {0, 3}),
              FailsWith(StatusCode::kInvalidArgument, "issuer 0"));
  EXPECT_THAT(validate(2, {3, 3}),
              FailsWith(StatusCode::kInvalidArgument, "issuer 3"));
  EXPECT_THAT(validate(2, {3, 1}),
              FailsWith(StatusCode::kInvalidArgument, "issuer 1"));
}

}  // namespace
}  // namespace pingyi
