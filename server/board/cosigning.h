#ifndef SERVER_BOARD_COSIGNING_H_
#define SERVER_BOARD_COSIGNING_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/note/note.h"
#include "crypto/note/quorum.h"

namespace pingyi {

// From signed checkpoints to one with quorum. Remembers the newest signed ones,
// collects their cosignatures and moves the quorum forward, never back. Keeps
// the cosignatures of nothing older: they carry times. Not thread-safe.
class Cosigning {
 public:
  // Signed checkpoints that still take cosignatures.
  static constexpr size_t kCandidates = 64;

  explicit Cosigning(LogPolicy policy) : policy_(std::move(policy)) {}

  const LogPolicy& policy() const { return policy_; }

  // A checkpoint newly signed by the log, larger than those before.
  void AddSigned(const Checkpoint& checkpoint, std::string note);
  // After a restart: a note with quorum for a tree that this log still has.
  // UNAUTHENTICATED and other errors of VerifyCheckpointQuorum.
  absl::Status Restore(const std::string& note);

  // The note text that a cosignature of `size` is over. NOT_FOUND for a size
  // that takes none (any more).
  absl::StatusOr<std::string> TextOf(uint64_t size) const;

  // Takes witness `index`'s (from 1) cosignature, verified by the caller over
  // TextOf(size). Whether the newest checkpoint with quorum changed.
  bool Add(uint32_t index, uint64_t size, const NoteSignature& signature);

  // Empty before the first.
  const std::string& signed_note() const { return signed_note_; }
  const std::string& quorum_note() const { return quorum_note_; }
  uint64_t quorum_size() const { return quorum_size_; }

 private:
  struct Candidate {
    uint64_t size = 0;
    Note note;  // Text and the log's signature.
    std::map<uint32_t, NoteSignature> cosignatures;
  };

  LogPolicy policy_;
  std::deque<Candidate> candidates_;
  std::string signed_note_;
  std::string quorum_note_;
  uint64_t quorum_size_ = 0;
};

// Whether `signature` is witness `index`'s (from 1) cosignature of `text`.
// INVALID_ARGUMENT for another name or key id; UNAUTHENTICATED if it does not
// verify.
absl::Status CheckCosignature(const LogPolicy& policy, uint32_t index,
                              absl::string_view text,
                              const NoteSignature& signature);

}  // namespace pingyi

#endif  // SERVER_BOARD_COSIGNING_H_
