#ifndef CRYPTO_DKG_MESSAGE_H_
#define CRYPTO_DKG_MESSAGE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"
#include "crypto/dkg/params.h"
#include "crypto/group/element.h"
#include "crypto/group/scalar.h"
#include "crypto/group/secret_scalar.h"

// Round 1 of the key generation: what a member deals. Its SHA-256 is posted
// first by everybody (commit), then the messages (reveal).
namespace pingyi {

// The share vector for one member, encrypted to its transport key.
struct EncryptedShares {
  Element ephemeral;  // E
  Bytes ciphertext;   // With its tag: 32 a secret, and 16.
};

struct DealerMessage {
  uint32_t dealer = 0;
  // C_{j,k}, secret by secret, then power by power; t a secret.
  std::vector<Element> commitments;
  Element pok_r;
  Scalar pok_z;
  // By member, ascending, the dealer included.
  std::vector<EncryptedShares> shares;

  // The t commitments of secret j.
  std::span<const Element> OfSecret(const CommitteeParams& params,
                                    uint32_t secret) const;
};

// Everything a dealer draws. Not kept: the dealer's own share is in the
// message too, encrypted to itself.
struct DealerSecrets {
  // By secret, t coefficients each, constant first.
  std::vector<std::vector<SecretScalar>> polynomials;
  SecretScalar pok_nonce;
  // e of each member's encryption.
  std::vector<SecretScalar> ephemerals;

  static DealerSecrets Random(const CommitteeParams& params);
};

// The message's exact bytes. INVALID_ARGUMENT if `dealer` is no member or
// `secrets` do not fit `params` (exactly t coefficients a polynomial).
absl::StatusOr<Bytes> MakeDealerMessage(const CommitteeParams& params,
                                        uint32_t dealer,
                                        const DealerSecrets& secrets);

// What the dealer posts first, and what confirmations are about.
Digest DealerMessageHash(ByteSpan message);

// Reads and verifies all that can be seen without a transport key: sizes,
// canonical encodings, no identity among commitments and ephemeral keys, the
// dealer's index, and the proof that it knows its constants. INVALID_ARGUMENT
// names the field: the dealer is to blame, no complaint is needed.
absl::StatusOr<DealerMessage> ParseDealerMessage(const CommitteeParams& params,
                                                 uint32_t dealer,
                                                 ByteSpan message);

// sum_k x^k C_k: the public side of the polynomial's value at `x`.
Element EvaluateCommitments(std::span<const Element> commitments, uint32_t x);

}  // namespace pingyi

#endif  // CRYPTO_DKG_MESSAGE_H_
