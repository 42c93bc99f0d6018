#ifndef CRYPTO_NOTE_NOTE_H_
#define CRYPTO_NOTE_NOTE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "crypto/base/bytes.h"
#include "crypto/statement/signing_key.h"

// C2SP signed notes: a text, a blank line, and one line a signature,
//   — <name> base64(key id || signature)
namespace pingyi {

inline constexpr size_t kMaxNoteSize = 65536;
inline constexpr size_t kMaxNoteSignatures = 100;
inline constexpr size_t kMaxNoteNameSize = 255;

using NoteKeyId = std::array<uint8_t, 4>;

enum class NoteSignatureType : uint8_t {
  kEd25519 = 0x01,      // 64 bytes.
  kCosignature = 0x04,  // cosignature/v1: an 8-byte time, then 64 bytes.
};

// One signature line. Nothing is known of it until someone verifies it.
struct NoteSignature {
  std::string name;
  NoteKeyId key_id = {};
  Bytes signature;

  friend bool operator==(const NoteSignature&, const NoteSignature&) = default;
};

struct Note {
  std::string text;  // Ends in a newline.
  std::vector<NoteSignature> signatures;

  friend bool operator==(const Note&, const Note&) = default;
};

// Reads a note. INVALID_ARGUMENT, naming the part, if it is not UTF-8, holds a
// control character, is longer than kMaxNoteSize, has no signature or more than
// kMaxNoteSignatures, or has a malformed signature line. Base64 must be
// canonical, so FormatNote gives the same bytes back.
absl::StatusOr<Note> ParseNote(absl::string_view note);

// INVALID_ARGUMENT if the result is one that ParseNote would refuse.
absl::StatusOr<std::string> FormatNote(const Note& note);

// One signature line with its newline: how a witness hands in a cosignature.
absl::StatusOr<NoteSignature> ParseNoteSignature(absl::string_view line);
std::string FormatNoteSignature(const NoteSignature& signature);

// First 4 bytes of SHA-256(name || "\n" || type || key).
NoteKeyId ComputeNoteKeyId(absl::string_view name, NoteSignatureType type,
                           const VerifyKey& key);

// INVALID_ARGUMENT if `name` cannot stand in a signature line: empty, too long,
// with a space, a control character or a plus sign, or not UTF-8.
absl::Status CheckNoteName(absl::string_view name);

}  // namespace pingyi

#endif  // CRYPTO_NOTE_NOTE_H_
