#include "crypto/merkle/tile.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "crypto/base/bytes.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr uint32_t kMaxTileLevel = 7;
// Six groups of three digits name more tiles than a log of 2^63 leaves has.
constexpr size_t kMaxIndexGroups = 6;

// "x001/234" for 1234.
std::string IndexPath(uint64_t index) {
  std::string path = absl::StrFormat("%03d", index % 1000);
  while (index >= 1000) {
    index /= 1000;
    path = absl::StrFormat("x%03d/%s", index % 1000, path);
  }
  return path;
}

std::string WidthSuffix(uint32_t width) {
  return width == kTileWidth ? "" : absl::StrCat(".p/", width);
}

absl::Status BadPath(absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("tile path: ", what));
}

// A decimal number of at most nine digits.
absl::StatusOr<uint32_t> ParseSmallNumber(absl::string_view digits) {
  uint32_t value = 0;
  if (digits.empty() || digits.size() > 9 ||
      !std::all_of(digits.begin(), digits.end(), absl::ascii_isdigit) ||
      !absl::SimpleAtoi(digits, &value)) {
    return BadPath("not a number");
  }
  return value;
}

// Reads "x001/234"; accepts some more than IndexPath writes.
absl::StatusOr<uint64_t> ParseIndex(absl::string_view path) {
  const std::vector<absl::string_view> groups = absl::StrSplit(path, '/');
  if (groups.size() > kMaxIndexGroups) {
    return BadPath("index too large");
  }
  uint64_t index = 0;
  for (absl::string_view group : groups) {
    absl::ConsumePrefix(&group, "x");
    if (group.size() != 3) {
      return BadPath("index not in groups of three digits");
    }
    ASSIGN_OR_RETURN(const uint32_t number, ParseSmallNumber(group));
    index = index * 1000 + number;
  }
  return index;
}

// Reads what FormatTilePath wrote; accepts some more.
absl::StatusOr<TilePath> ParseLoosely(absl::string_view path) {
  if (!absl::ConsumePrefix(&path, "tile/")) {
    return BadPath("does not start with tile/");
  }
  TilePath result;
  const size_t slash = path.find('/');
  if (slash == absl::string_view::npos) {
    return BadPath("no index");
  }
  const absl::string_view level = path.substr(0, slash);
  path.remove_prefix(slash + 1);
  result.entries = level == "entries";
  if (!result.entries) {
    ASSIGN_OR_RETURN(result.tile.level, ParseSmallNumber(level));
    if (result.tile.level > kMaxTileLevel) {
      return BadPath("level above 7");
    }
  }
  const size_t partial = path.find(".p/");
  if (partial != absl::string_view::npos) {
    ASSIGN_OR_RETURN(result.tile.width,
                     ParseSmallNumber(path.substr(partial + 3)));
    if (result.tile.width < 1 || result.tile.width >= kTileWidth) {
      return BadPath("width of a partial tile not from 1 to 255");
    }
    path = path.substr(0, partial);
  }
  ASSIGN_OR_RETURN(result.tile.index, ParseIndex(path));
  return result;
}

std::string FormatTilePath(const TilePath& path) {
  return path.entries ? EntryBundlePath(path.tile.index, path.tile.width)
                      : HashTilePath(path.tile);
}

// The tiles of one level that has `count` hashes.
void AppendTiles(uint32_t level, uint64_t count, std::vector<TileId>& tiles) {
  for (uint64_t index = 0; index < count / kTileWidth; ++index) {
    tiles.push_back({.level = level, .index = index, .width = kTileWidth});
  }
  const auto rest = static_cast<uint32_t>(count % kTileWidth);
  if (rest != 0) {
    tiles.push_back(
        {.level = level, .index = count / kTileWidth, .width = rest});
  }
}

}  // namespace

std::string HashTilePath(const TileId& tile) {
  return absl::StrCat("tile/", tile.level, "/", IndexPath(tile.index),
                      WidthSuffix(tile.width));
}

std::string EntryBundlePath(uint64_t index, uint32_t width) {
  return absl::StrCat("tile/entries/", IndexPath(index), WidthSuffix(width));
}

absl::StatusOr<TilePath> ParseTilePath(absl::string_view path) {
  ASSIGN_OR_RETURN(const TilePath result, ParseLoosely(path));
  if (FormatTilePath(result) != path) {
    return BadPath(
        absl::StrCat("not canonical, write ", FormatTilePath(result)));
  }
  return result;
}

std::vector<TileId> HashTiles(uint64_t size) {
  std::vector<TileId> tiles;
  uint32_t level = 0;
  for (uint64_t count = size; count > 0; count /= kTileWidth) {
    AppendTiles(level++, count, tiles);
  }
  return tiles;
}

std::vector<TileId> EntryBundles(uint64_t size) {
  std::vector<TileId> bundles;
  AppendTiles(0, size, bundles);
  return bundles;
}

absl::StatusOr<std::vector<Digest>> DecodeHashTile(ByteSpan bytes,
                                                   uint32_t width) {
  if (width < 1 || width > kTileWidth ||
      bytes.size() != sizeof(Digest) * width) {
    return absl::InvalidArgumentError(absl::StrCat("hash tile: ", bytes.size(),
                                                   " bytes are not ", width,
                                                   " hashes of 32"));
  }
  std::vector<Digest> hashes(width);
  for (size_t i = 0; i < width; ++i) {
    const ByteSpan hash = bytes.subspan(i * sizeof(Digest), sizeof(Digest));
    std::copy(hash.begin(), hash.end(), hashes[i].begin());
  }
  return hashes;
}

absl::StatusOr<Bytes> EncodeEntryBundle(std::span<const ByteSpan> leaves) {
  if (leaves.size() > kTileWidth) {
    return absl::InvalidArgumentError(absl::StrCat(
        "entry bundle: ", leaves.size(), " leaves, at most ", kTileWidth));
  }
  Bytes bundle;
  for (const ByteSpan leaf : leaves) {
    if (leaf.size() > kMaxLeafSize) {
      return absl::InvalidArgumentError(
          absl::StrCat("entry bundle: a leaf of ", leaf.size(),
                       " bytes, at most ", kMaxLeafSize));
    }
    bundle.push_back(static_cast<uint8_t>(leaf.size() >> 8));
    bundle.push_back(static_cast<uint8_t>(leaf.size() & 0xff));
    AppendBytes(bundle, leaf);
  }
  return bundle;
}

absl::StatusOr<Bytes> EncodeEntryBundle(std::span<const Bytes> leaves) {
  const std::vector<ByteSpan> views(leaves.begin(), leaves.end());
  return EncodeEntryBundle(std::span<const ByteSpan>(views));
}

absl::StatusOr<std::vector<ByteSpan>> DecodeEntryBundle(ByteSpan bytes,
                                                        uint32_t width) {
  if (width < 1 || width > kTileWidth) {
    return absl::InvalidArgumentError(
        absl::StrCat("entry bundle: no bundle has ", width, " leaves"));
  }
  std::vector<ByteSpan> leaves;
  while (leaves.size() < width) {
    const size_t size =
        bytes.size() < 2 ? 0 : (size_t{bytes[0]} << 8) | size_t{bytes[1]};
    if (bytes.size() < 2 + size) {
      return absl::InvalidArgumentError(absl::StrCat(
          "entry bundle: cut off in leaf ", leaves.size(), " of ", width));
    }
    leaves.push_back(bytes.subspan(2, size));
    bytes = bytes.subspan(2 + size);
  }
  if (!bytes.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("entry bundle: ", bytes.size(), " bytes after leaf ",
                     width, " of ", width));
  }
  return leaves;
}

}  // namespace pingyi
