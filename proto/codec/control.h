#ifndef PROTO_CODEC_CONTROL_H_
#define PROTO_CODEC_CONTROL_H_

#include <vector>

#include "absl/status/statusor.h"
#include "crypto/audit/entry.h"
#include "crypto/base/bytes.h"
#include "pingyi/v1/control.pb.h"
#include "proto/codec/entry.h"

// Messages of ControlService.
namespace pingyi {

// A statement for the log, with what it is made of.
struct Submission {
  Entry entry;
  Bytes leaf;
  std::vector<Bytes> blobs;  // Exactly those that the leaf names.
};

// INVALID_ARGUMENT naming the field if the entry is malformed or not spelt
// canonically, is of a kind that nobody submits (manifest, token request,
// ballot, result), or a blob is missing, too large, or not named by it.
absl::StatusOr<Submission> DecodeSubmission(
    const v1::SubmitStatementRequest& request);
// INVALID_ARGUMENT if the entry does not fit a leaf.
absl::StatusOr<v1::SubmitStatementRequest> EncodeSubmission(const Entry& entry);

}  // namespace pingyi

#endif  // PROTO_CODEC_CONTROL_H_
