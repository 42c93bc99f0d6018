#ifndef CRYPTO_DKG_SHARE_BOX_H_
#define CRYPTO_DKG_SHARE_BOX_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"
#include "crypto/base/secret_buffer.h"
#include "crypto/dkg/message.h"
#include "crypto/dkg/params.h"
#include "crypto/group/element.h"
#include "crypto/group/secret_scalar.h"

// How a share vector travels: a Diffie-Hellman value between a fresh key of the
// dealer's and the member's transport key, hashed with who sends what to whom,
// keys an AEAD. Inner to crypto/dkg.
namespace pingyi {

inline constexpr size_t kShareKeySize = 32;

// Between whom.
struct ShareRoute {
  uint32_t dealer = 0;
  uint32_t member = 0;
  Element ephemeral;  // E
};

// S = secret * point, as secret as `secret` is.
SecretBytes<kElementSize> SharedValue(const SecretScalar& secret,
                                      const Element& point);

// The key, from S: SHA-512 over all that the route says, cut to 32 bytes.
SecretBytes<kShareKeySize> ShareKey(const CommitteeParams& params,
                                    const ShareRoute& route,
                                    const SecretBytes<kElementSize>& shared);

// Ciphertext and tag: XChaCha20-Poly1305 under a key that is used once, so with
// a nonce of zeros.
Bytes SealShares(const CommitteeParams& params,
                 const SecretBytes<kShareKeySize>& key,
                 const SecretBuffer& shares);

// The shares for `member` in `message`, given S, checked against the
// commitments. DATA_LOSS, naming the dealer, if anything is wrong with them.
absl::StatusOr<std::vector<SecretScalar>> OpenSharesWith(
    const CommitteeParams& params, uint32_t member,
    const DealerMessage& message, const SecretBytes<kElementSize>& shared);

}  // namespace pingyi

#endif  // CRYPTO_DKG_SHARE_BOX_H_
