#include "crypto/dkg/receive.h"

#include <gtest/gtest.h>

#include "tests/crypto/dkg/ceremony.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::absl::StatusCode;
using ::pingyi::testing::Ceremony;
using ::pingyi::testing::FailsWith;
using ::pingyi::testing::RunCeremony;

// sum lambda_k x_{k,secret} over `members`.
Element KeyFromShares(const Ceremony& ceremony,
                      const std::vector<uint32_t>& members, size_t secret) {
  const std::vector<Scalar> lambdas = LagrangeAtZero(members).value();
  SecretScalar sum = SecretScalar::From(Scalar());
  for (size_t k = 0; k < members.size(); ++k) {
    sum = sum + lambdas[k] * ceremony.shares[members[k] - 1].shares[secret];
  }
  return Element::MulBase(sum);
}

TEST(CeremonyTest, AnyThresholdOfMembersHoldsTheKeys) {
  const Ceremony ceremony = RunCeremony(kTallyCommittee, {});
  for (size_t j = 0; j < 2; ++j) {
    const Element& key = ceremony.keys.public_keys[j];
    EXPECT_EQ(KeyFromShares(ceremony, {1, 2}, j), key);
    EXPECT_EQ(KeyFromShares(ceremony, {1, 3}, j), key);
    EXPECT_EQ(KeyFromShares(ceremony, {2, 3}, j), key);
    EXPECT_NE(KeyFromShares(ceremony, {3}, j), key);
  }
}

TEST(CeremonyTest, OneOfOneHoldsTheKey) {
  const Ceremony ceremony = RunCeremony(
      kIssuerCommittee, {.members = 1, .threshold = 1, .secrets = 1});
  EXPECT_EQ(KeyFromShares(ceremony, {1}, 0), ceremony.keys.public_keys[0]);
}

TEST(CeremonyTest, ThreeOfFiveHoldTheKey) {
  const Ceremony ceremony = RunCeremony(
      kIssuerCommittee, {.members = 5, .threshold = 3, .secrets = 1});
  EXPECT_EQ(KeyFromShares(ceremony, {2, 4, 5}, 0),
            ceremony.keys.public_keys[0]);
  EXPECT_NE(KeyFromShares(ceremony, {2, 4}, 0), ceremony.keys.public_keys[0]);
}

class OpenSharesTest : public ::testing::Test {
 protected:
  Ceremony ceremony_ = RunCeremony(kTallyCommittee, {});
  DealerMessage message_ = ceremony_.messages[0];
};

TEST_F(OpenSharesTest, RefusesACiphertextThatWasTamperedWith) {
  message_.shares[1].ciphertext[5] ^= 1;
  EXPECT_THAT(OpenShares(ceremony_.params, ceremony_.receiver(2), message_),
              FailsWith(StatusCode::kDataLoss,
                        "shares of dealer 1 for member 2: do not decrypt"));
}

TEST_F(OpenSharesTest, RefusesACiphertextShorterThanItsTag) {
  message_.shares[1].ciphertext.resize(15);
  EXPECT_THAT(OpenShares(ceremony_.params, ceremony_.receiver(2), message_),
              FailsWith(StatusCode::kDataLoss, "too short"));
}

TEST_F(OpenSharesTest, RefusesAnotherNumberOfShares) {
  CommitteeParams more = ceremony_.params;
  more.secrets = 3;
  EXPECT_THAT(OpenShares(more, ceremony_.receiver(2), message_),
              FailsWith(StatusCode::kDataLoss, "another number"));
}

TEST_F(OpenSharesTest, RefusesAnothersCiphertext) {
  message_.shares[1] = message_.shares[0];
  EXPECT_THAT(OpenShares(ceremony_.params, ceremony_.receiver(2), message_),
              FailsWith(StatusCode::kDataLoss, "do not decrypt"));
}

TEST_F(OpenSharesTest, RefusesSharesOfOtherCommitments) {
  message_.commitments = ceremony_.messages[1].commitments;
  EXPECT_THAT(
      OpenShares(ceremony_.params, ceremony_.receiver(2), message_),
      FailsWith(StatusCode::kDataLoss, "do not match the commitments of"));
}

TEST_F(OpenSharesTest, RefusesIndexZeroWhichWouldBeTheSecretItself) {
  const Receiver zero = {0, SecretScalar::Random()};
  EXPECT_THAT(OpenShares(ceremony_.params, zero, message_),
              FailsWith(StatusCode::kInvalidArgument, "no member"));
}

TEST_F(OpenSharesTest, RefusesATransportSecretThatIsNotTheCommittees) {
  const Receiver other = {2, SecretScalar::Random()};
  EXPECT_THAT(OpenShares(ceremony_.params, other, message_),
              FailsWith(StatusCode::kInvalidArgument, "transport key"));
}

class CombineTest : public ::testing::Test {
 protected:
  Ceremony ceremony_ = RunCeremony(kTallyCommittee, {});
  std::vector<DealerMessage> messages_ = ceremony_.messages;
};

TEST_F(CombineTest, RefusesAMissingMessage) {
  messages_.pop_back();
  EXPECT_THAT(CombineKeys(ceremony_.params, messages_),
              FailsWith(StatusCode::kInvalidArgument, "2 messages, want 3"));
}

TEST_F(CombineTest, RefusesADealerTwice) {
  messages_[2] = messages_[1];
  EXPECT_THAT(CombineKeys(ceremony_.params, messages_),
              FailsWith(StatusCode::kInvalidArgument, "not of dealer 3"));
}

TEST_F(CombineTest, RefusesAPublicKeyThatIsTheIdentity) {
  messages_[2].commitments[2] =
      Element() - messages_[0].commitments[2] - messages_[1].commitments[2];
  EXPECT_THAT(
      CombineKeys(ceremony_.params, messages_),
      FailsWith(StatusCode::kInvalidArgument, "public key 1 is the identity"));
}

TEST_F(CombineTest, RefusesPublicSharesThatAreNotTheSharesOwn) {
  CommitteeKeys keys = ceremony_.keys;
  keys.public_shares[0][1] = Element::Generator();
  EXPECT_THAT(
      CombineShares(ceremony_.params, ceremony_.receiver(1), messages_, keys),
      FailsWith(StatusCode::kInternal, "do not match"));
}

TEST_F(CombineTest, NamesTheDealerOfBadShares) {
  messages_[1].shares[0].ciphertext[0] ^= 1;
  EXPECT_THAT(CombineShares(ceremony_.params, ceremony_.receiver(1), messages_,
                            ceremony_.keys),
              FailsWith(StatusCode::kDataLoss, "dealer 2 for member 1"));
}

}  // namespace
}  // namespace pingyi
