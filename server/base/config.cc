#include "server/base/config.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <thread>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "pingyi/config/v1/server.pb.h"
#include "server/base/config_reader.h"

namespace pingyi {
namespace {

constexpr size_t kMaxPublicFile = 1 << 30;
constexpr size_t kMaxPem = 1 << 20;

void CheckLimits(const config::v1::Limits& given, ConfigReader& reader,
                 Limits& out) {
  const uint32_t cores = std::max(1U, std::thread::hardware_concurrency());
  out.worker_threads =
      reader.Limit("limits.worker_threads", given.worker_threads(), cores, 256);
  out.waiting_ballots = reader.Limit("limits.waiting_ballots",
                                     given.waiting_ballots(), 4096, 1'000'000);
  out.waiting_writes = reader.Limit("limits.waiting_writes",
                                    given.waiting_writes(), 8192, 1'000'000);
  out.followers =
      reader.Limit("limits.followers", given.followers(), 1024, 100'000);
  out.streams_per_connection = static_cast<int>(
      reader.Limit("limits.streams_per_connection",
                   given.streams_per_connection(), 64, 10'000));
  out.stop_seconds = static_cast<int>(
      reader.Limit("limits.stop_seconds", given.stop_seconds(), 3, 600));
}

GatewayLimits CheckGatewayLimits(const config::v1::GatewayLimits& given,
                                 ConfigReader& reader) {
  constexpr uint32_t kMostConnections = 100'000;
  const auto time = [&reader](absl::string_view field, uint32_t millis,
                              uint32_t fallback) {
    constexpr uint32_t kMostMillis = 600'000;
    return std::chrono::milliseconds(
        reader.Limit(field, millis, fallback, kMostMillis));
  };
  return {
      .connections = reader.Limit("gateway.limits.connections",
                                  given.connections(), 4096, kMostConnections),
      .connections_per_address =
          reader.Limit("gateway.limits.connections_per_address",
                       given.connections_per_address(), 64, kMostConnections),
      .body_bytes = reader.Limit("gateway.limits.body_bytes",
                                 given.body_bytes(), 17U << 20, 64U << 20),
      .large_bodies_bytes =
          reader.Limit("gateway.limits.large_bodies_bytes",
                       given.large_bodies_bytes(), 64U << 20, 1U << 30),
      .handshake =
          time("gateway.limits.handshake_ms", given.handshake_ms(), 10'000),
      .head = time("gateway.limits.head_ms", given.head_ms(), 10'000),
      .body = time("gateway.limits.body_ms", given.body_ms(), 30'000),
      .idle = time("gateway.limits.idle_ms", given.idle_ms(), 75'000),
      .stall = time("gateway.limits.stall_ms", given.stall_ms(), 20'000)};
}

GatewayConfig CheckGateway(const config::v1::Gateway& given,
                           ConfigReader& reader) {
  GatewayConfig out;
  out.listen_address = given.listen_address();
  out.tls =
      reader.Listener("gateway.", given.listen_address(), TransportOf(given));
  if (!given.web().empty()) {
    out.web_folder = reader.Resolve(given.web());
    std::error_code error;
    if (!std::filesystem::is_directory(out.web_folder, error)) {
      reader.Wrong(absl::StrCat("gateway.web: no folder ", out.web_folder));
    }
  }
  if (!given.authority().empty()) {
    out.authority =
        reader.Content("gateway.authority", given.authority(), kMaxPem);
  }
  if (!given.metrics_address().empty()) {
    out.metrics_address = given.metrics_address();
    reader.Host("gateway.metrics_address", given.metrics_address());
  }
  if (!given.address_file().empty()) {
    out.address_file = reader.Resolve(given.address_file());
  }
  out.origins.assign(given.origins().begin(), given.origins().end());
  out.limits = CheckGatewayLimits(given.limits(), reader);
  return out;
}

}  // namespace

bool IsLoopback(absl::string_view host) {
  if (host == "localhost" || host == "::1") {
    return true;
  }
  const bool numeric = std::all_of(host.begin(), host.end(), [](char c) {
    return c == '.' || (c >= '0' && c <= '9');
  });
  return numeric && absl::ConsumePrefix(&host, "127.");
}

absl::StatusOr<Config> LoadConfig(const std::string& path) {
  ConfigReader reader(path);
  config::v1::ServerConfig given;
  reader.Parse(given);
  // Where nothing could be read, what is missing would only be noise.
  if (!reader.mistakes().empty() && given.ByteSizeLong() == 0) {
    return reader.mistakes().ToStatus();
  }
  Config out = {.log_key = reader.LogKey(given.log_key())};
  out.listen_address = given.listen_address();
  out.tls = reader.Listener("", given.listen_address(), TransportOf(given));
  out.manifest = reader.Content("manifest", given.manifest(), kMaxPublicFile);
  out.roster = reader.Content("roster", given.roster(), kMaxPublicFile);
  reader.Data(given.data(), out.data_folder);
  if (!given.address_file().empty()) {
    out.address_file = reader.Resolve(given.address_file());
  }
  CheckLimits(given.limits(), reader, out.limits);
  if (given.has_gateway()) {
    out.gateway = CheckGateway(given.gateway(), reader);
  }
  if (!reader.mistakes().empty()) {
    return reader.mistakes().ToStatus();
  }
  return out;
}

}  // namespace pingyi
