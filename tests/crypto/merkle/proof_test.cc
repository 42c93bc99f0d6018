#include "crypto/merkle/proof.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/merkle/hash.h"
#include "tests/crypto/merkle/oracle.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;
using ::pingyi::testing::OraclePath;
using ::pingyi::testing::OracleRoot;
using ::pingyi::testing::OracleSubproof;
using ::pingyi::testing::SomeLeaves;

constexpr size_t kLeaves = 70;
constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

TreeHead HeadOf(std::span<const Digest> leaves, size_t size) {
  return {.size = size, .root = OracleRoot(leaves.first(size))};
}

TEST(VerifyInclusionTest, AcceptsTheOraclesProofs) {
  const std::vector<Digest> leaves = SomeLeaves(kLeaves);
  for (size_t size = 1; size <= kLeaves; ++size) {
    const TreeHead head = HeadOf(leaves, size);
    for (size_t i = 0; i < size; ++i) {
      EXPECT_THAT(VerifyInclusion(leaves[i], i, head,
                                  OraclePath(i, std::span(leaves).first(size))),
                  IsOk())
          << i << " of " << size;
    }
  }
}

TEST(VerifyInclusionTest, RefusesAnotherIndex) {
  const std::vector<Digest> leaves = SomeLeaves(kLeaves);
  for (size_t size = 2; size <= 20; ++size) {
    const TreeHead head = HeadOf(leaves, size);
    for (size_t i = 0; i < size; ++i) {
      const MerkleProof proof = OraclePath(i, std::span(leaves).first(size));
      const size_t other = (i + 1) % size;
      EXPECT_THAT(VerifyInclusion(leaves[i], other, head, proof),
                  FailsWith(kInvalid, "inclusion"))
          << i << " of " << size;
    }
  }
}

TEST(VerifyInclusionTest, RefusesAnyChangedHash) {
  const std::vector<Digest> leaves = SomeLeaves(13);
  const TreeHead head = HeadOf(leaves, 13);
  const MerkleProof proof = OraclePath(5, leaves);
  for (size_t i = 0; i < proof.size(); ++i) {
    MerkleProof changed = proof;
    changed[i][7] ^= 0x10;
    EXPECT_THAT(VerifyInclusion(leaves[5], 5, head, changed),
                FailsWith(kInvalid, "does not lead from leaf 5"));
  }
}

TEST(VerifyInclusionTest, RefusesAnotherLeafAndAnotherRoot) {
  const std::vector<Digest> leaves = SomeLeaves(13);
  TreeHead head = HeadOf(leaves, 13);
  const MerkleProof proof = OraclePath(5, leaves);
  EXPECT_THAT(VerifyInclusion(leaves[6], 5, head, proof),
              FailsWith(kInvalid, "does not lead"));
  head.root[0] ^= 1;
  EXPECT_THAT(VerifyInclusion(leaves[5], 5, head, proof),
              FailsWith(kInvalid, "does not lead"));
}

TEST(VerifyInclusionTest, RefusesOneHashMoreOrLess) {
  const std::vector<Digest> leaves = SomeLeaves(kLeaves);
  for (size_t size = 1; size <= 33; ++size) {
    const TreeHead head = HeadOf(leaves, size);
    for (size_t i = 0; i < size; ++i) {
      MerkleProof proof = OraclePath(i, std::span(leaves).first(size));
      proof.push_back(leaves[0]);
      EXPECT_THAT(VerifyInclusion(leaves[i], i, head, proof),
                  FailsWith(kInvalid, "too long or too short"));
      proof.pop_back();
      if (!proof.empty()) {
        proof.pop_back();
        EXPECT_THAT(VerifyInclusion(leaves[i], i, head, proof),
                    FailsWith(kInvalid, "too long or too short"));
      }
    }
  }
}

TEST(VerifyInclusionTest, RefusesAnIndexThatTheTreeDoesNotHave) {
  const std::vector<Digest> leaves = SomeLeaves(3);
  const auto refused = FailsWith(absl::StatusCode::kOutOfRange, "no leaf");

  EXPECT_THAT(VerifyInclusion(leaves[0], 3, HeadOf(leaves, 3), {}), refused);
  EXPECT_THAT(VerifyInclusion(leaves[0], 0, HeadOf(leaves, 0), {}), refused);
}

TEST(VerifyInclusionTest, TakesTheLargestTreeThereIs) {
  const std::vector<Digest> leaves = SomeLeaves(64);
  const TreeHead head = {.size = UINT64_MAX, .root = {}};

  EXPECT_THAT(VerifyInclusion(leaves[0], UINT64_MAX - 1, head, leaves),
              FailsWith(kInvalid, "inclusion"));
}

TEST(VerifyConsistencyTest, AcceptsTheOraclesProofs) {
  const std::vector<Digest> leaves = SomeLeaves(kLeaves);
  for (size_t newer = 1; newer <= kLeaves; ++newer) {
    for (size_t older = 1; older <= newer; ++older) {
      EXPECT_THAT(
          VerifyConsistency(
              HeadOf(leaves, older), HeadOf(leaves, newer),
              OracleSubproof(older, std::span(leaves).first(newer), true)),
          IsOk())
          << older << " to " << newer;
    }
  }
}

TEST(VerifyConsistencyTest, AcceptsTheEmptyTreeAsTheStartOfAll) {
  const std::vector<Digest> leaves = SomeLeaves(3);

  EXPECT_THAT(VerifyConsistency(HeadOf(leaves, 0), HeadOf(leaves, 3), {}),
              IsOk());
}

TEST(VerifyConsistencyTest, RefusesAnEmptyTreeWithAnotherRoot) {
  const std::vector<Digest> leaves = SomeLeaves(3);
  const TreeHead older = {.size = 0, .root = leaves[0]};

  EXPECT_THAT(VerifyConsistency(older, HeadOf(leaves, 3), {}),
              FailsWith(kInvalid, "size 0"));
}

TEST(VerifyConsistencyTest, CallsTwoTreesOfOneSizeAFork) {
  const std::vector<Digest> leaves = SomeLeaves(4);
  TreeHead other = HeadOf(leaves, 4);
  other.root[31] ^= 1;

  EXPECT_THAT(VerifyConsistency(HeadOf(leaves, 4), other, {}),
              FailsWith(kInvalid, "fork"));
}

TEST(VerifyConsistencyTest, RefusesAShrinkingTree) {
  const std::vector<Digest> leaves = SomeLeaves(4);

  EXPECT_THAT(VerifyConsistency(HeadOf(leaves, 4), HeadOf(leaves, 3), {}),
              FailsWith(absl::StatusCode::kOutOfRange, "4 leaves"));
}

TEST(VerifyConsistencyTest, RefusesARewrittenPast) {
  std::vector<Digest> leaves = SomeLeaves(kLeaves);
  for (size_t newer = 2; newer <= 33; ++newer) {
    for (size_t older = 1; older < newer; ++older) {
      const TreeHead before = HeadOf(leaves, older);
      leaves[older - 1][0] ^= 1;
      const MerkleProof proof =
          OracleSubproof(older, std::span(leaves).first(newer), true);
      EXPECT_THAT(VerifyConsistency(before, HeadOf(leaves, newer), proof),
                  FailsWith(kInvalid, "does not lead"))
          << older << " to " << newer;
      leaves[older - 1][0] ^= 1;
    }
  }
}

TEST(VerifyConsistencyTest, RefusesAnyChangedHash) {
  const std::vector<Digest> leaves = SomeLeaves(13);
  const MerkleProof proof = OracleSubproof(6, leaves, true);
  for (size_t i = 0; i < proof.size(); ++i) {
    MerkleProof changed = proof;
    changed[i][0] ^= 1;
    EXPECT_THAT(
        VerifyConsistency(HeadOf(leaves, 6), HeadOf(leaves, 13), changed),
        FailsWith(kInvalid, "does not lead"));
  }
}

TEST(VerifyConsistencyTest, NamesTheRootThatDoesNotFit) {
  const std::vector<Digest> leaves = SomeLeaves(13);
  const MerkleProof proof = OracleSubproof(6, leaves, true);
  TreeHead wrong = HeadOf(leaves, 6);
  wrong.root[0] ^= 1;
  EXPECT_THAT(VerifyConsistency(wrong, HeadOf(leaves, 13), proof),
              FailsWith(kInvalid, "older root"));
  wrong = HeadOf(leaves, 13);
  wrong.root[0] ^= 1;
  EXPECT_THAT(VerifyConsistency(HeadOf(leaves, 6), wrong, proof),
              FailsWith(kInvalid, "newer root"));
}

TEST(VerifyConsistencyTest, RefusesOneHashMoreOrLess) {
  const std::vector<Digest> leaves = SomeLeaves(kLeaves);
  const auto wrong_length = FailsWith(kInvalid, "too long or too short");
  for (size_t newer = 1; newer <= 33; ++newer) {
    for (size_t older = 0; older <= newer; ++older) {
      const TreeHead before = HeadOf(leaves, older);
      const TreeHead after = HeadOf(leaves, newer);
      MerkleProof proof;
      if (older > 0) {
        proof = OracleSubproof(older, std::span(leaves).first(newer), true);
      }
      proof.push_back(leaves[0]);
      EXPECT_THAT(VerifyConsistency(before, after, proof), wrong_length);
      proof.pop_back();
      if (!proof.empty()) {
        proof.pop_back();
        EXPECT_THAT(VerifyConsistency(before, after, proof), wrong_length);
      }
    }
  }
}

}  // namespace
}  // namespace pingyi
