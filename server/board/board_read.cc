// What is computed from the published tree.
#include "server/board/board.h"

namespace pingyi {

absl::StatusOr<Bytes> Board::TileBytes(const TilePath& path) const {
  const std::shared_lock lock(mutex_);
  if (!path.entries) {
    return tree_.TileBytes(path.tile);
  }
  if (path.tile.index > leaves_.size() / kTileWidth) {
    return absl::NotFoundError("tile: the log does not reach so far");
  }
  const uint64_t start = path.tile.index * kTileWidth;
  if (start + path.tile.width > leaves_.size()) {
    return absl::NotFoundError("tile: the log does not reach so far");
  }
  std::vector<ByteSpan> leaves;
  for (uint64_t i = start; i < start + path.tile.width; ++i) {
    leaves.emplace_back(leaves_[i]);
  }
  return EncodeEntryBundle(std::span<const ByteSpan>(leaves));
}

absl::StatusOr<Bytes> Board::BlobData(const Digest& sha256) const {
  const std::shared_lock lock(mutex_);
  const auto found = blobs_.find(sha256);
  if (found == blobs_.end()) {
    return absl::NotFoundError("blob: no such blob");
  }
  return found->second;
}

absl::StatusOr<MerkleProof> Board::InclusionProof(uint64_t index,
                                                  uint64_t size) const {
  const std::shared_lock lock(mutex_);
  return tree_.InclusionProof(index, size);
}

absl::StatusOr<MerkleProof> Board::ConsistencyProof(uint64_t old_size,
                                                    uint64_t new_size) const {
  const std::shared_lock lock(mutex_);
  return tree_.ConsistencyProof(old_size, new_size);
}

}  // namespace pingyi
