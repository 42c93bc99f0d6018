#include "crypto/voprf/voprf.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/hex.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::absl::StatusCode;
using ::pingyi::testing::FailsWith;
using ::pingyi::testing::FromHex;
using ::pingyi::testing::IsOk;

constexpr VoprfMode kMode = VoprfMode::kVoprf;

// One input, blinded and evaluated, with its proof.
class VoprfTest : public ::testing::Test {
 protected:
  VoprfTest() : proof_(GenerateProof(key_, Statement())) {}

  VoprfStatement Statement() const {
    return {.public_key = public_key_,
            .blinded = {&blinded_, 1},
            .evaluated = {&evaluated_, 1}};
  }

  SecretScalar key_ = SecretScalar::Random();
  SecretScalar blind_ = SecretScalar::Random();
  Element public_key_ = Element::MulBase(key_);
  Element blinded_ = Blind(kMode, AsBytes("input"), blind_).value();
  Element evaluated_ = BlindEvaluate(key_, blinded_);
  VoprfProof proof_;
};

TEST_F(VoprfTest, UnblindsToTheKeyTimesTheHash) {
  EXPECT_EQ(Unblind(blind_, evaluated_),
            key_ * HashToGroup(kMode, AsBytes("input")));
}

TEST_F(VoprfTest, HashesDifferentlyInEachMode) {
  EXPECT_NE(HashToGroup(VoprfMode::kOprf, AsBytes("input")),
            HashToGroup(VoprfMode::kVoprf, AsBytes("input")));
}

TEST_F(VoprfTest, AcceptsATrueStatement) {
  EXPECT_THAT(VerifyProof(Statement(), proof_), IsOk());
}

TEST_F(VoprfTest, RefusesAnEvaluationByAnotherKey) {
  evaluated_ = BlindEvaluate(SecretScalar::Random(), blinded_);
  EXPECT_THAT(VerifyProof(Statement(), proof_),
              FailsWith(StatusCode::kInvalidArgument, "public key"));
}

TEST_F(VoprfTest, RefusesAnEvaluationByAnotherKeyProvedAsItIs) {
  const SecretScalar other = SecretScalar::Random();
  evaluated_ = BlindEvaluate(other, blinded_);
  EXPECT_THAT(VerifyProof(Statement(), GenerateProof(other, Statement())),
              FailsWith(StatusCode::kInvalidArgument, "public key"));
}

TEST_F(VoprfTest, RefusesAnotherBlindedElement) {
  blinded_ = HashToGroup(kMode, AsBytes("other"));
  EXPECT_THAT(VerifyProof(Statement(), proof_),
              FailsWith(StatusCode::kInvalidArgument, "public key"));
}

TEST_F(VoprfTest, RefusesAnotherPublicKey) {
  public_key_ = Element::Generator();
  EXPECT_THAT(VerifyProof(Statement(), proof_),
              FailsWith(StatusCode::kInvalidArgument, "public key"));
}

TEST_F(VoprfTest, RefusesAnotherC) {
  proof_.c = proof_.c + Scalar::FromUint64(1);
  EXPECT_THAT(VerifyProof(Statement(), proof_),
              FailsWith(StatusCode::kInvalidArgument, "public key"));
}

TEST_F(VoprfTest, RefusesAnotherS) {
  proof_.s = proof_.s + Scalar::FromUint64(1);
  EXPECT_THAT(VerifyProof(Statement(), proof_),
              FailsWith(StatusCode::kInvalidArgument, "public key"));
}

TEST_F(VoprfTest, RefusesListsOfDifferentLength) {
  VoprfStatement statement = Statement();
  statement.evaluated = {};
  EXPECT_THAT(VerifyProof(statement, proof_),
              FailsWith(StatusCode::kInvalidArgument, "0 evaluated"));
}

TEST_F(VoprfTest, ReadsBackItsOwnProofBytes) {
  const absl::StatusOr<VoprfProof> read = VoprfProof::Parse(proof_.bytes());
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(*read, proof_);
}

TEST(VoprfProofTest, RefusesAnotherLength) {
  EXPECT_THAT(VoprfProof::Parse(Bytes(63)),
              FailsWith(StatusCode::kInvalidArgument, "want 64 bytes, got 63"));
}

TEST(VoprfProofTest, RefusesScalarsThatAreNotReduced) {
  const Bytes order = FromHex(
      "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  Bytes bytes(64);
  std::copy(order.begin(), order.end(), bytes.begin());
  EXPECT_THAT(VoprfProof::Parse(bytes),
              FailsWith(StatusCode::kInvalidArgument, "scalar"));
  bytes.assign(64, 0);
  std::copy(order.begin(), order.end(), bytes.begin() + 32);
  EXPECT_THAT(VoprfProof::Parse(bytes),
              FailsWith(StatusCode::kInvalidArgument, "scalar"));
}

TEST(BlindTest, RefusesABlindThatGivesTheIdentity) {
  EXPECT_THAT(Blind(kMode, AsBytes("input"), SecretScalar::From(Scalar())),
              FailsWith(StatusCode::kInvalidArgument, "identity"));
}

}  // namespace
}  // namespace pingyi
