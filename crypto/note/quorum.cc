#include "crypto/note/quorum.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "crypto/base/bytes.h"
#include "crypto/base/status_macros.h"
#include "crypto/note/checkpoint.h"
#include "crypto/note/note.h"
#include "crypto/statement/signing_key.h"

namespace pingyi {
namespace {

// A key that the policy knows, as it stands in a signature line.
struct KnownKey {
  std::string name;
  NoteKeyId key_id = {};
};

// The log at 0, witness k at k.
std::vector<KnownKey> KnownKeys(const LogPolicy& policy) {
  std::vector<KnownKey> known;
  known.push_back(
      {.name = policy.origin,
       .key_id = ComputeNoteKeyId(policy.origin, NoteSignatureType::kEd25519,
                                  policy.log_key)});
  for (const VerifyKey& key : policy.witnesses) {
    std::string name =
        WitnessName(policy.origin, static_cast<uint32_t>(known.size()));
    const NoteKeyId key_id =
        ComputeNoteKeyId(name, NoteSignatureType::kCosignature, key);
    known.push_back({.name = std::move(name), .key_id = key_id});
  }
  return known;
}

// Whose line this claims to be. Unknown names, and known ones under another
// key id, are other people's keys.
std::optional<size_t> FindSigner(const std::vector<KnownKey>& known,
                                 const NoteSignature& signature) {
  for (size_t i = 0; i < known.size(); ++i) {
    if (known[i].name == signature.name &&
        known[i].key_id == signature.key_id) {
      return i;
    }
  }
  return std::nullopt;
}

absl::Status VerifyLine(const LogPolicy& policy, size_t signer,
                        absl::string_view text,
                        const NoteSignature& signature) {
  if (signer != 0) {
    return VerifyCosignature(policy.witnesses[signer - 1], text, signature)
        .status();
  }
  const absl::Status status =
      policy.log_key.Verify(AsBytes(text), signature.signature);
  if (!status.ok()) {
    return absl::Status(status.code(), absl::StrCat("checkpoint: the log's ",
                                                    status.message()));
  }
  return absl::OkStatus();
}

// The verified line of each known key; none where it did not sign.
using SignatureTable = std::vector<std::optional<NoteSignature>>;

absl::StatusOr<SignatureTable> VerifyLines(const LogPolicy& policy,
                                           const Note& note) {
  const std::vector<KnownKey> known = KnownKeys(policy);
  SignatureTable table(known.size());
  for (const NoteSignature& signature : note.signatures) {
    const std::optional<size_t> signer = FindSigner(known, signature);
    if (!signer.has_value()) {
      continue;
    }
    if (table[*signer].has_value()) {
      return absl::InvalidArgumentError(
          absl::StrCat("checkpoint: two signatures of ", known[*signer].name));
    }
    RETURN_IF_ERROR(VerifyLine(policy, *signer, note.text, signature));
    table[*signer] = signature;
  }
  if (!table[0].has_value()) {
    return absl::UnauthenticatedError(
        "checkpoint: the log's signature is missing");
  }
  return table;
}

struct ReadCheckpoint {
  std::string text;
  Checkpoint checkpoint;
  SignatureTable signatures;
};

absl::StatusOr<ReadCheckpoint> Read(const LogPolicy& policy,
                                    absl::string_view note_text) {
  ASSIGN_OR_RETURN(Note note, ParseNote(note_text));
  ReadCheckpoint read;
  ASSIGN_OR_RETURN(read.checkpoint, ParseCheckpoint(note.text));
  if (read.checkpoint.origin != policy.origin) {
    return absl::InvalidArgumentError(
        absl::StrCat("checkpoint: of another log: origin ",
                     read.checkpoint.origin, ", want ", policy.origin));
  }
  ASSIGN_OR_RETURN(read.signatures, VerifyLines(policy, note));
  read.text = std::move(note.text);
  return read;
}

}  // namespace

uint32_t MinQuorum(uint32_t witnesses, uint32_t corrupt) {
  return static_cast<uint32_t>((uint64_t{witnesses} + corrupt) / 2 + 1);
}

absl::Status CheckQuorumRule(uint32_t quorum, uint32_t witnesses,
                             uint32_t threshold) {
  const uint32_t corrupt = threshold == 0 ? 0 : threshold - 1;
  const uint32_t smallest = MinQuorum(witnesses, corrupt);
  if (quorum > witnesses) {
    return absl::FailedPreconditionError(
        absl::StrCat("quorum: ", quorum, " of ", witnesses,
                     " witnesses can never be reached"));
  }
  if (quorum < smallest) {
    return absl::FailedPreconditionError(absl::StrCat(
        "quorum: ", quorum, " of ", witnesses, " witnesses is too few if ",
        corrupt, " may lie: want at least ", smallest));
  }
  return absl::OkStatus();
}

absl::StatusOr<SignedCheckpoint> VerifyCheckpoint(const LogPolicy& policy,
                                                  absl::string_view note) {
  ASSIGN_OR_RETURN(ReadCheckpoint read, Read(policy, note));
  SignedCheckpoint result;
  result.checkpoint = std::move(read.checkpoint);
  for (size_t i = 1; i < read.signatures.size(); ++i) {
    if (read.signatures[i].has_value()) {
      result.witnesses.push_back(static_cast<uint32_t>(i));
    }
  }
  return result;
}

absl::Status CheckQuorum(const LogPolicy& policy,
                         const SignedCheckpoint& checkpoint) {
  if (policy.quorum == 0) {
    return absl::FailedPreconditionError(
        "quorum: a quorum of 0 proves nothing");
  }
  if (checkpoint.witnesses.size() >= policy.quorum) {
    return absl::OkStatus();
  }
  std::vector<uint32_t> missing;
  auto next = checkpoint.witnesses.begin();
  for (uint32_t i = 1; i <= policy.witnesses.size(); ++i) {
    if (next != checkpoint.witnesses.end() && *next == i) {
      ++next;
    } else {
      missing.push_back(i);
    }
  }
  return absl::FailedPreconditionError(absl::StrCat(
      "quorum: ", checkpoint.witnesses.size(), " of ", policy.witnesses.size(),
      " witnesses cosigned, want ", policy.quorum, "; missing: witness ",
      absl::StrJoin(missing, ", ")));
}

absl::StatusOr<SignedCheckpoint> VerifyCheckpointQuorum(
    const LogPolicy& policy, absl::string_view note) {
  ASSIGN_OR_RETURN(SignedCheckpoint checkpoint, VerifyCheckpoint(policy, note));
  RETURN_IF_ERROR(CheckQuorum(policy, checkpoint));
  return checkpoint;
}

absl::StatusOr<std::string> AddCosignature(const LogPolicy& policy,
                                           absl::string_view note,
                                           const NoteSignature& signature) {
  ASSIGN_OR_RETURN(ReadCheckpoint read, Read(policy, note));
  const std::optional<size_t> signer = FindSigner(KnownKeys(policy), signature);
  if (!signer.has_value() || *signer == 0) {
    return absl::NotFoundError(
        absl::StrCat("cosignature: ", signature.name,
                     " with this key id is no witness of this log"));
  }
  RETURN_IF_ERROR(VerifyLine(policy, *signer, read.text, signature));
  read.signatures[*signer] = signature;

  Note result;
  result.text = std::move(read.text);
  for (std::optional<NoteSignature>& line : read.signatures) {
    if (line.has_value()) {
      result.signatures.push_back(*std::move(line));
    }
  }
  return FormatNote(result);
}

}  // namespace pingyi
