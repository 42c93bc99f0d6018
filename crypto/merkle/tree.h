#ifndef CRYPTO_MERKLE_TREE_H_
#define CRYPTO_MERKLE_TREE_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "crypto/merkle/hash.h"
#include "crypto/merkle/proof.h"
#include "crypto/merkle/tile.h"

namespace pingyi {

// An append-only Merkle tree that remembers the hash of every complete subtree
// (64 bytes a leaf, all told), so that the root of any earlier size, a proof
// and a tile cost O(log n). Holds hashes, never leaves. Not thread-safe while
// something appends.
class Tree {
 public:
  Tree() = default;

  // Adds a leaf by its LeafHash. Amortized constant time.
  void Append(const Digest& leaf_hash);

  uint64_t size() const;
  Digest Root() const;
  TreeHead Head() const { return {.size = size(), .root = Root()}; }

  // The root when the tree had `size` leaves. OUT_OF_RANGE beyond size().
  absl::StatusOr<Digest> RootAt(uint64_t size) const;

  // The hash of leaf `index`. OUT_OF_RANGE beyond size().
  absl::StatusOr<Digest> LeafHashAt(uint64_t index) const;

  // That leaf `index` is in the tree of `size` leaves. OUT_OF_RANGE unless
  // index < size <= size().
  absl::StatusOr<MerkleProof> InclusionProof(uint64_t index,
                                             uint64_t size) const;

  // That the tree of `new_size` leaves extends that of `old_size`. OUT_OF_RANGE
  // unless old_size <= new_size <= size(). Empty for old_size 0 or equal sizes.
  absl::StatusOr<MerkleProof> ConsistencyProof(uint64_t old_size,
                                               uint64_t new_size) const;

  // The bytes of a hash tile: `tile.width` hashes of level 8 * tile.level.
  // NOT_FOUND where the tree does not reach so far.
  absl::StatusOr<Bytes> TileBytes(const TileId& tile) const;

 private:
  // The root of leaves [begin, end); begin is a multiple of the smallest power
  // of two not below end - begin.
  Digest RangeRoot(uint64_t begin, uint64_t end) const;

  // levels_[h][k] is the root of leaves [k 2^h, (k + 1) 2^h).
  std::vector<std::vector<Digest>> levels_;
};

}  // namespace pingyi

#endif  // CRYPTO_MERKLE_TREE_H_
