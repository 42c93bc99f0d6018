#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "crypto/base/bytes.h"
#include "crypto/note/note.h"

// A note has one spelling: what parses, formats to the same bytes.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text = pingyi::AsText({data, size});
  const absl::StatusOr<pingyi::Note> note = pingyi::ParseNote(text);
  if (note.ok() && pingyi::FormatNote(*note).value() != text) {
    std::abort();
  }
  const absl::StatusOr<pingyi::NoteSignature> line =
      pingyi::ParseNoteSignature(text);
  if (line.ok() && pingyi::FormatNoteSignature(*line) != text) {
    std::abort();
  }
  return 0;
}
