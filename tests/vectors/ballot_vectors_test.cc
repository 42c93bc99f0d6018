#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "crypto/ballot/prover.h"
#include "crypto/ballot/verifier.h"
#include "crypto/identifiers/identifiers.h"
#include "tests/support/status_matchers.h"
#include "tests/vectors/vector_file.h"

namespace pingyi {
namespace {

using ::nlohmann::json;
using ::pingyi::testing::BytesOf;
using ::pingyi::testing::DigestOf;
using ::pingyi::testing::ElementOf;
using ::pingyi::testing::ElementsOf;
using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;
using ::pingyi::testing::LoadVectors;
using ::pingyi::testing::SecretOf;
using ::pingyi::testing::SecretsOf;

BallotParameters ParametersOf(const json& file) {
  const Context context = {.session_id = DigestOf(file["session_id"]),
                           .key_id = DigestOf(file["key_id"]),
                           .round = file["round"].get<uint32_t>()};
  return *BallotParameters::Create(
      context,
      *BallotLayout::Create(file["contests"].get<std::vector<uint32_t>>(),
                            file["pack"].get<uint32_t>()),
      ElementsOf(file["keys"]));
}

// A listed ballot's bytes: Y || N || A || B_0 ... || proof.
Bytes BallotBytes(const json& ballot) {
  Bytes out;
  for (const char* field : {"Y", "N", "A"}) {
    AppendBytes(out, BytesOf(ballot[field]));
  }
  for (const json& element : ballot["B"]) {
    AppendBytes(out, BytesOf(element));
  }
  AppendBytes(out, BytesOf(ballot["proof"]));
  return out;
}

class BallotVectors : public ::testing::Test {
 protected:
  const json file_ = LoadVectors("ballots.json");
  const BallotParameters parameters_ = ParametersOf(file_);
  const BallotVerifier verifier_{parameters_};
  SerialExecutor executor_;

  // Parsing and verification together, for one ballot.
  absl::Status Check(const Bytes& bytes) const {
    const auto parsed = ParseBallot(parameters_.layout(), bytes);
    return parsed.ok() ? verifier_.Verify(*parsed) : parsed.status();
  }
};

TEST_F(BallotVectors, EncryptionAndTrackingDigestAreReproduced) {
  const BallotProver prover(parameters_);
  for (const json& v : file_["valid"]) {
    const auto choices = v["choices"].get<std::vector<uint32_t>>();
    const auto ballot = prover.EncryptWith(choices, SecretOf(v["r"]));
    ASSERT_THAT(ballot, IsOk());
    EXPECT_EQ(ballot->ciphertexts().a, ElementOf(v["A"]));
    EXPECT_EQ(ballot->ciphertexts().b, ElementsOf(v["B"]));
    EXPECT_EQ(ballot->tracking_digest(), DigestOf(v["tracking_digest"]));
  }
}

TEST_F(BallotVectors, ProofsAreReproducedToTheByte) {
  const BallotProver prover(parameters_);
  ASSERT_FALSE(file_["valid"].empty());
  for (const json& v : file_["valid"]) {
    const auto choices = v["choices"].get<std::vector<uint32_t>>();
    auto ballot = prover.EncryptWith(choices, SecretOf(v["r"]));
    ASSERT_THAT(ballot, IsOk());
    const SecretScalar y = SecretOf(v["y"]);
    const ProofRandomness randomness = {
        .beta = SecretOf(v["beta"]),
        .alpha = SecretOf(v["alpha"]),
        .gamma = SecretOf(v["gamma"]),
        .delta = SecretOf(v["delta"]),
        .s = SecretOf(v["s"]),
        .u = SecretOf(v["u"]),
        .masks = SecretsOf(v["masks_in_order"]),
    };
    EXPECT_EQ(
        ToHex(prover.ProveWith(*std::move(ballot),
                               {.key = y, .n = ElementOf(v["N"])}, randomness)),
        v["bytes"].get<std::string>());
  }
}

TEST_F(BallotVectors, ValidBallotsPassAlone) {
  for (const json& v : file_["valid"]) {
    EXPECT_THAT(Check(BytesOf(v["bytes"])), IsOk());
    EXPECT_EQ(BallotBytes(v), BytesOf(v["bytes"]));
  }
}

TEST_F(BallotVectors, InvalidBallotsAreRefusedAlone) {
  ASSERT_FALSE(file_["invalid"].empty());
  for (const json& v : file_["invalid"]) {
    EXPECT_THAT(Check(BallotBytes(v)),
                FailsWith(absl::StatusCode::kInvalidArgument, "ballot: "))
        << v["why"];
  }
}

TEST_F(BallotVectors, InvalidBallotsAreNamedExactlyInABatchOfGoodOnes) {
  std::vector<Bytes> good;
  for (const json& v : file_["valid"]) {
    good.push_back(BytesOf(v["bytes"]));
  }
  for (size_t n = 0; n < file_["invalid"].size(); ++n) {
    const json& v = file_["invalid"][n];
    const Bytes bad = BallotBytes(v);
    std::vector<ByteSpan> batch(good.begin(), good.end());
    const size_t culprit = n % (batch.size() + 1);
    batch.insert(batch.begin() + static_cast<ptrdiff_t>(culprit), bad);

    const auto results = verifier_.ParseAndVerify(batch, executor_);

    ASSERT_EQ(results.size(), batch.size());
    for (size_t i = 0; i < results.size(); ++i) {
      EXPECT_EQ(results[i].ok(), i != culprit) << v["why"] << " at " << i;
    }
    EXPECT_EQ(results[culprit].status(), Check(bad)) << v["why"];
  }
}

// All invalid ballots at once: nearly every half of the batch fails.
TEST_F(BallotVectors, ManyCulpritsInOneBatchAreAllNamed) {
  std::vector<Bytes> ballots;
  std::vector<bool> expected;
  for (size_t i = 0; i < file_["invalid"].size(); ++i) {
    ballots.push_back(BallotBytes(file_["invalid"][i]));
    expected.push_back(false);
    if (i % 3 == 0) {
      const json& valid = file_["valid"][i / 3 % file_["valid"].size()];
      ballots.push_back(BytesOf(valid["bytes"]));
      expected.push_back(true);
    }
  }
  const std::vector<ByteSpan> batch(ballots.begin(), ballots.end());

  const auto results = verifier_.ParseAndVerify(batch, executor_);

  for (size_t i = 0; i < results.size(); ++i) {
    EXPECT_EQ(results[i].ok(), expected[i]) << i << " " << results[i].status();
  }
}

}  // namespace
}  // namespace pingyi
