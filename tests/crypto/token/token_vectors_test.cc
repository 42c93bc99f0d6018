#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "crypto/token/audit.h"
#include "crypto/token/casting.h"
#include "crypto/token/token.h"
#include "tests/support/status_matchers.h"
#include "tests/vectors/vector_file.h"

namespace pingyi {
namespace {

using ::nlohmann::json;
using ::pingyi::testing::DigestOf;
using ::pingyi::testing::ElementOf;
using ::pingyi::testing::IsOk;
using ::pingyi::testing::LoadVectors;
using ::pingyi::testing::SecretOf;

// The issuers of the reference's session.
class TokenVectors : public ::testing::Test {
 protected:
  TokenVectors()
      : ballots_(LoadVectors("ballots.json")),
        dkg_(LoadVectors("dkg_issuer.json")) {
    scope_.session_id = DigestOf(ballots_["session_id"]);
    scope_.round = ballots_["round"].get<uint32_t>();
  }

  uint32_t threshold() const { return dkg_["threshold"].get<uint32_t>(); }
  SecretScalar Share(uint32_t issuer) const {
    return SecretOf(dkg_["shares"][issuer - 1][scope_.round]);
  }
  Element PublicShare(uint32_t issuer) const {
    return ElementOf(dkg_["share_keys"][issuer - 1][scope_.round]);
  }

  // The parts of one ballot, as the tablet gets and unblinds them.
  std::vector<TokenPart> ReproduceParts(const json& ballot,
                                        const TokenSecret& secret) const {
    const Element blinded = secret.Blinded(scope_).value();
    EXPECT_EQ(blinded, ElementOf(ballot["blinded"]));
    std::vector<TokenPart> out;
    for (const auto& [index, partial] : ballot["partial"].items()) {
      const auto issuer = static_cast<uint32_t>(std::stoul(index));
      const PartEvaluation evaluation =
          EvaluatePart(Share(issuer), PublicShare(issuer), blinded).value();
      EXPECT_EQ(evaluation.z, ElementOf(partial));
      out.push_back(
          secret.Unblind(blinded, issuer, PublicShare(issuer), evaluation)
              .value());
      EXPECT_EQ(out.back().n, ElementOf(ballot["parts"][index]));
    }
    return out;
  }

  json ballots_;
  json dkg_;
  TokenScope scope_;
};

TEST_F(TokenVectors, EveryTokenIsReproducedPartByPart) {
  for (const json& ballot : ballots_["valid"]) {
    const TokenSecret secret =
        TokenSecret::From(SecretOf(ballot["y"]), SecretOf(ballot["blind"]));
    EXPECT_EQ(secret.public_key(), ElementOf(ballot["Y"]));
    const std::vector<TokenPart> parts = ReproduceParts(ballot, secret);
    ActiveSet active = {.threshold = threshold(), .issuers = {}};
    for (const TokenPart& part : parts) {
      active.issuers.push_back(part.issuer);
      const ConfirmItem item = {.token_key = secret.public_key(),
                                .part = part.n};
      EXPECT_TRUE(ConfirmParts(scope_, Share(part.issuer), {&item, 1})[0]);
    }
    const absl::StatusOr<Token> token =
        CombineParts(active, secret.public_key(), parts);
    ASSERT_THAT(token, IsOk());
    EXPECT_EQ(token->n, ElementOf(ballot["N"]));
    const CastToken cast = {.token = *token, .parts = parts};
    EXPECT_THAT(CheckCastTokens(active, {&cast, 1})[0], IsOk());
  }
}

TEST_F(TokenVectors, TheAuditIsReproduced) {
  const json file = LoadVectors("token_audit.json");
  const Context context = {.session_id = scope_.session_id,
                           .key_id = DigestOf(ballots_["key_id"]),
                           .round = scope_.round};
  std::vector<Token> tokens;
  for (const json& token : file["tokens"]) {
    tokens.push_back({.y = ElementOf(token[0]), .n = ElementOf(token[1])});
  }
  const TokenAudit audit = TokenAudit::Create(context, tokens).value();
  EXPECT_EQ(audit.t_star(), ElementOf(file["T"]));
  EXPECT_EQ(audit.n_star(), ElementOf(file["N"]));
  std::vector<AuditShare> shares;
  for (const json& issuer : file["issuers"]) {
    const auto index = issuer["index"].get<uint32_t>();
    shares.push_back(audit.MakeShareWithNonce(
        {.index = index, .public_share = PublicShare(index)}, Share(index),
        SecretOf(issuer["nonce"])));
    EXPECT_EQ(shares.back().u[0], ElementOf(issuer["U"]));
    EXPECT_EQ(ToHex(shares.back().proof.bytes()),
              issuer["proof"].get<std::string>());
    EXPECT_THAT(audit.Verify(shares.back(), PublicShare(index)), IsOk());
  }
  EXPECT_TRUE(audit.SumsUp(threshold(), shares).value());
}

}  // namespace
}  // namespace pingyi
