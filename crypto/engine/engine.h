#ifndef CRYPTO_ENGINE_ENGINE_H_
#define CRYPTO_ENGINE_ENGINE_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "crypto/engine/backend.h"

// Which arithmetic this process verifies with: the fastest that the machine
// has, or the one that the environment's PINGYI_ENGINE names - "ifma", "avx2",
// "portable" or "reference". Chosen once; points of one backend mean nothing to
// another.
namespace pingyi {

// What a program calls before it trusts the engine: checks that the backend
// computes rightly on this machine. INVALID_ARGUMENT if PINGYI_ENGINE names
// none that this machine has; INTERNAL if the self-test fails, in which case
// every answer would be worthless.
absl::Status StartEngine();

absl::string_view EngineName();

namespace engine {

// Fastest first; never empty. The reference is the last.
std::vector<const Backend*> AvailableBackends();
const Backend& ActiveBackend();
// INTERNAL if `backend` decodes, encodes or sums wrongly: known answers and
// libsodium's, among them sums long enough for each of its methods.
absl::Status SelfTest(const Backend& backend);

}  // namespace engine
}  // namespace pingyi

#endif  // CRYPTO_ENGINE_ENGINE_H_
