#ifndef SERVER_BASE_CONFIG_H_
#define SERVER_BASE_CONFIG_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "crypto/base/secret.h"

// The operator's settings (pingyi.config.v1.ServerConfig), read and checked.
namespace pingyi {

struct TlsFiles {
  std::string certificate;  // PEM.
  std::string key;          // PEM.
};

struct Limits {
  size_t worker_threads = 0;
  size_t waiting_ballots = 0;
  size_t waiting_writes = 0;
  size_t followers = 0;
  int streams_per_connection = 0;
  int stop_seconds = 0;
};

struct Config {
  std::string listen_address = {};   // host:port.
  std::optional<TlsFiles> tls = {};  // None: plain text on loopback.
  std::string manifest = {};         // Exact bytes.
  std::string roster = {};           // The blob.
  SecretBytes<32> log_key;           // Seed.
  std::string data_folder = {};      // Exists.
  std::string address_file = {};     // Empty: none.
  Limits limits = {};
};

// Reads the file and everything that it names. INVALID_ARGUMENT with all the
// mistakes, one a line, each with the file, where known line and column, and
// what to write instead.
absl::StatusOr<Config> LoadConfig(const std::string& path);

// Whether `host` (of host:port, brackets taken off) is a loopback address or
// "localhost".
bool IsLoopback(absl::string_view host);

}  // namespace pingyi

#endif  // SERVER_BASE_CONFIG_H_
