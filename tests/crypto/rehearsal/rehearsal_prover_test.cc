#include "crypto/rehearsal/rehearsal_prover.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "crypto/ballot/prover.h"
#include "crypto/ballot/verifier.h"
#include "crypto/rehearsal/rehearsal_round.h"
#include "tests/crypto/ballot/sample.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;
using ::pingyi::testing::SampleParameters;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

BallotParameters ParametersOf(const std::vector<uint32_t>& options,
                              uint32_t pack) {
  BallotLayout layout = *BallotLayout::Create(options, pack);
  std::vector<Element> keys;
  keys.reserve(layout.ciphertexts());
  for (size_t i = 0; i < layout.ciphertexts(); ++i) {
    keys.push_back(Element::MulBase(SecretScalar::Random()));
  }
  return *BallotParameters::Create(Context(), std::move(layout),
                                   std::move(keys));
}

ProofRandomness InSecret(const RehearsalRandomness& random) {
  ProofRandomness out = {.beta = SecretScalar::From(random.beta),
                         .alpha = SecretScalar::From(random.alpha),
                         .gamma = SecretScalar::From(random.gamma),
                         .delta = SecretScalar::From(random.delta),
                         .s = SecretScalar::From(random.s),
                         .u = SecretScalar::From(random.u),
                         .masks = {}};
  for (const Scalar& mask : random.masks) {
    out.masks.push_back(SecretScalar::From(mask));
  }
  return out;
}

// What the voters' prover makes of the same.
Bytes VotersBallot(const BallotParameters& parameters,
                   const std::vector<uint32_t>& choices,
                   const RehearsalToken& token,
                   const RehearsalRandomness& random) {
  const BallotProver prover(parameters);
  const SecretScalar key = SecretScalar::From(token.key);
  return prover.ProveWith(
      *prover.EncryptWith(choices, SecretScalar::From(random.r)),
      {.key = key, .n = token.n}, InSecret(random));
}

TEST(RehearsalProverTest, MakesTheSameBytesAsTheVotersProver) {
  for (uint32_t pack = 1; pack <= 4; ++pack) {
    const BallotParameters parameters = ParametersOf({5, 1, 4}, pack);
    const RehearsalProver prover(parameters);
    for (uint32_t k = 0; k < 4; ++k) {
      const std::vector<uint32_t> choices = {k + 1, 0, 3 - k};
      const RehearsalToken token = RehearsalToken::Random();
      const auto random = RehearsalRandomness::Random(parameters.layout());

      const auto made = prover.MakeWith(choices, token, random);

      ASSERT_THAT(made, IsOk());
      EXPECT_EQ(*made, VotersBallot(parameters, choices, token, random))
          << "pack " << pack << ", choice " << k;
    }
  }
}

TEST(RehearsalProverTest, MakesTheSameBytesForAWholeRound) {
  const RehearsalRound rehearsal = *RehearsalRound::Create({});
  const BallotParameters& parameters = rehearsal.parameters();
  const std::vector<uint32_t> choices = rehearsal.Choices(0);
  const RehearsalToken token = RehearsalToken::Random();
  const auto random = RehearsalRandomness::Random(parameters.layout());

  const auto made =
      RehearsalProver(parameters).MakeWith(choices, token, random);

  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(*made, VotersBallot(parameters, choices, token, random));
}

TEST(RehearsalProverTest, ItsBallotsVerifyAndNeverLookTheSame) {
  const BallotParameters parameters = SampleParameters();
  const RehearsalProver prover(parameters);
  const BallotVerifier verifier(parameters);
  const RehearsalToken token = RehearsalToken::Random();
  const std::vector<uint32_t> choices = {3, 0, 2};

  const auto one = prover.Make(choices, token);
  const auto other = prover.Make(choices, token);

  ASSERT_THAT(one, IsOk());
  ASSERT_THAT(other, IsOk());
  EXPECT_NE(*one, *other);
  for (const Bytes& bytes : {*one, *other}) {
    const auto parsed = ParseBallot(parameters.layout(), bytes);
    ASSERT_THAT(parsed, IsOk());
    EXPECT_THAT(verifier.Verify(*parsed), IsOk());
  }
}

TEST(RehearsalProverTest, RefusesChoicesThatAreNone) {
  const BallotParameters parameters = SampleParameters();
  const RehearsalProver prover(parameters);
  const auto make = [&](std::vector<uint32_t> choices) {
    return prover.Make(choices, RehearsalToken::Random()).status();
  };
  EXPECT_THAT(make({0, 0}), FailsWith(kInvalid, "want 3, got 2"));
  EXPECT_THAT(make({0, 0, 3}), FailsWith(kInvalid, "contest 2"));
}

}  // namespace
}  // namespace pingyi
