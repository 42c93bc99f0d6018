// An issuer's payload. Property: what is accepted is written again as the same
// bytes, and verifying it does not end the process.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "crypto/token/audit.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto share = pingyi::AuditShare::Parse({data, size});
  if (!share.ok()) {
    return 0;
  }
  if (share->Payload() != pingyi::Bytes(data, data + size)) {
    std::abort();
  }
  const pingyi::Token token = {.y = pingyi::Element::Generator(),
                               .n = pingyi::Element::Generator()};
  const std::vector<pingyi::Token> tokens = {token, token};
  const auto audit = pingyi::TokenAudit::Create({}, tokens);
  static_cast<void>(audit->Verify(*share, pingyi::Element()).ok());
  return 0;
}
