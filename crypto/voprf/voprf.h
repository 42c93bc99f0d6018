#ifndef CRYPTO_VOPRF_VOPRF_H_
#define CRYPTO_VOPRF_VOPRF_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"
#include "crypto/engine/point.h"
#include "crypto/group/element.h"
#include "crypto/group/scalar.h"
#include "crypto/group/secret_scalar.h"

// RFC 9497, suite ristretto255-SHA512, without Finalize: tokens use the
// unhashed evaluation, because shares of it must add up.
namespace pingyi {

enum class VoprfMode : uint8_t { kOprf = 0, kVoprf = 1 };

inline constexpr size_t kVoprfProofSize = 64;

// c || s, 64 bytes.
struct VoprfProof {
  Scalar c;
  Scalar s;

  // INVALID_ARGUMENT unless there are 64 bytes and both scalars are canonical.
  static absl::StatusOr<VoprfProof> Parse(ByteSpan bytes);
  std::array<uint8_t, kVoprfProofSize> bytes() const;
  friend bool operator==(const VoprfProof&, const VoprfProof&) = default;
};

// The public element of an input, of unknown discrete logarithm.
Element HashToGroup(VoprfMode mode, ByteSpan input);
// As HashToGroup of each input, for public sums.
std::vector<Point> HashToPoints(VoprfMode mode, std::span<const Bytes> inputs);
// "HashToScalar" of the suite.
Scalar HashToScalar(VoprfMode mode, ByteSpan input);

// blind * HashToGroup(input). INVALID_ARGUMENT in the (never seen) case that
// the input hashes to the identity.
absl::StatusOr<Element> Blind(VoprfMode mode, ByteSpan input,
                              const SecretScalar& blind);
// key * blinded.
Element BlindEvaluate(const SecretScalar& key, const Element& blinded);
// The evaluation under a blind: blind^-1 * evaluated.
Element Unblind(const SecretScalar& blind, const Element& evaluated);

// What a proof of mode 0x01 is about: evaluated[i] = k blinded[i] for the k of
// public_key = k G. The lists have one length.
struct VoprfStatement {
  Element public_key;
  std::span<const Element> blinded;
  std::span<const Element> evaluated;
};

// RFC 9497, section 2.2.1.
VoprfProof GenerateProof(const SecretScalar& key,
                         const VoprfStatement& statement);
// As GenerateProof with a given nonce. A nonce used twice gives the key away:
// only for known answers.
VoprfProof GenerateProofWithNonce(const SecretScalar& key,
                                  const VoprfStatement& statement,
                                  const SecretScalar& nonce);
// Section 2.2.2. INVALID_ARGUMENT if the proof does not hold, or the lists
// differ in length.
absl::Status VerifyProof(const VoprfStatement& statement,
                         const VoprfProof& proof);

}  // namespace pingyi

#endif  // CRYPTO_VOPRF_VOPRF_H_
