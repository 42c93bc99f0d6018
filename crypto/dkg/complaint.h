#ifndef CRYPTO_DKG_COMPLAINT_H_
#define CRYPTO_DKG_COMPLAINT_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"
#include "crypto/dkg/message.h"
#include "crypto/dkg/params.h"
#include "crypto/dkg/receive.h"
#include "crypto/dleq/dleq.h"
#include "crypto/group/element.h"

// A member that was dealt bad shares opens the Diffie-Hellman value of that one
// encryption, with a proof; then anybody decrypts and sees who lied.
namespace pingyi {

struct Complaint {
  uint32_t dealer = 0;
  uint32_t member = 0;
  Element s;
  DleqProof proof;
};

// INVALID_ARGUMENT if the receiver is no member.
absl::StatusOr<Complaint> MakeComplaint(const CommitteeParams& params,
                                        const Receiver& receiver,
                                        const DealerMessage& message);

// Whose fault it is; either way the ceremony has ended.
struct ComplaintVerdict {
  // True: the dealer's shares are bad. False: the complaint is.
  bool upheld = false;
  // The dealer's index, or the complainer's.
  uint32_t to_blame = 0;
  std::string reason;
};

// INVALID_ARGUMENT if `complaint` is about another message than `message`.
absl::StatusOr<ComplaintVerdict> JudgeComplaint(const CommitteeParams& params,
                                                const DealerMessage& message,
                                                const Complaint& complaint);

}  // namespace pingyi

#endif  // CRYPTO_DKG_COMPLAINT_H_
