#ifndef CRYPTO_NOTE_CHECKPOINT_H_
#define CRYPTO_NOTE_CHECKPOINT_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "crypto/merkle/hash.h"
#include "crypto/note/note.h"

// C2SP tlog-checkpoint: which tree a log, and its witnesses, put their names
// under.
namespace pingyi {

struct Checkpoint {
  std::string origin;
  TreeHead head;

  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// pingyi.local/<first 16 hexadecimal digits of session_id>.
std::string DefaultOrigin(const Digest& session_id);
// <origin>/witness/<index>, index from 1 in the manifest's order.
std::string WitnessName(absl::string_view origin, uint32_t index);

// The text of the note: origin, size, base64 of the root, a line each.
std::string FormatCheckpoint(const Checkpoint& checkpoint);

// Reads such a text. INVALID_ARGUMENT, naming the line, on anything else:
// extension lines, a size with a leading zero or beyond 2^63 - 1, a root that
// is not 32 bytes in canonical base64.
absl::StatusOr<Checkpoint> ParseCheckpoint(absl::string_view text);

// The log's signature (type 0x01) under its origin, as a whole note.
std::string SignCheckpoint(const SigningKey& log_key,
                           const Checkpoint& checkpoint);

// A witness's cosignature (type 0x04): it saw `checkpoint`, consistent with all
// that it signed before, at `time` (POSIX seconds).
NoteSignature CosignCheckpoint(const SigningKey& witness_key,
                               absl::string_view name,
                               const Checkpoint& checkpoint, uint64_t time);

// The time of a cosignature of `key` over the note text `text`.
// INVALID_ARGUMENT if it has the wrong length; UNAUTHENTICATED if it does not
// verify.
absl::StatusOr<uint64_t> VerifyCosignature(const VerifyKey& key,
                                           absl::string_view text,
                                           const NoteSignature& signature);

}  // namespace pingyi

#endif  // CRYPTO_NOTE_CHECKPOINT_H_
