// A share file after it is unsealed. Property: what is accepted is written
// again as the same bytes.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "crypto/base/secret_buffer.h"
#include "crypto/dkg/params.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const pingyi::ByteSpan bytes(data, size);
  const auto shares =
      pingyi::MemberShares::Parse(pingyi::SecretBuffer::Copy(bytes));
  if (!shares.ok()) {
    return 0;
  }
  const pingyi::SecretBuffer again = shares->Serialize();
  if (!std::equal(bytes.begin(), bytes.end(), again.Expose().begin(),
                  again.Expose().end())) {
    std::abort();
  }
  return 0;
}
