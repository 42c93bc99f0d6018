#ifndef CRYPTO_DKG_RECEIVE_H_
#define CRYPTO_DKG_RECEIVE_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"
#include "crypto/dkg/message.h"
#include "crypto/dkg/params.h"
#include "crypto/group/secret_scalar.h"

// Round 2 of the key generation: every member opens its shares from all
// dealers, then confirms or complains; and the keys that come out.
namespace pingyi {

// Where a member stands: its index and its transport secret, erased when the
// ceremony ends.
struct Receiver {
  uint32_t index = 0;
  SecretScalar transport_secret;
};

// The share vector that `message` holds for the receiver, checked against the
// commitments. DATA_LOSS if it does not open, is not canonical or does not
// match: the receiver must complain (complaint.h). INVALID_ARGUMENT if the
// receiver is no member or its transport key is not the one in `params`.
absl::StatusOr<std::vector<SecretScalar>> OpenShares(
    const CommitteeParams& params, const Receiver& receiver,
    const DealerMessage& message);

// K_j and X_{m,j} from all members' verified messages, by dealer from 1.
// INVALID_ARGUMENT if one is missing or out of order, or a K_j is the identity.
absl::StatusOr<CommitteeKeys> CombineKeys(
    const CommitteeParams& params, std::span<const DealerMessage> messages);

// Opens the shares of all `messages` and adds them up. Errors as OpenShares,
// naming the dealer; INTERNAL if the sum does not match `keys`.
absl::StatusOr<MemberShares> CombineShares(
    const CommitteeParams& params, const Receiver& receiver,
    std::span<const DealerMessage> messages, const CommitteeKeys& keys);

}  // namespace pingyi

#endif  // CRYPTO_DKG_RECEIVE_H_
