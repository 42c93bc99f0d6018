// The ballot decoder: whatever it accepts serializes to the same bytes, and it
// refuses the same points and scalars as libsodium's side does.
#include <cstdlib>
#include <vector>

#include "crypto/ballot/ballot.h"
#include "crypto/group/element.h"

namespace pingyi {
namespace {

// The round of the corpus: contests of 4, 4 and 5 options, pack 2.
const BallotLayout& Layout() {
  static const BallotLayout kLayout = *BallotLayout::Create({4, 4, 5}, 2);
  return kLayout;
}

// Y, N, A, the B, C_bits ... U are points; what follows are scalars.
bool AllCanonical(ByteSpan bytes) {
  const size_t points = 10 + Layout().ciphertexts();
  for (size_t i = 0; i * kElementSize < bytes.size(); ++i) {
    const ByteSpan element = bytes.subspan(i * kElementSize, kElementSize);
    const bool ok =
        i < points ? Element::Parse(element).ok() : Scalar::Parse(element).ok();
    if (!ok) {
      return false;
    }
  }
  return true;
}

}  // namespace
}  // namespace pingyi

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const pingyi::ByteSpan bytes(data, size);
  const auto ballot = pingyi::ParseBallot(pingyi::Layout(), bytes);
  if (!ballot.ok()) {
    return 0;
  }
  const pingyi::Bytes input(bytes.begin(), bytes.end());
  if (ballot->bytes != input || pingyi::SerializeBallot(*ballot) != input ||
      !pingyi::AllCanonical(bytes)) {
    std::abort();
  }
  return 0;
}
