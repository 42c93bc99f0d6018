#include "crypto/merkle/tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/base/hash.h"
#include "crypto/merkle/hash.h"
#include "tests/crypto/merkle/oracle.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::OraclePath;
using ::pingyi::testing::OracleRoot;
using ::pingyi::testing::OracleSubproof;
using ::pingyi::testing::SomeLeaves;

// Past two powers of two, and every shape of tree before them.
constexpr size_t kLeaves = 70;

Tree TreeOf(std::span<const Digest> leaves) {
  Tree tree;
  for (const Digest& leaf : leaves) {
    tree.Append(leaf);
  }
  return tree;
}

TEST(MerkleHashTest, LeafIsPrefixedWithZero) {
  EXPECT_EQ(LeafHash(AsBytes("ab")), Sha256(Bytes{0x00, 'a', 'b'}));
}

TEST(MerkleHashTest, NodeIsPrefixedWithOne) {
  const Digest left = LeafHash(AsBytes("left"));
  const Digest right = LeafHash(AsBytes("right"));
  Bytes input = {0x01};
  AppendBytes(input, left);
  AppendBytes(input, right);

  EXPECT_EQ(NodeHash(left, right), Sha256(input));
}

TEST(MerkleHashTest, EmptyRootIsTheHashOfNothing) {
  EXPECT_EQ(ToHex(EmptyRoot()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(TreeTest, StartsEmpty) {
  const Tree tree;

  EXPECT_EQ(tree.size(), 0U);
  EXPECT_EQ(tree.Root(), EmptyRoot());
}

TEST(TreeTest, HasTheOraclesRootAfterEveryLeaf) {
  const std::vector<Digest> leaves = SomeLeaves(kLeaves);
  Tree tree;
  for (size_t size = 1; size <= kLeaves; ++size) {
    tree.Append(leaves[size - 1]);
    EXPECT_EQ(tree.size(), size);
    EXPECT_EQ(tree.Root(), OracleRoot(std::span(leaves).first(size))) << size;
  }
}

TEST(TreeTest, RemembersEveryEarlierRoot) {
  const std::vector<Digest> leaves = SomeLeaves(kLeaves);
  const Tree tree = TreeOf(leaves);
  for (size_t size = 0; size <= kLeaves; ++size) {
    EXPECT_EQ(tree.RootAt(size).value(),
              OracleRoot(std::span(leaves).first(size)))
        << size;
  }
}

TEST(TreeTest, ProvesInclusionAsTheOracleDoes) {
  const std::vector<Digest> leaves = SomeLeaves(kLeaves);
  const Tree tree = TreeOf(leaves);
  for (size_t size = 1; size <= kLeaves; ++size) {
    for (size_t index = 0; index < size; ++index) {
      EXPECT_EQ(tree.InclusionProof(index, size).value(),
                OraclePath(index, std::span(leaves).first(size)))
          << index << " of " << size;
    }
  }
}

TEST(TreeTest, ProvesConsistencyAsTheOracleDoes) {
  const std::vector<Digest> leaves = SomeLeaves(kLeaves);
  const Tree tree = TreeOf(leaves);
  for (size_t newer = 1; newer <= kLeaves; ++newer) {
    for (size_t older = 1; older <= newer; ++older) {
      EXPECT_EQ(tree.ConsistencyProof(older, newer).value(),
                OracleSubproof(older, std::span(leaves).first(newer), true))
          << older << " to " << newer;
    }
  }
}

TEST(TreeTest, ProvesConsistencyWithNothingByNothing) {
  const Tree tree = TreeOf(SomeLeaves(3));

  EXPECT_THAT(tree.ConsistencyProof(0, 3).value(), ::testing::IsEmpty());
}

TEST(TreeTest, GivesLeafHashesBack) {
  const std::vector<Digest> leaves = SomeLeaves(5);
  const Tree tree = TreeOf(leaves);

  EXPECT_EQ(tree.LeafHashAt(4).value(), leaves[4]);
}

TEST(TreeTest, RefusesWhatItDoesNotReach) {
  const Tree tree = TreeOf(SomeLeaves(5));
  const auto out_of_range = absl::StatusCode::kOutOfRange;

  EXPECT_THAT(tree.RootAt(6), FailsWith(out_of_range, "no root at size 6"));
  EXPECT_THAT(tree.LeafHashAt(5), FailsWith(out_of_range, "no leaf 5"));
  EXPECT_THAT(tree.InclusionProof(0, 6), FailsWith(out_of_range, "size 6"));
  EXPECT_THAT(tree.InclusionProof(3, 3), FailsWith(out_of_range, "leaf 3"));
  EXPECT_THAT(tree.ConsistencyProof(3, 6), FailsWith(out_of_range, "to 6"));
  EXPECT_THAT(tree.ConsistencyProof(4, 3), FailsWith(out_of_range, "size 4"));
}

TEST(TreeTest, TilesHoldTheHashesOfTheirLevel) {
  const std::vector<Digest> leaves = SomeLeaves(600);
  const Tree tree = TreeOf(leaves);
  for (const TileId& tile : HashTiles(600)) {
    const std::vector<Digest> hashes =
        DecodeHashTile(tree.TileBytes(tile).value(), tile.width).value();
    for (size_t i = 0; i < hashes.size(); ++i) {
      const size_t span = tile.level == 0 ? 1 : 256;
      const size_t first = (tile.index * kTileWidth + i) * span;
      EXPECT_EQ(hashes[i], OracleRoot(std::span(leaves).subspan(first, span)));
    }
  }
}

TEST(TreeTest, HasNoTileBeyondItsLeaves) {
  const Tree tree = TreeOf(SomeLeaves(300));
  const auto not_found = FailsWith(absl::StatusCode::kNotFound, "no tile");

  EXPECT_THAT(tree.TileBytes({.level = 0, .index = 1, .width = 45}), not_found);
  EXPECT_THAT(tree.TileBytes({.level = 0, .index = 2, .width = 1}), not_found);
  EXPECT_THAT(tree.TileBytes({.level = 1, .index = 0, .width = 2}), not_found);
  EXPECT_THAT(tree.TileBytes({.level = 2, .index = 0, .width = 1}), not_found);
  EXPECT_THAT(tree.TileBytes({.level = 8, .index = 0, .width = 1}), not_found);
  EXPECT_THAT(tree.TileBytes({.level = 0x20000000, .index = 0, .width = 1}),
              not_found);
  EXPECT_THAT(tree.TileBytes({.level = 0, .index = 0, .width = 0}), not_found);
  EXPECT_THAT(tree.TileBytes({.level = 0, .index = 0, .width = 257}),
              not_found);
  EXPECT_THAT(
      tree.TileBytes({.level = 0, .index = uint64_t{1} << 56, .width = 1}),
      not_found);
}

}  // namespace
}  // namespace pingyi
