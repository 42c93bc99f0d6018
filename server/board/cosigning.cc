#include "server/board/cosigning.h"

#include <algorithm>
#include <utility>

#include "crypto/base/status_macros.h"
#include "crypto/note/checkpoint.h"

namespace pingyi {

void Cosigning::AddSigned(const Checkpoint& checkpoint, std::string note) {
  auto parsed = ParseNote(note);
  if (!parsed.ok()) {
    return;  // The log writes notes that can be read.
  }
  signed_note_ = std::move(note);
  candidates_.push_back({.size = checkpoint.head.size,
                         .note = *std::move(parsed),
                         .cosignatures = {}});
  if (candidates_.size() > kCandidates) {
    candidates_.pop_front();
  }
}

absl::Status Cosigning::Restore(const std::string& note) {
  ASSIGN_OR_RETURN(const SignedCheckpoint checkpoint,
                   VerifyCheckpointQuorum(policy_, note));
  quorum_note_ = note;
  quorum_size_ = checkpoint.checkpoint.head.size;
  return absl::OkStatus();
}

absl::StatusOr<std::string> Cosigning::TextOf(uint64_t size) const {
  for (const Candidate& candidate : candidates_) {
    if (candidate.size == size) {
      return candidate.note.text;
    }
  }
  return absl::NotFoundError("cosignature: of no recent checkpoint");
}

bool Cosigning::Add(uint32_t index, uint64_t size,
                    const NoteSignature& signature) {
  const auto found =
      std::find_if(candidates_.begin(), candidates_.end(),
                   [size](const Candidate& c) { return c.size == size; });
  if (found == candidates_.end()) {
    return false;
  }
  found->cosignatures.insert_or_assign(index, signature);
  if (found->cosignatures.size() < policy_.quorum) {
    return false;
  }
  Note note = found->note;
  for (const auto& [witness, line] : found->cosignatures) {
    note.signatures.push_back(line);
  }
  auto text = FormatNote(note);
  if (!text.ok() || *text == quorum_note_) {
    return false;
  }
  quorum_note_ = *std::move(text);
  quorum_size_ = size;
  // Older ones could only move it back. The newest signed one stays.
  candidates_.erase(candidates_.begin(), found);
  return true;
}

absl::Status CheckCosignature(const LogPolicy& policy, uint32_t index,
                              absl::string_view text,
                              const NoteSignature& signature) {
  if (index == 0 || index > policy.witnesses.size()) {
    return absl::InvalidArgumentError("cosignature: no such witness");
  }
  const VerifyKey& key = policy.witnesses[index - 1];
  const std::string name = WitnessName(policy.origin, index);
  if (signature.name != name ||
      signature.key_id !=
          ComputeNoteKeyId(name, NoteSignatureType::kCosignature, key)) {
    return absl::InvalidArgumentError(
        "cosignature: name or key id is not this witness's");
  }
  return VerifyCosignature(key, text, signature).status();
}

}  // namespace pingyi
