#ifndef TESTS_PROTO_CODEC_WIRE_ENTRY_H_
#define TESTS_PROTO_CODEC_WIRE_ENTRY_H_

#include "absl/status/statusor.h"
#include "crypto/audit/entry.h"
#include "crypto/base/bytes.h"
#include "pingyi/v1/log.pb.h"

// Log entries as they lie in the log, for tests that change or read one.
namespace pingyi::testing {

// The message of an entry that can be encoded.
v1::LogEntry Wire(const Entry& entry);

// A BlobSource without any: NOT_FOUND.
absl::StatusOr<Bytes> NoBlobs(const Digest& sha256);

}  // namespace pingyi::testing

#endif  // TESTS_PROTO_CODEC_WIRE_ENTRY_H_
