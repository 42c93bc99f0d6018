#ifndef CRYPTO_NOTE_QUORUM_H_
#define CRYPTO_NOTE_QUORUM_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "crypto/note/checkpoint.h"
#include "crypto/note/note.h"
#include "crypto/statement/signing_key.h"

// When a checkpoint may be acted upon: the log signed it, and so many witnesses
// cosigned it that no two different trees can both have been.
namespace pingyi {

// Whom a session trusts for its log; all of it from the manifest.
struct LogPolicy {
  std::string origin;
  VerifyKey log_key;
  std::vector<VerifyKey> witnesses;  // Witness k is at k - 1.
  uint32_t quorum = 0;
};

// A checkpoint that the log signed, and who stands behind it.
struct SignedCheckpoint {
  Checkpoint checkpoint;
  std::vector<uint32_t> witnesses;  // Who cosigned, from 1, ascending.
};

// The smallest quorum for `witnesses` of whom up to `corrupt` may lie:
// q > (witnesses + corrupt) / 2, so that two quorums share an honest one.
uint32_t MinQuorum(uint32_t witnesses, uint32_t corrupt);

// FAILED_PRECONDITION unless MinQuorum(witnesses, threshold - 1) <= quorum <=
// witnesses, where `threshold` is the larger of the two committees'.
absl::Status CheckQuorumRule(uint32_t quorum, uint32_t witnesses,
                             uint32_t threshold);

// Reads a checkpoint note and checks every signature that claims to be of the
// log or of a witness; others are ignored, as C2SP says. INVALID_ARGUMENT if it
// is malformed, of another origin, or has two signatures of one key;
// UNAUTHENTICATED if the log's signature is missing, or a known key's is wrong.
// Says nothing of a quorum.
absl::StatusOr<SignedCheckpoint> VerifyCheckpoint(const LogPolicy& policy,
                                                  absl::string_view note);

// As VerifyCheckpoint, and FAILED_PRECONDITION, naming who is missing, if fewer
// than policy.quorum witnesses cosigned.
absl::StatusOr<SignedCheckpoint> VerifyCheckpointQuorum(const LogPolicy& policy,
                                                        absl::string_view note);

// FAILED_PRECONDITION if `checkpoint` has fewer cosignatures than the quorum.
absl::Status CheckQuorum(const LogPolicy& policy,
                         const SignedCheckpoint& checkpoint);

// The note with one more cosignature, checked first: errors as for
// VerifyCheckpoint, and NOT_FOUND if `signature` is no witness's. A witness's
// earlier cosignature of the same text is replaced.
absl::StatusOr<std::string> AddCosignature(const LogPolicy& policy,
                                           absl::string_view note,
                                           const NoteSignature& signature);

}  // namespace pingyi

#endif  // CRYPTO_NOTE_QUORUM_H_
