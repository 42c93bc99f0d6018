#include <cstddef>
#include <cstdint>

#include "absl/status/status.h"
#include "crypto/base/bytes.h"
#include "crypto/base/hash.h"
#include "proto/codec/entry.h"
#include "proto/codec/limits.h"
#include "tests/proto/codec/fuzz_check.h"

namespace {

// The one blob there is.
pingyi::Bytes TheBlob() {
  return pingyi::Bytes(pingyi::kMaxInlinePayload + 1, 'b');
}

absl::StatusOr<pingyi::Bytes> Blobs(const pingyi::Digest& sha256) {
  static const pingyi::Digest kName = pingyi::Sha256(TheBlob());
  if (sha256 == kName) {
    return TheBlob();
  }
  return absl::NotFoundError("no such blob");
}

}  // namespace

// What is read, is written in one way, canonically, and read again as the same
// kind; a leaf that is canonical is written as it stood.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using pingyi::testing::Check;
  pingyi::testing::SilenceProtobuf();
  const pingyi::ByteSpan leaf(data, size);
  const auto entry = pingyi::DecodeLogEntry(leaf, Blobs);
  if (!entry.ok()) {
    return 0;
  }
  const auto written = pingyi::EncodeLogEntry(*entry);
  Check(written.ok());
  Check(pingyi::CheckCanonicalEntry(written->leaf).ok());
  const bool canonical = pingyi::CheckCanonicalEntry(leaf).ok();
  Check(canonical == (written->leaf == pingyi::Bytes(data, data + size)));
  const auto again = pingyi::DecodeLogEntry(written->leaf, Blobs);
  Check(again.ok());
  Check(again->index() == entry->index());
  Check(pingyi::EncodeLogEntry(*again)->leaf == written->leaf);
  return 0;
}
