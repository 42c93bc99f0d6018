#include "server/board/cosigning.h"

#include "crypto/base/hash.h"
#include "crypto/note/checkpoint.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;

class CosigningTest : public ::testing::Test {
 protected:
  CosigningTest() {
    policy_.origin = "example.org/log";
    policy_.log_key = log_.verify_key();
    policy_.quorum = 3;
    for (int i = 0; i < 4; ++i) {
      witnesses_.push_back(SigningKey::Random());
      policy_.witnesses.push_back(witnesses_.back().verify_key());
    }
  }
  Checkpoint At(uint64_t size) const {
    return {.origin = policy_.origin,
            .head = {.size = size, .root = Sha256(Le64(size))}};
  }
  void Sign(Cosigning& cosigning, uint64_t size) const {
    cosigning.AddSigned(At(size), SignCheckpoint(log_, At(size)));
  }
  NoteSignature By(uint32_t witness, uint64_t size) const {
    return CosignCheckpoint(witnesses_[witness - 1],
                            WitnessName(policy_.origin, witness), At(size), 7);
  }

  SigningKey log_ = SigningKey::Random();
  std::vector<SigningKey> witnesses_;
  LogPolicy policy_;
};

TEST_F(CosigningTest, QuorumIsReachedAtTheQthCosignature) {
  Cosigning cosigning(policy_);
  Sign(cosigning, 5);
  EXPECT_FALSE(cosigning.Add(1, 5, By(1, 5)));
  EXPECT_FALSE(cosigning.Add(1, 5, By(1, 5)));
  EXPECT_FALSE(cosigning.Add(2, 5, By(2, 5)));
  EXPECT_EQ(cosigning.quorum_note(), "");
  EXPECT_TRUE(cosigning.Add(4, 5, By(4, 5)));

  EXPECT_EQ(cosigning.quorum_size(), 5U);
  const auto checked = VerifyCheckpointQuorum(policy_, cosigning.quorum_note());
  ASSERT_THAT(checked, IsOk());
  EXPECT_EQ(checked->witnesses, (std::vector<uint32_t>{1, 2, 4}));
}

TEST_F(CosigningTest, QuorumNeverMovesBack) {
  Cosigning cosigning(policy_);
  Sign(cosigning, 5);
  Sign(cosigning, 8);
  for (const uint32_t witness : {1U, 2U, 3U}) {
    cosigning.Add(witness, 8, By(witness, 8));
  }
  for (const uint32_t witness : {1U, 2U, 3U}) {
    EXPECT_FALSE(cosigning.Add(witness, 5, By(witness, 5)));
  }

  EXPECT_EQ(cosigning.quorum_size(), 8U);
  EXPECT_THAT(cosigning.TextOf(5),
              FailsWith(absl::StatusCode::kNotFound, "no recent"));
}

TEST_F(CosigningTest, ALateCosignatureOfTheNewestIsAdded) {
  Cosigning cosigning(policy_);
  Sign(cosigning, 5);
  for (const uint32_t witness : {1U, 2U, 3U}) {
    cosigning.Add(witness, 5, By(witness, 5));
  }
  EXPECT_TRUE(cosigning.Add(4, 5, By(4, 5)));

  EXPECT_EQ(
      VerifyCheckpoint(policy_, cosigning.quorum_note())->witnesses.size(), 4U);
}

TEST_F(CosigningTest, OnlyTheNewestCheckpointsTakeCosignatures) {
  Cosigning cosigning(policy_);
  for (uint64_t size = 1; size <= Cosigning::kCandidates + 1; ++size) {
    Sign(cosigning, size);
  }

  EXPECT_FALSE(cosigning.TextOf(1).ok());
  EXPECT_THAT(cosigning.TextOf(2), IsOk());
  EXPECT_EQ(cosigning.signed_note(),
            SignCheckpoint(log_, At(Cosigning::kCandidates + 1)));
}

TEST_F(CosigningTest, RestoresOnlyANoteWithQuorum) {
  Cosigning source(policy_);
  Sign(source, 5);
  for (const uint32_t witness : {1U, 2U, 3U}) {
    source.Add(witness, 5, By(witness, 5));
  }
  Cosigning cosigning(policy_);

  EXPECT_THAT(cosigning.Restore(source.signed_note()),
              FailsWith(absl::StatusCode::kFailedPrecondition, ""));
  EXPECT_EQ(cosigning.quorum_size(), 0U);
  EXPECT_THAT(cosigning.Restore(source.quorum_note()), IsOk());
  EXPECT_EQ(cosigning.quorum_size(), 5U);
}

TEST_F(CosigningTest, ChecksNameKeyAndSignature) {
  Cosigning cosigning(policy_);
  Sign(cosigning, 5);
  const std::string text = *cosigning.TextOf(5);
  EXPECT_THAT(CheckCosignature(policy_, 2, text, By(2, 5)), IsOk());

  EXPECT_THAT(CheckCosignature(policy_, 1, text, By(2, 5)),
              FailsWith(absl::StatusCode::kInvalidArgument, "name or key id"));
  EXPECT_THAT(CheckCosignature(policy_, 9, text, By(2, 5)),
              FailsWith(absl::StatusCode::kInvalidArgument, "no such witness"));
  EXPECT_THAT(CheckCosignature(policy_, 2, text, By(2, 6)),
              FailsWith(absl::StatusCode::kUnauthenticated, ""));
}

}  // namespace
}  // namespace pingyi
