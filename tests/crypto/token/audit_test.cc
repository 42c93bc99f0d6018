#include "crypto/token/audit.h"

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
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class TokenAuditTest : public ::testing::TestWithParam<AuditMode> {
 protected:
  TokenAuditTest() {
    context_.session_id = issuers_.scope().session_id;
    context_.key_id.fill(9);
    for (const CastToken& cast : issuers_.Issue(4)) {
      tokens_.push_back(cast.token);
    }
  }

  TokenAudit Audit() const {
    return TokenAudit::Create(context_, tokens_).value();
  }
  AuditShare Share(const TokenAudit& audit, uint32_t issuer,
                   AuditMode mode) const {
    return audit.MakeShare({.index = issuer,
                            .public_share = issuers_.public_share(issuer),
                            .mode = mode},
                           issuers_.share(issuer));
  }
  std::vector<AuditShare> Shares(const TokenAudit& audit,
                                 const std::vector<uint32_t>& issuers,
                                 AuditMode mode) const {
    std::vector<AuditShare> out;
    for (const uint32_t issuer : issuers) {
      out.push_back(Share(audit, issuer, mode));
      EXPECT_THAT(audit.Verify(out.back(), issuers_.public_share(issuer)),
                  IsOk());
    }
    return out;
  }

  Issuers issuers_;
  Context context_;
  std::vector<Token> tokens_;
};

TEST_F(TokenAuditTest, GoodTokensSumUpWithAnyTwoIssuers) {
  const TokenAudit audit = Audit();
  for (const std::vector<uint32_t>& issuers :
       {std::vector<uint32_t>{1, 2}, {3, 1}, {2, 3}, {1, 2, 3}}) {
    const absl::StatusOr<bool> sums_up =
        audit.SumsUp(2, Shares(audit, issuers, AuditMode::kSum));
    ASSERT_THAT(sums_up, IsOk());
    EXPECT_TRUE(*sums_up);
  }
}

TEST_F(TokenAuditTest, ABadTokenShowsInTheSumAndIsNamedByEach) {
  tokens_[2].n = tokens_[2].n + Element::Generator();
  const TokenAudit audit = Audit();
  const absl::StatusOr<bool> sums_up =
      audit.SumsUp(2, Shares(audit, {1, 3}, AuditMode::kSum));
  ASSERT_THAT(sums_up, IsOk());
  EXPECT_FALSE(*sums_up);
  const absl::StatusOr<std::vector<size_t>> bad =
      audit.VoidTokens(2, Shares(audit, {1, 3}, AuditMode::kEach));
  ASSERT_THAT(bad, IsOk());
  EXPECT_THAT(*bad, ElementsAre(2));
}

TEST_F(TokenAuditTest, ErrorsThatCancelShowInTheSum) {
  tokens_[0].n = tokens_[0].n + Element::Generator();
  tokens_[3].n = tokens_[3].n - Element::Generator();
  const TokenAudit audit = Audit();
  EXPECT_FALSE(audit.SumsUp(2, Shares(audit, {1, 2}, AuditMode::kSum)).value());
  EXPECT_THAT(
      audit.VoidTokens(2, Shares(audit, {1, 2}, AuditMode::kEach)).value(),
      ElementsAre(0, 3));
}

TEST_F(TokenAuditTest, ATokenOfAnotherRoundIsVoid) {
  context_.round = 1;
  const TokenAudit audit = Audit();
  EXPECT_THAT(
      audit.VoidTokens(2, Shares(audit, {2, 3}, AuditMode::kEach)).value(),
      ElementsAre(0, 1, 2, 3));
}

TEST_F(TokenAuditTest, NoGoodTokenIsVoid) {
  const TokenAudit audit = Audit();
  EXPECT_THAT(
      audit.VoidTokens(2, Shares(audit, {2, 3}, AuditMode::kEach)).value(),
      IsEmpty());
}

TEST_F(TokenAuditTest, RefusesNoTokens) {
  EXPECT_THAT(TokenAudit::Create(context_, {}),
              FailsWith(StatusCode::kInvalidArgument, "no token"));
}

TEST_F(TokenAuditTest, RefusesToCombineTooFewShares) {
  const TokenAudit audit = Audit();
  EXPECT_THAT(audit.SumsUp(2, Shares(audit, {1}, AuditMode::kSum)),
              FailsWith(StatusCode::kFailedPrecondition, "1 valid shares"));
  EXPECT_THAT(audit.VoidTokens(2, Shares(audit, {1}, AuditMode::kEach)),
              FailsWith(StatusCode::kFailedPrecondition, "1 valid shares"));
  EXPECT_THAT(audit.SumsUp(0, {}),
              FailsWith(StatusCode::kInvalidArgument, "threshold is 0"));
}

TEST_F(TokenAuditTest, RefusesToCombineAnIssuerTwice) {
  const TokenAudit audit = Audit();
  EXPECT_THAT(audit.SumsUp(2, Shares(audit, {1, 1}, AuditMode::kSum)),
              FailsWith(StatusCode::kInvalidArgument, "issuer 1: given twice"));
}

TEST_F(TokenAuditTest, RefusesToCombineSharesOfTheOtherKind) {
  const TokenAudit audit = Audit();
  EXPECT_THAT(audit.SumsUp(2, Shares(audit, {1, 2}, AuditMode::kEach)),
              FailsWith(StatusCode::kInvalidArgument, "another kind"));
  EXPECT_THAT(audit.VoidTokens(2, Shares(audit, {1, 2}, AuditMode::kSum)),
              FailsWith(StatusCode::kInvalidArgument, "another kind"));
}

// An issuer's lies, in both kinds of share.
TEST_P(TokenAuditTest, RefusesAnotherU) {
  const TokenAudit audit = Audit();
  AuditShare share = Share(audit, 1, GetParam());
  for (Element& u : share.u) {
    const Element good = u;
    u = u + Element::Generator();
    EXPECT_THAT(audit.Verify(share, issuers_.public_share(1)),
                FailsWith(StatusCode::kInvalidArgument, "issuer 1"));
    u = good;
  }
  EXPECT_THAT(audit.Verify(share, issuers_.public_share(1)), IsOk());
}

TEST_P(TokenAuditTest, RefusesAShareByAnotherKeyProvedAsItIs) {
  const TokenAudit audit = Audit();
  const AuditShare share =
      audit.MakeShare({.index = 1,
                       .public_share = issuers_.public_share(1),
                       .mode = GetParam()},
                      SecretScalar::Random());
  EXPECT_THAT(audit.Verify(share, issuers_.public_share(1)),
              FailsWith(StatusCode::kInvalidArgument, "logarithms"));
}

TEST_P(TokenAuditTest, RefusesAnotherProof) {
  const TokenAudit audit = Audit();
  AuditShare share = Share(audit, 1, GetParam());
  share.proof.z = share.proof.z + Scalar::FromUint64(1);
  EXPECT_THAT(audit.Verify(share, issuers_.public_share(1)),
              FailsWith(StatusCode::kInvalidArgument, "logarithms"));
  share = Share(audit, 1, GetParam());
  share.proof.e = share.proof.e + Scalar::FromUint64(1);
  EXPECT_THAT(audit.Verify(share, issuers_.public_share(1)),
              FailsWith(StatusCode::kInvalidArgument, "logarithms"));
}

TEST_P(TokenAuditTest, RefusesAShareInAnothersName) {
  const TokenAudit audit = Audit();
  AuditShare share = Share(audit, 1, GetParam());
  share.issuer = 2;
  EXPECT_THAT(audit.Verify(share, issuers_.public_share(1)),
              FailsWith(StatusCode::kInvalidArgument, "issuer 2"));
  EXPECT_THAT(audit.Verify(share, issuers_.public_share(2)),
              FailsWith(StatusCode::kInvalidArgument, "issuer 2"));
}

TEST_P(TokenAuditTest, RefusesAShareOfOtherBallots) {
  const AuditShare share = Share(Audit(), 1, GetParam());
  std::swap(tokens_[0], tokens_[1]);
  EXPECT_THAT(Audit().Verify(share, issuers_.public_share(1)),
              FailsWith(StatusCode::kInvalidArgument, "issuer 1"));
}

TEST_P(TokenAuditTest, RefusesAShareOfAnotherSession) {
  const AuditShare share = Share(Audit(), 1, GetParam());
  context_.key_id[0] ^= 1;
  EXPECT_THAT(Audit().Verify(share, issuers_.public_share(1)),
              FailsWith(StatusCode::kInvalidArgument, "issuer 1"));
}

TEST_P(TokenAuditTest, RefusesAnotherNumberOfElements) {
  const TokenAudit audit = Audit();
  AuditShare share = Share(audit, 1, GetParam());
  share.u.emplace_back();
  EXPECT_THAT(audit.Verify(share, issuers_.public_share(1)),
              FailsWith(StatusCode::kInvalidArgument, "elements, want"));
  share.u.clear();
  EXPECT_THAT(audit.Verify(share, issuers_.public_share(1)),
              FailsWith(StatusCode::kInvalidArgument, "0 elements, want"));
}

TEST_P(TokenAuditTest, ReadsBackItsOwnPayload) {
  const AuditShare share = Share(Audit(), 3, GetParam());
  const Bytes payload = share.Payload();
  EXPECT_EQ(payload.size(), 4U + 1 + 32 * share.u.size() + 64);
  const absl::StatusOr<AuditShare> read = AuditShare::Parse(payload);
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->issuer, 3U);
  EXPECT_EQ(read->mode, GetParam());
  EXPECT_EQ(read->u, share.u);
  EXPECT_EQ(read->proof, share.proof);
}

INSTANTIATE_TEST_SUITE_P(Modes, TokenAuditTest,
                         ::testing::Values(AuditMode::kSum, AuditMode::kEach));

// le32(7), mode, `elements` identities, a proof of zeros.
Bytes AnyPayload(uint8_t mode, size_t elements) {
  Bytes out = {7, 0, 0, 0, mode};
  out.resize(5 + 32 * elements + 64);
  return out;
}

TEST(AuditShareTest, ReadsBothKinds) {
  EXPECT_THAT(AuditShare::Parse(AnyPayload(0, 1)), IsOk());
  EXPECT_THAT(AuditShare::Parse(AnyPayload(1, 3)), IsOk());
}

TEST(AuditShareTest, RefusesSizesThatFitNoShare) {
  EXPECT_THAT(AuditShare::Parse({}),
              FailsWith(StatusCode::kInvalidArgument, "no size"));
  EXPECT_THAT(AuditShare::Parse(AnyPayload(1, 0)),
              FailsWith(StatusCode::kInvalidArgument, "no size"));
  Bytes payload = AnyPayload(1, 2);
  payload.push_back(0);
  EXPECT_THAT(AuditShare::Parse(payload),
              FailsWith(StatusCode::kInvalidArgument, "no size"));
}

TEST(AuditShareTest, RefusesTwoElementsForTheSum) {
  EXPECT_THAT(AuditShare::Parse(AnyPayload(0, 2)),
              FailsWith(StatusCode::kInvalidArgument, "want one element"));
}

TEST(AuditShareTest, RefusesAnUnknownMode) {
  EXPECT_THAT(AuditShare::Parse(AnyPayload(2, 1)),
              FailsWith(StatusCode::kInvalidArgument, "unknown mode 2"));
}

TEST(AuditShareTest, RefusesWhatIsNotCanonical) {
  Bytes payload = AnyPayload(0, 1);
  payload[5 + 31] = 0x80;
  EXPECT_THAT(AuditShare::Parse(payload),
              FailsWith(StatusCode::kInvalidArgument, "element"));
  payload = AnyPayload(0, 1);
  payload.back() = 0xff;
  EXPECT_THAT(AuditShare::Parse(payload),
              FailsWith(StatusCode::kInvalidArgument, "scalar"));
}

}  // namespace
}  // namespace pingyi
