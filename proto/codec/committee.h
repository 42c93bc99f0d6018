#ifndef PROTO_CODEC_COMMITTEE_H_
#define PROTO_CODEC_COMMITTEE_H_

#include <cstdint>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"
#include "crypto/note/note.h"
#include "crypto/statement/body.h"
#include "crypto/statement/signing_key.h"
#include "pingyi/v1/committee.pb.h"
#include "proto/codec/registrar.h"

// Messages of CommitteeService. All decoders: INVALID_ARGUMENT naming the
// field.
namespace pingyi {

// Who opens the stream: statement serve over the server's challenge.
struct Hello {
  uint32_t official = 0;
  Signature signature = {};
};

// An issuer's answer to one deputy's logged request.
struct EvaluatedPart {
  uint32_t deputy = 0;
  IssuedPart part;
};
using EvaluatedParts = std::vector<EvaluatedPart>;

// A witness's cosignature of the log's checkpoint of that size.
struct CheckpointCosignature {
  uint64_t size = 0;
  NoteSignature line;
};

// An answer for the next `items` items of a task.
struct ConfirmAnswer {
  uint32_t items = 0;
  bool yes = false;
  Signature signature = {};
};
struct Confirmation {
  uint64_t task = 0;
  std::vector<ConfirmAnswer> answers;
};

using MemberMessage =
    std::variant<Hello, EvaluatedParts, CheckpointCosignature, Confirmation>;

// Parts to confirm, ascending by token key, none twice.
struct ConfirmTask {
  uint64_t task = 0;
  uint32_t round = 0;
  std::vector<ConfirmItem> items;
};
struct Challenge {
  Digest challenge = {};
};
struct Welcome {
  Digest session_id = {};
};

using CommitteeTask = std::variant<Challenge, Welcome, ConfirmTask>;

// From a member to the server. That the answers of a confirmation cover the
// task, the server knows.
absl::StatusOr<MemberMessage> DecodeMemberMessage(
    const v1::ServeRequest& request);
v1::ServeRequest EncodeMemberMessage(const MemberMessage& message);

// From the server to a member. Unknown fields are refused here too: an issuer
// answers what it understands as a whole.
absl::StatusOr<CommitteeTask> DecodeCommitteeTask(
    const v1::ServeResponse& response);
v1::ServeResponse EncodeCommitteeTask(const CommitteeTask& task);

}  // namespace pingyi

#endif  // PROTO_CODEC_COMMITTEE_H_
