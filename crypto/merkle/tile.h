#ifndef CRYPTO_MERKLE_TILE_H_
#define CRYPTO_MERKLE_TILE_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "crypto/base/bytes.h"

// A log as static files (C2SP tlog-tiles): hashes in tiles of 256, leaves in
// bundles of 256, the last of a row partial.
namespace pingyi {

inline constexpr uint32_t kTileWidth = 256;
// The length of a leaf is two bytes on disk.
inline constexpr size_t kMaxLeafSize = 65535;

// Hashes [256 index, 256 index + width) of level 8 * level of the tree.
struct TileId {
  uint32_t level = 0;           // 0 to 7: 2^64 leaves.
  uint64_t index = 0;           // From the left.
  uint32_t width = kTileWidth;  // 1 to 256; below 256 the tile is partial.

  friend bool operator==(const TileId&, const TileId&) = default;
};

// What a path names: a hash tile, or a bundle of entries (`tile.level` is 0).
struct TilePath {
  bool entries = false;
  TileId tile;

  friend bool operator==(const TilePath&, const TilePath&) = default;
};

// "tile/<L>/<N>[.p/<W>]", with N in groups of three digits: x001/234.
std::string HashTilePath(const TileId& tile);
// "tile/entries/<N>[.p/<W>]".
std::string EntryBundlePath(uint64_t index, uint32_t width);

// Reads one of these paths. INVALID_ARGUMENT on anything that is not written
// exactly as the functions above write it (leading zeros, "..", a width of 0
// or 256), so that every file has one name.
absl::StatusOr<TilePath> ParseTilePath(absl::string_view path);

// All hash tiles, and all entry bundles, of a tree with `size` leaves: full
// ones from the left, then the partial one. Level by level from the leaves.
std::vector<TileId> HashTiles(uint64_t size);
std::vector<TileId> EntryBundles(uint64_t size);

// The hashes of a tile. INVALID_ARGUMENT unless there are exactly `width`.
absl::StatusOr<std::vector<Digest>> DecodeHashTile(ByteSpan bytes,
                                                   uint32_t width);

// For each leaf its length in two bytes, most significant first, and itself.
// INVALID_ARGUMENT for more than 256 leaves, or a leaf of more than 65,535
// bytes.
absl::StatusOr<Bytes> EncodeEntryBundle(std::span<const ByteSpan> leaves);
absl::StatusOr<Bytes> EncodeEntryBundle(std::span<const Bytes> leaves);

// Views of the leaves in `bytes`. INVALID_ARGUMENT unless there are exactly
// `width`, and nothing after them.
absl::StatusOr<std::vector<ByteSpan>> DecodeEntryBundle(ByteSpan bytes,
                                                        uint32_t width);

}  // namespace pingyi

#endif  // CRYPTO_MERKLE_TILE_H_
