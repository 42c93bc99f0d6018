#include "crypto/dleq/dleq.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "crypto/base/hash.h"
#include "tests/support/hex.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::absl::StatusCode;
using ::pingyi::testing::FailsWith;
using ::pingyi::testing::FromHex;
using ::pingyi::testing::IsOk;

Element AnyElement(uint8_t seed) {
  return Element::FromUniformBytes(Sha512(std::array<uint8_t, 1>{seed}));
}

// A true statement with its proof on a transcript about "ballot".
class DleqTest : public ::testing::Test {
 protected:
  static Transcript Start(absl::string_view about) {
    Transcript transcript("test");
    transcript.Append("about", AsBytes(about));
    return transcript;
  }

  DleqTest() {
    statement_.h = AnyElement(1);
    statement_.x = Element::MulBase(x_);
    statement_.y = x_ * statement_.h;
    Transcript transcript = Start("ballot");
    proof_ = ProveDleq(transcript, x_, statement_);
  }

  absl::Status Verify(const DleqStatement& statement, const DleqProof& proof,
                      absl::string_view about = "ballot") {
    Transcript transcript = Start(about);
    return VerifyDleq(transcript, statement, proof);
  }

  SecretScalar x_ = SecretScalar::Random();
  DleqStatement statement_;
  DleqProof proof_;
};

TEST_F(DleqTest, AcceptsATrueStatement) {
  EXPECT_THAT(Verify(statement_, proof_), IsOk());
}

TEST_F(DleqTest, AcceptsAnIdentityBase) {
  statement_.h = Element();
  statement_.y = Element();
  Transcript transcript = Start("ballot");
  const DleqProof proof = ProveDleq(transcript, x_, statement_);
  EXPECT_THAT(Verify(statement_, proof), IsOk());
}

TEST_F(DleqTest, RefusesAnotherH) {
  statement_.h = AnyElement(2);
  EXPECT_THAT(Verify(statement_, proof_),
              FailsWith(StatusCode::kInvalidArgument, "logarithms"));
}

TEST_F(DleqTest, RefusesAnotherX) {
  statement_.x = AnyElement(2);
  EXPECT_THAT(Verify(statement_, proof_),
              FailsWith(StatusCode::kInvalidArgument, "logarithms"));
}

TEST_F(DleqTest, RefusesAnotherY) {
  statement_.y = AnyElement(2);
  EXPECT_THAT(Verify(statement_, proof_),
              FailsWith(StatusCode::kInvalidArgument, "logarithms"));
}

TEST_F(DleqTest, RefusesAnotherE) {
  proof_.e = proof_.e + Scalar::FromUint64(1);
  EXPECT_THAT(Verify(statement_, proof_),
              FailsWith(StatusCode::kInvalidArgument, "logarithms"));
}

TEST_F(DleqTest, RefusesAnotherZ) {
  proof_.z = proof_.z + Scalar::FromUint64(1);
  EXPECT_THAT(Verify(statement_, proof_),
              FailsWith(StatusCode::kInvalidArgument, "logarithms"));
}

TEST_F(DleqTest, RefusesAnotherContext) {
  EXPECT_THAT(Verify(statement_, proof_, "another ballot"),
              FailsWith(StatusCode::kInvalidArgument, "logarithms"));
}

TEST_F(DleqTest, RefusesAFalseStatementProvedAsItIs) {
  statement_.y = statement_.y + Element::Generator();
  Transcript transcript = Start("ballot");
  const DleqProof proof = ProveDleq(transcript, x_, statement_);
  EXPECT_THAT(Verify(statement_, proof),
              FailsWith(StatusCode::kInvalidArgument, "logarithms"));
}

// Who draws the challenge before the statement is fixed can choose Y to fit:
// R1 = s G, R2 = r H, Y = (z H - R2) / e. The statement in the transcript stops
// it.
TEST_F(DleqTest, RefusesAStatementFittedToAChallengeDrawnBeforeIt) {
  const SecretScalar s = SecretScalar::Random();
  Transcript weak = Start("ballot");
  weak.Append("R1", Element::MulBase(s));
  const Element r2 = AnyElement(3);
  weak.Append("R2", r2);
  DleqProof proof;
  proof.e = weak.Challenge("e");
  proof.z = (s + proof.e * x_).Publish();
  const Scalar inverse = proof.e.Inverse().value();
  statement_.y = inverse * (proof.z * statement_.h - r2);
  EXPECT_THAT(Verify(statement_, proof),
              FailsWith(StatusCode::kInvalidArgument, "logarithms"));
}

TEST_F(DleqTest, LeavesBothSidesWithTheSameTranscript) {
  Transcript prover = Start("ballot");
  const DleqProof proof = ProveDleq(prover, x_, statement_);
  Transcript verifier = Start("ballot");
  ASSERT_THAT(VerifyDleq(verifier, statement_, proof), IsOk());
  EXPECT_EQ(prover.Challenge("next"), verifier.Challenge("next"));
}

TEST_F(DleqTest, ReadsBackItsOwnBytes) {
  const absl::StatusOr<DleqProof> read = DleqProof::Parse(proof_.bytes());
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(*read, proof_);
}

TEST(DleqProofTest, RefusesAnotherLength) {
  EXPECT_THAT(DleqProof::Parse(Bytes(63)),
              FailsWith(StatusCode::kInvalidArgument, "want 64 bytes, got 63"));
  EXPECT_THAT(DleqProof::Parse(Bytes(65)),
              FailsWith(StatusCode::kInvalidArgument, "want 64 bytes, got 65"));
}

TEST(DleqProofTest, RefusesScalarsThatAreNotReduced) {
  const Bytes order = FromHex(
      "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  Bytes bytes(64);
  std::copy(order.begin(), order.end(), bytes.begin());
  EXPECT_THAT(DleqProof::Parse(bytes),
              FailsWith(StatusCode::kInvalidArgument, "scalar"));
  bytes.assign(64, 0);
  std::copy(order.begin(), order.end(), bytes.begin() + 32);
  EXPECT_THAT(DleqProof::Parse(bytes),
              FailsWith(StatusCode::kInvalidArgument, "scalar"));
}

}  // namespace
}  // namespace pingyi
