#include "crypto/merkle/tree.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "crypto/base/bytes.h"
#include "crypto/merkle/hash.h"
#include "crypto/merkle/tile.h"

namespace pingyi {
namespace {

// Where RFC 6962 splits a tree of n > 1 leaves: the largest power of two
// below n.
uint64_t SplitPoint(uint64_t n) {
  return std::bit_floor(n - 1);
}

}  // namespace

void Tree::Append(const Digest& leaf_hash) {
  if (levels_.empty()) {
    levels_.emplace_back();
  }
  levels_[0].push_back(leaf_hash);
  for (size_t h = 0; levels_[h].size() % 2 == 0; ++h) {
    const std::vector<Digest>& level = levels_[h];
    const Digest node = NodeHash(level[level.size() - 2], level.back());
    if (levels_.size() == h + 1) {
      levels_.emplace_back();
    }
    levels_[h + 1].push_back(node);
  }
}

uint64_t Tree::size() const {
  return levels_.empty() ? 0 : levels_[0].size();
}

Digest Tree::Root() const {
  return RangeRoot(0, size());
}

absl::StatusOr<Digest> Tree::RootAt(uint64_t size) const {
  if (size > this->size()) {
    return absl::OutOfRangeError(absl::StrCat("tree: no root at size ", size,
                                              ", there are ", this->size()));
  }
  return RangeRoot(0, size);
}

absl::StatusOr<Digest> Tree::LeafHashAt(uint64_t index) const {
  if (index >= size()) {
    return absl::OutOfRangeError(
        absl::StrCat("tree: no leaf ", index, ", there are ", size()));
  }
  return levels_[0][index];
}

absl::StatusOr<MerkleProof> Tree::InclusionProof(uint64_t index,
                                                 uint64_t size) const {
  if (index >= size || size > this->size()) {
    return absl::OutOfRangeError(absl::StrCat("tree: no proof of leaf ", index,
                                              " at size ", size, ", there are ",
                                              this->size()));
  }
  MerkleProof proof;
  uint64_t begin = 0;
  uint64_t end = size;
  while (end - begin > 1) {
    const uint64_t middle = begin + SplitPoint(end - begin);
    if (index < middle) {
      proof.push_back(RangeRoot(middle, end));
      end = middle;
    } else {
      proof.push_back(RangeRoot(begin, middle));
      begin = middle;
    }
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

absl::StatusOr<MerkleProof> Tree::ConsistencyProof(uint64_t old_size,
                                                   uint64_t new_size) const {
  if (old_size > new_size || new_size > size()) {
    return absl::OutOfRangeError(absl::StrCat("tree: no proof from size ",
                                              old_size, " to ", new_size,
                                              ", there are ", size()));
  }
  MerkleProof proof;
  if (old_size == 0) {
    return proof;
  }
  uint64_t begin = 0;
  uint64_t end = new_size;
  while (end != old_size) {
    const uint64_t middle = begin + SplitPoint(end - begin);
    if (old_size <= middle) {
      proof.push_back(RangeRoot(middle, end));
      end = middle;
    } else {
      proof.push_back(RangeRoot(begin, middle));
      begin = middle;
    }
  }
  if (begin != 0) {  // Otherwise it is the older root, which is known.
    proof.push_back(RangeRoot(begin, end));
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

absl::StatusOr<Bytes> Tree::TileBytes(const TileId& tile) const {
  const size_t height = size_t{8} * tile.level;
  const uint64_t count =
      tile.level < 8 && height < levels_.size() ? levels_[height].size() : 0;
  if (tile.width < 1 || tile.width > kTileWidth ||
      tile.index > count / kTileWidth ||
      tile.index * kTileWidth + tile.width > count) {
    return absl::NotFoundError(absl::StrCat(
        "tree: no tile ", tile.index, " of width ", tile.width, " at level ",
        tile.level, ", there are ", size(), " leaves"));
  }
  const std::vector<Digest>& level = levels_[height];
  Bytes bytes;
  bytes.reserve(sizeof(Digest) * tile.width);
  for (uint64_t i = 0; i < tile.width; ++i) {
    AppendBytes(bytes, level[tile.index * kTileWidth + i]);
  }
  return bytes;
}

Digest Tree::RangeRoot(uint64_t begin, uint64_t end) const {
  if (begin == end) {
    return EmptyRoot();
  }
  // Complete subtrees from the left, each as large as fits.
  std::vector<Digest> subtrees;
  while (begin < end) {
    const uint64_t width = std::bit_floor(end - begin);
    const auto height = static_cast<size_t>(std::countr_zero(width));
    subtrees.push_back(levels_[height][begin >> height]);
    begin += width;
  }
  Digest root = subtrees.back();
  for (size_t i = subtrees.size() - 1; i > 0; --i) {
    root = NodeHash(subtrees[i - 1], root);
  }
  return root;
}

}  // namespace pingyi
