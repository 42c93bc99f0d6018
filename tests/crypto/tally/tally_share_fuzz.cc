// A trustee's payload. Property: what is accepted is written again as the same
// bytes, and verifying it does not end the process.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "crypto/tally/share.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr size_t kCiphertexts = 2;
  const auto share = pingyi::TallyShare::Parse({data, size}, kCiphertexts);
  if (!share.ok()) {
    return 0;
  }
  if (share->Payload() != pingyi::Bytes(data, data + size)) {
    std::abort();
  }
  pingyi::Totals totals;
  totals.b.resize(kCiphertexts);
  const std::vector<pingyi::Element> public_shares(kCiphertexts);
  static_cast<void>(
      pingyi::VerifyTallyShare({}, totals, public_shares, *share).ok());
  return 0;
}
