#include <algorithm>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "client/record/files.h"
#include "client/record/record.h"
#include "crypto/base/hash.h"
#include "crypto/base/status_macros.h"
#include "crypto/merkle/hash.h"
#include "crypto/merkle/tile.h"
#include "crypto/merkle/tree.h"
#include "crypto/note/checkpoint.h"
#include "crypto/note/note.h"

namespace pingyi {
namespace {

// More than any roster or ceremony message; less than what fills a memory.
constexpr size_t kMaxBlobSize = size_t{1} << 30;
constexpr size_t kMaxBlobs = 4096;
constexpr size_t kMaxBundleSize = size_t{kTileWidth} * (kMaxLeafSize + 2);
// 100 million leaves: ten times the largest roster with all its entries.
constexpr uint64_t kMaxLeaves = 100'000'000;

// How many leaves the record has is the checkpoint's word; whether to trust it
// is for the verifier.
absl::StatusOr<uint64_t> SizeOf(const std::string& checkpoint) {
  ASSIGN_OR_RETURN(const Note note, ParseNote(checkpoint));
  ASSIGN_OR_RETURN(const Checkpoint parsed, ParseCheckpoint(note.text));
  if (parsed.head.size > kMaxLeaves) {
    return absl::InvalidArgumentError(absl::StrCat(
        "checkpoint: ", parsed.head.size, " leaves are more than the ",
        kMaxLeaves, " a record may have"));
  }
  return parsed.head.size;
}

absl::Status ReadBundle(const std::string& root, const std::string& name,
                        uint32_t width, RawRecord& record) {
  ASSIGN_OR_RETURN(const Bytes bytes,
                   ReadFile(absl::StrCat(root, "/", name), kMaxBundleSize));
  ASSIGN_OR_RETURN(const std::vector<ByteSpan> leaves,
                   DecodeEntryBundle(bytes, width));
  for (const ByteSpan leaf : leaves) {
    record.leaves.emplace_back(leaf.begin(), leaf.end());
  }
  return absl::OkStatus();
}

// All leaves, or those up to the first bundle that is not there.
void ReadLeaves(const std::string& root, uint64_t size, RawRecord& record) {
  for (const TileId& bundle : EntryBundles(size)) {
    const std::string name = EntryBundlePath(bundle.index, bundle.width);
    if (const absl::Status read = ReadBundle(root, name, bundle.width, record);
        !read.ok()) {
      record.defects.push_back(absl::StrCat(
          name, ": ", absl::IsNotFound(read) ? "missing" : read.message()));
      return;
    }
  }
}

// The leaves decide; a tile that disagrees is a damaged or forged copy.
void CompareTiles(const std::string& root, RawRecord& record) {
  Tree tree;
  for (const Bytes& leaf : record.leaves) {
    tree.Append(LeafHash(leaf));
  }
  for (const TileId& tile : HashTiles(tree.size())) {
    const std::string name = HashTilePath(tile);
    const absl::StatusOr<Bytes> there =
        ReadFile(absl::StrCat(root, "/", name), kTileWidth * sizeof(Digest));
    if (!there.ok()) {
      record.defects.push_back(absl::StrCat(name, ": missing or too long"));
    } else if (const auto want = tree.TileBytes(tile);
               !want.ok() || *want != *there) {
      record.defects.push_back(
          absl::StrCat(name, ": does not follow from the entries"));
    }
  }
}

void TakeBlob(const std::filesystem::path& file, RawRecord& record) {
  const std::string name = absl::StrCat("blob/", file.filename().string());
  const absl::StatusOr<Bytes> data = ReadFile(file.string(), kMaxBlobSize);
  if (!data.ok()) {
    record.blob_defects.push_back(absl::StrCat(name, ": cannot be read"));
    return;
  }
  const Digest hash = Sha256(*data);
  if (ToHex(hash) != file.filename().string()) {
    record.blob_defects.push_back(
        absl::StrCat(name, ": its name is not the SHA-256 of its bytes"));
    return;
  }
  record.blobs.emplace(hash, *data);
}

void ReadBlobs(const std::string& root, RawRecord& record) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (std::filesystem::directory_iterator
           it(absl::StrCat(root, "/blob"), error),
       end;
       !error && it != end && files.size() < kMaxBlobs; it.increment(error)) {
    files.push_back(it->path());
  }
  std::sort(files.begin(), files.end());
  for (const std::filesystem::path& file : files) {
    TakeBlob(file, record);
  }
}

}  // namespace

absl::StatusOr<RawRecord> ReadRecord(const std::string& path) {
  RawRecord record;
  ASSIGN_OR_RETURN(const Bytes checkpoint,
                   ReadFile(absl::StrCat(path, "/checkpoint"), kMaxNoteSize));
  record.checkpoint = ToString(checkpoint);
  const absl::StatusOr<uint64_t> size = SizeOf(record.checkpoint);
  if (!size.ok()) {
    record.defects.emplace_back(size.status().message());
    return record;
  }
  ReadLeaves(path, *size, record);
  if (record.leaves.size() == *size) {
    CompareTiles(path, record);
  }
  ReadBlobs(path, record);
  return record;
}

}  // namespace pingyi
