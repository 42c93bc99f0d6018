#include "tests/proto/codec/wire_entry.h"

#include "absl/status/status.h"
#include "proto/codec/entry.h"

namespace pingyi::testing {

v1::LogEntry Wire(const Entry& entry) {
  v1::LogEntry wire;
  const Bytes leaf = EncodeLogEntry(entry).value().leaf;
  wire.ParseFromArray(leaf.data(), static_cast<int>(leaf.size()));
  return wire;
}

absl::StatusOr<Bytes> NoBlobs(const Digest& /*sha256*/) {
  return absl::NotFoundError("no such blob");
}

}  // namespace pingyi::testing
