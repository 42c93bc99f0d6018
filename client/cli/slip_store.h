#ifndef CLIENT_CLI_SLIP_STORE_H_
#define CLIENT_CLI_SLIP_STORE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"
#include "crypto/base/secret_buffer.h"
#include "crypto/credential/slip.h"

// private/slips.bin of a session: the deputies' secrets between `session new`
// and the printing, and not a day longer.
namespace pingyi {

struct DeputySlip {
  uint32_t number = 0;
  SlipSecret secret;
};

struct SlipStore {
  Digest session_id = {};
  std::vector<DeputySlip> slips;  // Ascending by number.
};

// "pingyi slips v1\n" || session_id || for each slip le32(number) || secret.
SecretBuffer EncodeSlipStore(const SlipStore& store);
// INVALID_ARGUMENT if `bytes` are anything else.
absl::StatusOr<SlipStore> DecodeSlipStore(ByteSpan bytes);

// NOT_FOUND, saying that they were erased, if there is no such file.
absl::StatusOr<SlipStore> ReadSlipStore(const std::string& path);

// Overwrites the file, in place and durably, and removes it. What the file
// system or a flash disk copied elsewhere is out of reach. NOT_FOUND, or
// UNAVAILABLE when the disk refuses.
absl::Status EraseFile(const std::string& path);

}  // namespace pingyi

#endif  // CLIENT_CLI_SLIP_STORE_H_
