#ifndef CRYPTO_DLEQ_DLEQ_H_
#define CRYPTO_DLEQ_DLEQ_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"
#include "crypto/group/element.h"
#include "crypto/group/scalar.h"
#include "crypto/group/secret_scalar.h"
#include "crypto/transcript/transcript.h"

namespace pingyi {

inline constexpr size_t kDleqProofSize = 64;

// What is proved: X = x G and Y = x H for one x that the prover knows. Any of
// the elements may be the identity.
struct DleqStatement {
  Element h;
  Element x;
  Element y;
};

// e || z, 64 bytes.
struct DleqProof {
  Scalar e;
  Scalar z;

  // INVALID_ARGUMENT unless there are 64 bytes and both scalars are canonical.
  static absl::StatusOr<DleqProof> Parse(ByteSpan bytes);
  std::array<uint8_t, kDleqProofSize> bytes() const;
  friend bool operator==(const DleqProof&, const DleqProof&) = default;
};

// Proves `statement` on `transcript`, which must hold what the proof is bound
// to: appends "H", "X", "Y", "R1", "R2" and draws "e". The statement must be
// true for `x`, or the proof will not verify.
DleqProof ProveDleq(Transcript& transcript, const SecretScalar& x,
                    const DleqStatement& statement);

// As ProveDleq with a given nonce. A nonce used twice gives the secret away:
// only for known answers.
DleqProof ProveDleqWithNonce(Transcript& transcript, const SecretScalar& x,
                             const DleqStatement& statement,
                             const SecretScalar& nonce);

// INVALID_ARGUMENT if the proof does not hold on a transcript that holds what
// the prover's did. Leaves `transcript` where the prover's was left.
absl::Status VerifyDleq(Transcript& transcript, const DleqStatement& statement,
                        const DleqProof& proof);

}  // namespace pingyi

#endif  // CRYPTO_DLEQ_DLEQ_H_
