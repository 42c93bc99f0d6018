#include "crypto/note/note.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "crypto/base/bytes.h"
#include "crypto/base/hash.h"
#include "crypto/base/status_macros.h"
#include "crypto/note/utf8.h"
#include "crypto/statement/signing_key.h"

namespace pingyi {
namespace {

// Em dash and space.
constexpr char kSignaturePrefix[] = "\xe2\x80\x94 ";

absl::Status Malformed(absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("note: ", what));
}

bool IsForbiddenControl(char c) {
  return static_cast<unsigned char>(c) < 0x20 && c != '\n';
}

absl::Status CheckCharacters(absl::string_view note) {
  if (note.size() > kMaxNoteSize) {
    return Malformed(
        absl::StrCat(note.size(), " bytes, at most ", kMaxNoteSize));
  }
  if (std::any_of(note.begin(), note.end(), IsForbiddenControl)) {
    return Malformed("holds a control character other than newline");
  }
  if (!IsUtf8(note)) {
    return Malformed("not UTF-8");
  }
  return absl::OkStatus();
}

// Base64 with padding, of which there is only one for the same bytes.
absl::StatusOr<std::string> DecodeBase64(absl::string_view text) {
  std::string bytes;
  if (!absl::Base64Unescape(text, &bytes) ||
      absl::Base64Escape(bytes) != text) {
    return Malformed("signature line: not canonical base64");
  }
  return bytes;
}

// Reads the lines after the blank one.
absl::StatusOr<std::vector<NoteSignature>> ParseSignatures(
    absl::string_view lines) {
  if (!absl::ConsumeSuffix(&lines, "\n")) {
    return Malformed("no signature, or the last line has no newline");
  }
  std::vector<NoteSignature> signatures;
  for (const absl::string_view line : absl::StrSplit(lines, '\n')) {
    if (signatures.size() == kMaxNoteSignatures) {
      return Malformed(
          absl::StrCat("more than ", kMaxNoteSignatures, " signatures"));
    }
    ASSIGN_OR_RETURN(NoteSignature signature,
                     ParseNoteSignature(absl::StrCat(line, "\n")));
    signatures.push_back(std::move(signature));
  }
  return signatures;
}

}  // namespace

absl::StatusOr<Note> ParseNote(absl::string_view note) {
  RETURN_IF_ERROR(CheckCharacters(note));
  // The text may hold blank lines; the last one ends it.
  const size_t blank = note.rfind("\n\n");
  if (blank == absl::string_view::npos) {
    return Malformed("no blank line between text and signatures");
  }
  Note result;
  result.text.assign(note.data(), blank + 1);
  ASSIGN_OR_RETURN(result.signatures, ParseSignatures(note.substr(blank + 2)));
  return result;
}

absl::StatusOr<std::string> FormatNote(const Note& note) {
  std::string text = absl::StrCat(note.text, "\n");
  for (const NoteSignature& signature : note.signatures) {
    absl::StrAppend(&text, FormatNoteSignature(signature));
  }
  ASSIGN_OR_RETURN(const Note read_back, ParseNote(text));
  if (read_back != note) {
    return Malformed("the text does not end in a newline");
  }
  return text;
}

absl::StatusOr<NoteSignature> ParseNoteSignature(absl::string_view line) {
  RETURN_IF_ERROR(CheckCharacters(line));
  if (!absl::ConsumeSuffix(&line, "\n") || absl::StrContains(line, '\n')) {
    return Malformed("signature line: not one line that ends in a newline");
  }
  if (!absl::ConsumePrefix(&line, kSignaturePrefix)) {
    return Malformed("signature line: does not start with an em dash");
  }
  const std::vector<absl::string_view> parts = absl::StrSplit(line, ' ');
  if (parts.size() != 2) {
    return Malformed("signature line: want a name, a space and base64");
  }
  RETURN_IF_ERROR(CheckNoteName(parts[0]));
  ASSIGN_OR_RETURN(const std::string bytes, DecodeBase64(parts[1]));
  NoteSignature signature;
  if (bytes.size() <= signature.key_id.size()) {
    return Malformed("signature line: no signature after the key id");
  }
  signature.name.assign(parts[0].data(), parts[0].size());
  const auto signature_begin =
      bytes.begin() + static_cast<ptrdiff_t>(signature.key_id.size());
  std::copy(bytes.begin(), signature_begin, signature.key_id.begin());
  signature.signature.assign(signature_begin, bytes.end());
  return signature;
}

std::string FormatNoteSignature(const NoteSignature& signature) {
  Bytes bytes;
  AppendBytes(bytes, signature.key_id);
  AppendBytes(bytes, signature.signature);
  return absl::StrCat(kSignaturePrefix, signature.name, " ",
                      absl::Base64Escape(AsText(bytes)), "\n");
}

NoteKeyId ComputeNoteKeyId(absl::string_view name, NoteSignatureType type,
                           const VerifyKey& key) {
  const std::array<uint8_t, 2> separator = {'\n', static_cast<uint8_t>(type)};
  const Digest digest = Sha256({AsBytes(name), separator, key.bytes()});
  NoteKeyId id = {};
  std::copy_n(digest.begin(), id.size(), id.begin());
  return id;
}

absl::Status CheckNoteName(absl::string_view name) {
  if (name.empty() || name.size() > kMaxNoteNameSize) {
    return Malformed(absl::StrCat("name: ", name.size(), " bytes, want 1 to ",
                                  kMaxNoteNameSize));
  }
  if (!IsUtf8(name)) {
    return Malformed("name: not UTF-8");
  }
  if (HasUnicodeSpace(name) || absl::StrContains(name, '+') ||
      std::any_of(name.begin(), name.end(), IsForbiddenControl)) {
    return Malformed("name: holds a space, a plus or a control character");
  }
  return absl::OkStatus();
}

}  // namespace pingyi
