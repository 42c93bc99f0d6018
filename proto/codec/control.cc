#include "proto/codec/control.h"

#include <string>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "crypto/base/hash.h"
#include "crypto/base/status_macros.h"
#include "proto/codec/fields.h"
#include "proto/codec/limits.h"
#include "proto/codec/strict.h"

namespace pingyi {
namespace {

constexpr char kName[] = "submit_statement";

std::vector<Bytes> ReadBlobs(Fields& in,
                             const v1::SubmitStatementRequest& request) {
  std::vector<Bytes> blobs;
  const int count = in.ReadCount("blobs", request.blobs_size(), {0, kMaxBlobs});
  for (int i = 0; i < count; ++i) {
    blobs.push_back(in.ReadBytes("blobs", request.blobs(i), {1, kMaxBlobSize}));
  }
  return blobs;
}

bool IsStatement(const Entry& entry) {
  return !std::holds_alternative<ManifestEntry>(entry) &&
         !std::holds_alternative<TokenRequestEntry>(entry) &&
         !std::holds_alternative<BallotEntry>(entry) &&
         !std::holds_alternative<ResultEntry>(entry);
}

}  // namespace

absl::StatusOr<Submission> DecodeSubmission(
    const v1::SubmitStatementRequest& request) {
  RETURN_IF_ERROR(CheckNoUnknownFields(request, kName));
  const ByteSpan leaf = AsBytes(request.entry());
  RETURN_IF_ERROR(CheckCanonicalEntry(leaf));
  Fields in(kName);
  const std::vector<Bytes> blobs = ReadBlobs(in, request);
  RETURN_IF_ERROR(in.status());
  size_t used = 0;
  const BlobSource source = [&](const Digest& sha256) -> absl::StatusOr<Bytes> {
    for (const Bytes& blob : blobs) {
      if (Sha256(blob) == sha256) {
        ++used;
        return blob;
      }
    }
    return absl::InvalidArgumentError("that blob was not sent along");
  };
  ASSIGN_OR_RETURN(Entry entry, DecodeLogEntry(leaf, source));
  in.Require(IsStatement(entry), "entry", "is of a kind that nobody submits");
  in.Require(used == blobs.size(), "blobs",
             "holds a blob that the entry does not name");
  return in.Finish(Submission{.entry = std::move(entry),
                              .leaf = {leaf.begin(), leaf.end()},
                              .blobs = blobs});
}

absl::StatusOr<v1::SubmitStatementRequest> EncodeSubmission(
    const Entry& entry) {
  ASSIGN_OR_RETURN(const EncodedEntry encoded, EncodeLogEntry(entry));
  v1::SubmitStatementRequest request;
  request.set_entry(ToString(encoded.leaf));
  for (const Bytes& blob : encoded.blobs) {
    request.add_blobs(ToString(blob));
  }
  return request;
}

}  // namespace pingyi
