#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>

#include "crypto/merkle/hash.h"
#include "crypto/merkle/proof.h"
#include "crypto/merkle/tree.h"
#include "crypto/note/checkpoint.h"
#include "tests/support/status_matchers.h"
#include "tests/vectors/vector_file.h"

namespace pingyi {
namespace {

using ::nlohmann::json;
using ::pingyi::testing::BytesOf;
using ::pingyi::testing::DigestOf;
using ::pingyi::testing::IsOk;
using ::pingyi::testing::LoadVectors;

Tree TreeOf(const json& leaves) {
  Tree tree;
  for (const json& leaf : leaves) {
    tree.Append(LeafHash(BytesOf(leaf)));
  }
  return tree;
}

MerkleProof ProofOf(const json& hashes) {
  MerkleProof proof;
  for (const json& hash : hashes) {
    proof.push_back(DigestOf(hash));
  }
  return proof;
}

// The two numbers of "3/13" or "3->13".
std::pair<uint64_t, uint64_t> NumbersOf(const std::string& name) {
  return {std::stoull(name),
          std::stoull(name.substr(name.find_last_of("/>") + 1))};
}

TEST(MerkleVectors, EveryRootIsReproduced) {
  const json file = LoadVectors("merkle.json");
  const Tree tree = TreeOf(file["leaves"]);
  ASSERT_EQ(file["roots"].size(), tree.size() + 1);
  for (uint64_t size = 0; size <= tree.size(); ++size) {
    EXPECT_EQ(tree.RootAt(size).value(), DigestOf(file["roots"][size])) << size;
  }
}

TEST(MerkleVectors, EveryInclusionProofIsReproducedAndAccepted) {
  const json file = LoadVectors("merkle.json");
  const Tree tree = TreeOf(file["leaves"]);
  ASSERT_FALSE(file["inclusion"].empty());
  for (const auto& [name, hashes] : file["inclusion"].items()) {
    const auto [index, size] = NumbersOf(name);
    const MerkleProof proof = ProofOf(hashes);
    EXPECT_EQ(tree.InclusionProof(index, size).value(), proof) << name;
    EXPECT_THAT(
        VerifyInclusion(tree.LeafHashAt(index).value(), index,
                        {.size = size, .root = DigestOf(file["roots"][size])},
                        proof),
        IsOk())
        << name;
  }
}

TEST(MerkleVectors, EveryConsistencyProofIsReproducedAndAccepted) {
  const json file = LoadVectors("merkle.json");
  const Tree tree = TreeOf(file["leaves"]);
  ASSERT_FALSE(file["consistency"].empty());
  for (const auto& [name, hashes] : file["consistency"].items()) {
    const auto [older, newer] = NumbersOf(name);
    const MerkleProof proof = ProofOf(hashes);
    EXPECT_EQ(tree.ConsistencyProof(older, newer).value(), proof) << name;
    EXPECT_THAT(
        VerifyConsistency(
            {.size = older, .root = DigestOf(file["roots"][older])},
            {.size = newer, .root = DigestOf(file["roots"][newer])}, proof),
        IsOk())
        << name;
  }
}

TEST(MerkleVectors, CheckpointBodyIsReproduced) {
  const json file = LoadVectors("merkle.json");
  const Tree tree = TreeOf(file["leaves"]);
  const Digest session_id =
      DigestOf(LoadVectors("identifiers.json")["session_id"]);

  EXPECT_EQ(FormatCheckpoint(
                {.origin = DefaultOrigin(session_id), .head = tree.Head()}),
            file["checkpoint_body"].get<std::string>());
}

}  // namespace
}  // namespace pingyi
