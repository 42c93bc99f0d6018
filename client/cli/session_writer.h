#ifndef CLIENT_CLI_SESSION_WRITER_H_
#define CLIENT_CLI_SESSION_WRITER_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/cli/certificates.h"
#include "client/cli/server_place.h"
#include "client/cli/session_plan.h"
#include "client/cli/slip_store.h"
#include "crypto/audit/manifest.h"
#include "crypto/base/bytes.h"
#include "crypto/statement/signing_key.h"

namespace pingyi {

// Everything that a new session consists of.
struct NewSession {
  Bytes manifest;
  Bytes roster;
  Digest session_id = {};
  SigningSeed log_seed;
  SlipStore slips;
  std::vector<Deputy> deputies;
  ServerPlace place;
  // Not used for plain text.
  Certificates certificates;
};

// Makes keys, slips and certificates for a plan. INVALID_ARGUMENT if the
// manifest does not pass DecodeManifest or a host has no usable name.
absl::StatusOr<NewSession> MakeSession(SessionPlan plan, ServerPlace place);

// Writes the folder:
//   public/   manifest.bin roster.bin fingerprint.txt server.txt web.txt
//             ca.crt
//   server/   server.textproto log.key server.crt server.key
//   private/  names.csv slips.bin ca.key
// Secrets are readable by their owner only. ALREADY_EXISTS if there is
// anything in `folder`; UNAVAILABLE when the disk refuses.
absl::Status WriteSession(const std::string& folder, const NewSession& session);

}  // namespace pingyi

#endif  // CLIENT_CLI_SESSION_WRITER_H_
