#include "crypto/note/checkpoint.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "crypto/base/bytes.h"
#include "crypto/base/status_macros.h"
#include "crypto/merkle/hash.h"
#include "crypto/note/note.h"
#include "crypto/statement/signing_key.h"

namespace pingyi {
namespace {

constexpr size_t kTimeSize = 8;
// C2SP keeps sizes and times within a signed 64-bit integer.
constexpr uint64_t kMaxNumber = std::numeric_limits<int64_t>::max();

absl::Status Malformed(absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("checkpoint: ", what));
}

absl::StatusOr<uint64_t> ParseSize(absl::string_view line) {
  uint64_t size = 0;
  if (line.empty() ||
      !std::all_of(line.begin(), line.end(), absl::ascii_isdigit) ||
      !absl::SimpleAtoi(line, &size) || size > kMaxNumber) {
    return Malformed("second line: not a size from 0 to 2^63 - 1");
  }
  if (line.size() > 1 && line[0] == '0') {
    return Malformed("second line: leading zero");
  }
  return size;
}

absl::StatusOr<Digest> ParseRoot(absl::string_view line) {
  std::string bytes;
  if (!absl::Base64Unescape(line, &bytes) ||
      absl::Base64Escape(bytes) != line) {
    return Malformed("third line: not canonical base64");
  }
  return ToDigest(AsBytes(bytes), "checkpoint: third line: root");
}

// What a witness signs.
std::string CosignedMessage(uint64_t time, absl::string_view text) {
  return absl::StrCat("cosignature/v1\ntime ", time, "\n", text);
}

}  // namespace

std::string DefaultOrigin(const Digest& session_id) {
  return absl::StrCat("pingyi.local/", ToHex(session_id).substr(0, 16));
}

std::string WitnessName(absl::string_view origin, uint32_t index) {
  return absl::StrCat(origin, "/witness/", index);
}

std::string FormatCheckpoint(const Checkpoint& checkpoint) {
  return absl::StrCat(checkpoint.origin, "\n", checkpoint.head.size, "\n",
                      absl::Base64Escape(AsText(checkpoint.head.root)), "\n");
}

absl::StatusOr<Checkpoint> ParseCheckpoint(absl::string_view text) {
  const std::vector<absl::string_view> lines = absl::StrSplit(text, '\n');
  // Three lines, and nothing after the last newline.
  if (lines.size() != 4 || !lines[3].empty()) {
    return Malformed("want three lines: origin, size, root");
  }
  const absl::Status origin = CheckNoteName(lines[0]);
  if (!origin.ok()) {
    return Malformed(absl::StrCat("first line: origin: ", origin.message()));
  }
  Checkpoint checkpoint;
  checkpoint.origin.assign(lines[0].data(), lines[0].size());
  ASSIGN_OR_RETURN(checkpoint.head.size, ParseSize(lines[1]));
  ASSIGN_OR_RETURN(checkpoint.head.root, ParseRoot(lines[2]));
  return checkpoint;
}

std::string SignCheckpoint(const SigningKey& log_key,
                           const Checkpoint& checkpoint) {
  const std::string text = FormatCheckpoint(checkpoint);
  const Signature signature = log_key.Sign(AsBytes(text));
  NoteSignature line;
  line.name = checkpoint.origin;
  line.key_id = ComputeNoteKeyId(checkpoint.origin, NoteSignatureType::kEd25519,
                                 log_key.verify_key());
  line.signature.assign(signature.begin(), signature.end());
  return absl::StrCat(text, "\n", FormatNoteSignature(line));
}

NoteSignature CosignCheckpoint(const SigningKey& witness_key,
                               absl::string_view name,
                               const Checkpoint& checkpoint, uint64_t time) {
  const std::string message =
      CosignedMessage(time, FormatCheckpoint(checkpoint));
  NoteSignature line;
  line.name.assign(name.data(), name.size());
  line.key_id = ComputeNoteKeyId(name, NoteSignatureType::kCosignature,
                                 witness_key.verify_key());
  for (size_t i = 0; i < kTimeSize; ++i) {
    line.signature.push_back(
        static_cast<uint8_t>(time >> (8 * (kTimeSize - 1 - i))));
  }
  AppendBytes(line.signature, witness_key.Sign(AsBytes(message)));
  return line;
}

absl::StatusOr<uint64_t> VerifyCosignature(const VerifyKey& key,
                                           absl::string_view text,
                                           const NoteSignature& signature) {
  const ByteSpan bytes(signature.signature);
  if (bytes.size() != kTimeSize + kSignatureSize) {
    return absl::InvalidArgumentError(
        absl::StrCat("cosignature: want ", kTimeSize + kSignatureSize,
                     " bytes, got ", bytes.size()));
  }
  uint64_t time = 0;
  for (const uint8_t byte : bytes.first(kTimeSize)) {
    time = (time << 8) | byte;
  }
  if (time > kMaxNumber) {
    return absl::InvalidArgumentError("cosignature: time beyond 2^63 - 1");
  }
  const std::string message = CosignedMessage(time, text);
  if (!key.Verify(AsBytes(message), bytes.subspan(kTimeSize)).ok()) {
    return absl::UnauthenticatedError(
        absl::StrCat("cosignature: not by the key of ", signature.name));
  }
  return time;
}

}  // namespace pingyi
