#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "crypto/base/bytes.h"
#include "crypto/merkle/tile.h"

namespace {

void CheckPath(absl::string_view text) {
  const absl::StatusOr<pingyi::TilePath> path = pingyi::ParseTilePath(text);
  if (!path.ok()) {
    return;
  }
  const pingyi::TileId& tile = path->tile;
  if (text != (path->entries ? pingyi::EntryBundlePath(tile.index, tile.width)
                             : pingyi::HashTilePath(tile))) {
    std::abort();
  }
}

void CheckBundle(pingyi::ByteSpan bytes, uint32_t width) {
  const absl::StatusOr<std::vector<pingyi::ByteSpan>> leaves =
      pingyi::DecodeEntryBundle(bytes, width);
  if (!leaves.ok()) {
    return;
  }
  const pingyi::Bytes again = pingyi::EncodeEntryBundle(*leaves).value();
  if (leaves->size() != width ||
      again != pingyi::Bytes(bytes.begin(), bytes.end())) {
    std::abort();
  }
}

}  // namespace

// A tile has one path, and a bundle one spelling. The first byte, plus one, is
// the width.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const pingyi::ByteSpan input(data, size);
  CheckPath(pingyi::AsText(input));
  if (input.empty()) {
    return 0;
  }
  const uint32_t width = input[0] + 1U;
  CheckBundle(input.subspan(1), width);
  const auto hashes = pingyi::DecodeHashTile(input.subspan(1), width);
  if (hashes.ok() && hashes->size() != width) {
    std::abort();
  }
  return 0;
}
