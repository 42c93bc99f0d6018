#include "crypto/dkg/complaint.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "crypto/base/secret.h"
#include "crypto/base/status_macros.h"
#include "crypto/dkg/share_box.h"
#include "crypto/transcript/transcript.h"

namespace pingyi {
namespace {

Transcript ComplaintTranscript(const CommitteeParams& params, uint32_t dealer,
                               uint32_t member) {
  Transcript transcript("dkg complaint");
  transcript.Append("session", ByteSpan(params.session_id));
  transcript.Append("committee", AsBytes(params.name));
  transcript.AppendLe32("dealer", dealer);
  transcript.AppendLe32("member", member);
  return transcript;
}

// log_G T_m = log_E S.
DleqStatement Statement(const CommitteeParams& params, uint32_t member,
                        const DealerMessage& message, const Element& s) {
  return {.h = message.shares[member - 1].ephemeral,
          .x = params.transport_keys[member - 1],
          .y = s};
}

}  // namespace

absl::StatusOr<Complaint> MakeComplaint(const CommitteeParams& params,
                                        const Receiver& receiver,
                                        const DealerMessage& message) {
  if (!params.HasMember(receiver.index)) {
    return absl::InvalidArgumentError(
        absl::StrCat("complaint: member ", receiver.index, " is no member"));
  }
  Complaint out;
  out.dealer = message.dealer;
  out.member = receiver.index;
  out.s =
      receiver.transport_secret * message.shares[receiver.index - 1].ephemeral;
  Transcript transcript = ComplaintTranscript(params, out.dealer, out.member);
  out.proof = ProveDleq(transcript, receiver.transport_secret,
                        Statement(params, out.member, message, out.s));
  return out;
}

absl::StatusOr<ComplaintVerdict> JudgeComplaint(const CommitteeParams& params,
                                                const DealerMessage& message,
                                                const Complaint& complaint) {
  if (complaint.dealer != message.dealer ||
      !params.HasMember(complaint.member)) {
    return absl::InvalidArgumentError(
        absl::StrCat("complaint: of member ", complaint.member,
                     " about dealer ", complaint.dealer,
                     " is not about the message of dealer ", message.dealer));
  }
  Transcript transcript =
      ComplaintTranscript(params, complaint.dealer, complaint.member);
  const absl::Status proved = VerifyDleq(
      transcript, Statement(params, complaint.member, message, complaint.s),
      complaint.proof);
  if (!proved.ok()) {
    return ComplaintVerdict{.upheld = false,
                            .to_blame = complaint.member,
                            .reason = absl::StrCat(proved.message())};
  }
  // Published now, so no secret any more.
  const auto shared = SecretBytes<kElementSize>::Copy(complaint.s.bytes());
  const absl::StatusOr<std::vector<SecretScalar>> shares =
      OpenSharesWith(params, complaint.member, message, shared);
  if (shares.ok()) {
    return ComplaintVerdict{.upheld = false,
                            .to_blame = complaint.member,
                            .reason = "the shares are good"};
  }
  return ComplaintVerdict{.upheld = true,
                          .to_blame = complaint.dealer,
                          .reason = absl::StrCat(shares.status().message())};
}

}  // namespace pingyi
