#ifndef CLIENT_CPP_SESSION_DIRECTORY_H_
#define CLIENT_CPP_SESSION_DIRECTORY_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "client/cpp/channel.h"
#include "crypto/audit/manifest.h"
#include "crypto/base/bytes.h"

namespace pingyi {

// The folder that `pingyi session new` makes for everybody: manifest.bin,
// roster.bin, ca.crt (absent for plain text on this machine), server.txt
// (HOST:PORT, one a line; lines that begin with # are skipped), web.txt (the
// pages' addresses in the same way; absent without pages).
struct PublicSession {
  Bytes manifest_bytes;
  Manifest manifest;
  Digest session_id = {};
  Endpoint endpoint;
  std::vector<std::string> pages;  // https://HOST:PORT.
};

// NOT_FOUND or INVALID_ARGUMENT, naming the file.
absl::StatusOr<PublicSession> LoadPublicSession(const std::string& folder);

// --server and --ca instead of a folder. `ca_file` empty: plain text.
absl::StatusOr<Endpoint> LoadEndpoint(const std::string& address,
                                      const std::string& ca_file);

}  // namespace pingyi

#endif  // CLIENT_CPP_SESSION_DIRECTORY_H_
