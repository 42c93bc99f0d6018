#ifndef SERVER_BASE_CONFIG_H_
#define SERVER_BASE_CONFIG_H_

#include <chrono>
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

// See the proto for each.
struct GatewayLimits {
  size_t connections = 4096;
  size_t connections_per_address = 64;
  size_t body_bytes = size_t{17} << 20;
  size_t large_bodies_bytes = size_t{64} << 20;
  std::chrono::milliseconds handshake = std::chrono::seconds(10);
  std::chrono::milliseconds head = std::chrono::seconds(10);
  std::chrono::milliseconds body = std::chrono::seconds(30);
  std::chrono::milliseconds idle = std::chrono::seconds(75);
  std::chrono::milliseconds stall = std::chrono::seconds(20);
};

struct GatewayConfig {
  std::string listen_address = {};   // host:port.
  std::optional<TlsFiles> tls = {};  // None: plain text on loopback.
  std::string web_folder = {};       // Empty: no pages.
  std::string authority = {};        // PEM; empty: none.
  std::string metrics_address = "127.0.0.1:0";
  std::string address_file = {};  // Empty: none.
  std::vector<std::string> origins = {};
  GatewayLimits limits = {};
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
  std::optional<GatewayConfig> gateway = {};
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
