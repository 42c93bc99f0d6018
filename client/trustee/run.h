#ifndef CLIENT_TRUSTEE_RUN_H_
#define CLIENT_TRUSTEE_RUN_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "client/cpp/key_file.h"
#include "client/cpp/retry.h"
#include "client/cpp/session_directory.h"
#include "client/trustee/wakeup.h"

namespace pingyi {

struct RunOptions {
  PublicSession session;
  // Sign zero-check and verified without being asked.
  bool attest = false;
  // One line an event, from several threads.
  std::function<void(const std::string&)> say;
};

// Follows the log and does an official's duties until `stop` (which must notify
// `wakeup`). Survives every break of the connection; ends by itself only if the
// key file does not fit the session or cannot be written.
absl::Status RunTrustee(const RunOptions& options, KeyFileStore& store,
                        const Stop& stop, Wakeup& wakeup);

}  // namespace pingyi

#endif  // CLIENT_TRUSTEE_RUN_H_
