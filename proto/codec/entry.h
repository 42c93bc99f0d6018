#ifndef PROTO_CODEC_ENTRY_H_
#define PROTO_CODEC_ENTRY_H_

#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/audit/entry.h"
#include "crypto/base/bytes.h"

namespace pingyi::v1 {
class TokenRequest;
}  // namespace pingyi::v1

// Leaves of the log. A leaf is any bytes that parse as a pingyi.v1.LogEntry,
// and its hash is over those bytes: nothing here writes them again. (Protobuf
// has several spellings of one message; a verifier reads what was logged.)
namespace pingyi {

// Finds the blob with a SHA-256. Any error, NOT_FOUND for one that is not
// there; what comes back is compared with the hash by the reader.
using BlobSource = std::function<absl::StatusOr<Bytes>(const Digest& sha256)>;

// Reads a leaf, fetching the payload from `blobs` where it stands there.
// INVALID_ARGUMENT naming the field if the leaf is longer than kMaxLeafSize,
// is no entry, has no kind or an unknown field, or a field breaks a bound of
// log.proto; also if a blob is not the one that was named. What `blobs`
// returns for a missing blob is passed on. The manifest's own bytes are not
// read: that is DecodeManifest.
absl::StatusOr<Entry> DecodeLogEntry(ByteSpan leaf, const BlobSource& blobs);

// The blobs that a leaf names: of a payload that is not inline, or, for the
// manifest, of the roster. At most one. Reads nothing else of the leaf.
absl::StatusOr<std::vector<Digest>> NamedBlobs(ByteSpan leaf);

// A leaf with the blobs that it names.
struct EncodedEntry {
  Bytes leaf;
  std::vector<Bytes> blobs;
};

// INVALID_ARGUMENT if the entry does not fit a leaf.
absl::StatusOr<EncodedEntry> EncodeLogEntry(const Entry& entry);

// INVALID_ARGUMENT unless `leaf` is spelt as EncodeLogEntry spells it. For
// what is to be logged, so that one statement cannot become two leaves.
absl::Status CheckCanonicalEntry(ByteSpan leaf);

// The check-in inside a leaf, which the registrar's request carries as it is.
absl::StatusOr<TokenRequestEntry> DecodeTokenRequest(
    const v1::TokenRequest& wire);
void EncodeTokenRequest(const TokenRequestEntry& entry, v1::TokenRequest& wire);

}  // namespace pingyi

#endif  // PROTO_CODEC_ENTRY_H_
