#include "crypto/ballot/prover.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "crypto/ballot/verifier.h"
#include "crypto/identifiers/identifiers.h"
#include "tests/crypto/ballot/sample.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;
using ::pingyi::testing::SampleParameters;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kLied = absl::StatusCode::kFailedPrecondition;

class BallotProverTest : public ::testing::Test {
 protected:
  Bytes ProveChoices(const BallotParameters& parameters,
                     const std::vector<uint32_t>& choices) {
    const BallotProver prover(parameters);
    const SecretScalar y = SecretScalar::Random();
    return prover.Prove(*prover.Encrypt(choices),
                        {.key = y, .n = Element::Generator()});
  }
  static absl::Status Verify(const BallotParameters& parameters,
                             const Bytes& bytes) {
    const auto parsed = ParseBallot(parameters.layout(), bytes);
    return parsed.ok() ? BallotVerifier(parameters).Verify(*parsed)
                       : parsed.status();
  }

  const BallotParameters parameters_ = SampleParameters();
  const BallotProver prover_{parameters_};
};

TEST_F(BallotProverTest, EveryChoiceOfEveryContestProves) {
  for (uint32_t k = 0; k < 4; ++k) {
    const std::vector<uint32_t> choices = {k, 3 - k, k % 3};
    EXPECT_THAT(Verify(parameters_, ProveChoices(parameters_, choices)), IsOk())
        << k;
  }
}

TEST_F(BallotProverTest, EveryPackProves) {
  for (uint32_t pack = 1; pack <= 4; ++pack) {
    const BallotLayout layout = *BallotLayout::Create({5, 1, 4}, pack);
    std::vector<Element> keys;
    keys.reserve(layout.ciphertexts());
    for (size_t i = 0; i < layout.ciphertexts(); ++i) {
      keys.push_back(Element::MulBase(SecretScalar::Random()));
    }
    const auto parameters =
        BallotParameters::Create(Context(), layout, std::move(keys));
    ASSERT_THAT(parameters, IsOk());
    EXPECT_THAT(Verify(*parameters, ProveChoices(*parameters, {4, 0, 3})),
                IsOk())
        << pack;
  }
}

TEST_F(BallotProverTest, RefusesChoicesThatAreNone) {
  const auto encrypt = [this](std::vector<uint32_t> choices) {
    return prover_.Encrypt(choices).status();
  };
  EXPECT_THAT(encrypt({0, 0}), FailsWith(kInvalid, "want 3, got 2"));
  EXPECT_THAT(encrypt({0, 0, 0, 0}), FailsWith(kInvalid, "want 3, got 4"));
  EXPECT_THAT(encrypt({0, 4, 0}), FailsWith(kInvalid, "contest 1"));
  EXPECT_THAT(encrypt({0, 0, 3}), FailsWith(kInvalid, "contest 2"));
}

TEST_F(BallotProverTest, TrackingDigestIsKnownBeforeTheProof) {
  const std::vector<uint32_t> choices = {1, 2, 0};
  auto ballot = prover_.Encrypt(choices);
  ASSERT_THAT(ballot, IsOk());
  const Context& context = parameters_.context();
  EXPECT_EQ(ballot->tracking_digest(),
            TrackingDigest(context.session_id, context.round,
                           ballot->ciphertexts().a, ballot->ciphertexts().b));
}

TEST_F(BallotProverTest, SameChoicesNeverLookTheSame) {
  const std::vector<uint32_t> choices = {1, 2, 0};
  const auto first = prover_.Encrypt(choices);
  const auto second = prover_.Encrypt(choices);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  EXPECT_NE(first->ciphertexts(), second->ciphertexts());
  for (size_t i = 0; i < first->ciphertexts().b.size(); ++i) {
    EXPECT_NE(first->ciphertexts().b[i], second->ciphertexts().b[i]);
  }
}

TEST_F(BallotProverTest, AnHonestOpeningIsAccepted) {
  const std::vector<uint32_t> choices = {3, 0, 2};
  auto ballot = prover_.Encrypt(choices);
  ASSERT_THAT(ballot, IsOk());
  const Digest shown = ballot->tracking_digest();
  const Opening opening = prover_.Open(*std::move(ballot));
  EXPECT_EQ(opening.choices, choices);
  EXPECT_THAT(prover_.CheckOpening(shown, opening), IsOk());
}

TEST_F(BallotProverTest, ATabletThatEncryptedSomethingElseIsCaught) {
  auto ballot = prover_.Encrypt(std::vector<uint32_t>{3, 0, 2});
  ASSERT_THAT(ballot, IsOk());
  const Digest shown = ballot->tracking_digest();
  const Opening opening = prover_.Open(*std::move(ballot));
  Opening other_choice = opening;
  other_choice.choices[0] = 0;
  EXPECT_THAT(prover_.CheckOpening(shown, other_choice),
              FailsWith(kLied, "do not give"));
  Opening other_r = opening;
  other_r.r = other_r.r + Scalar::FromUint64(1);
  EXPECT_THAT(prover_.CheckOpening(shown, other_r),
              FailsWith(kLied, "do not give"));
}

TEST_F(BallotProverTest, AnOpeningOfAnotherFormIsRefused) {
  const Opening zero = {.r = Scalar(), .choices = {0, 0, 0}};
  EXPECT_THAT(prover_.CheckOpening(Digest(), zero),
              FailsWith(kInvalid, "r is zero"));
  const Opening short_one = {.r = Scalar::FromUint64(5), .choices = {0}};
  EXPECT_THAT(prover_.CheckOpening(Digest(), short_one),
              FailsWith(kInvalid, "want 3, got 1"));
}

}  // namespace
}  // namespace pingyi
