#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "crypto/base/bytes.h"
#include "crypto/note/checkpoint.h"
#include "crypto/note/note.h"
#include "crypto/note/quorum.h"
#include "crypto/statement/signing_key.h"

namespace {

pingyi::VerifyKey Key(uint8_t which) {
  std::array<uint8_t, 32> seed = {};
  seed.fill(which);
  return pingyi::SigningKey::FromSeed(pingyi::SigningSeed::Copy(seed))
      .verify_key();
}

// The log and the witness of the corpus.
const pingyi::LogPolicy& Policy() {
  static const pingyi::LogPolicy kPolicy = {
      .origin = "pingyi.local/b1a30df5316984cb",
      .log_key = Key(1),
      .witnesses = {Key(2)},
      .quorum = 1};
  return kPolicy;
}

}  // namespace

// A checkpoint has one spelling, and a verified note says what its text says.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text = pingyi::AsText({data, size});
  const absl::StatusOr<pingyi::Checkpoint> checkpoint =
      pingyi::ParseCheckpoint(text);
  if (checkpoint.ok() && pingyi::FormatCheckpoint(*checkpoint) != text) {
    std::abort();
  }
  const absl::StatusOr<pingyi::SignedCheckpoint> verified =
      pingyi::VerifyCheckpoint(Policy(), text);
  if (verified.ok() && pingyi::ParseNote(text).value().text !=
                           pingyi::FormatCheckpoint(verified->checkpoint)) {
    std::abort();
  }
  return 0;
}
