#ifndef CRYPTO_MERKLE_PROOF_H_
#define CRYPTO_MERKLE_PROOF_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "crypto/merkle/hash.h"

// Proofs about a log, checked without having the log (RFC 9162, section 2.1).
// A proof must have exactly the hashes that its claim needs: one more or one
// less is refused, so there is one proof for each claim.
namespace pingyi {

using MerkleProof = std::vector<Digest>;

// Checks that the leaf with `leaf_hash` is number `index` (from 0) of the tree.
// OUT_OF_RANGE if the tree has no such index; INVALID_ARGUMENT if the proof has
// the wrong length or leads to another root.
absl::Status VerifyInclusion(const Digest& leaf_hash, uint64_t index,
                             const TreeHead& head,
                             std::span<const Digest> proof);

// Checks that `newer` starts with all leaves of `older`, in their order. An
// empty older tree and two equal trees need an empty proof. OUT_OF_RANGE if
// `older` is larger; INVALID_ARGUMENT, with "fork" in the message where two
// different trees of one size are shown, otherwise.
absl::Status VerifyConsistency(const TreeHead& older, const TreeHead& newer,
                               std::span<const Digest> proof);

}  // namespace pingyi

#endif  // CRYPTO_MERKLE_PROOF_H_
