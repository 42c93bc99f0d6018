#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "client/record/files.h"
#include "client/record/record.h"
#include "crypto/base/status_macros.h"
#include "crypto/merkle/hash.h"
#include "crypto/merkle/tile.h"
#include "crypto/merkle/tree.h"

namespace pingyi {
namespace {

absl::Status WriteBelow(const std::string& root, const std::string& name,
                        ByteSpan data) {
  const std::string path = absl::StrCat(root, "/", name);
  RETURN_IF_ERROR(
      MakeDirectories(std::filesystem::path(path).parent_path().string()));
  return WriteFile(path, data);
}

absl::Status WriteTiles(const std::string& root, const RawRecord& record) {
  Tree tree;
  for (const Bytes& leaf : record.leaves) {
    tree.Append(LeafHash(leaf));
  }
  for (const TileId& tile : HashTiles(tree.size())) {
    ASSIGN_OR_RETURN(const Bytes bytes, tree.TileBytes(tile));
    RETURN_IF_ERROR(WriteBelow(root, HashTilePath(tile), bytes));
  }
  for (const TileId& bundle : EntryBundles(tree.size())) {
    const std::span<const Bytes> leaves =
        std::span<const Bytes>(record.leaves)
            .subspan(bundle.index * kTileWidth, bundle.width);
    ASSIGN_OR_RETURN(const Bytes bytes, EncodeEntryBundle(leaves));
    RETURN_IF_ERROR(
        WriteBelow(root, EntryBundlePath(bundle.index, bundle.width), bytes));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status WriteRecord(const std::string& path, const RawRecord& record) {
  RETURN_IF_ERROR(MakeDirectories(path));
  std::error_code error;
  const bool empty = std::filesystem::is_empty(path, error);
  if (error || !empty) {
    return absl::AlreadyExistsError(absl::StrCat(
        path, ": not an empty folder; name a new one for the record"));
  }
  RETURN_IF_ERROR(WriteTiles(path, record));
  for (const auto& [hash, data] : record.blobs) {
    RETURN_IF_ERROR(WriteBelow(path, absl::StrCat("blob/", ToHex(hash)), data));
  }
  return WriteBelow(path, "checkpoint", AsBytes(record.checkpoint));
}

}  // namespace pingyi
