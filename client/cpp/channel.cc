#include "client/cpp/channel.h"

#include <grpc/grpc.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>

#include <algorithm>
#include <chrono>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr int kMaxMessage = 24 << 20;
constexpr int kKeepaliveMs = 30'000;
constexpr int kKeepaliveTimeoutMs = 10'000;

bool IsLoopback(absl::string_view host) {
  return host == "localhost" || host == "[::1]" ||
         (absl::StartsWith(host, "127.") &&
          host.find_first_not_of("0123456789.") == absl::string_view::npos);
}

grpc::ChannelArguments Arguments(ChannelUse use) {
  grpc::ChannelArguments args;
  args.SetMaxReceiveMessageSize(kMaxMessage);
  args.SetMaxSendMessageSize(kMaxMessage);
  args.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  // Our own retries know what may be repeated; gRPC's do not.
  args.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  args.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  args.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 500);
  args.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 3'000);
  if (use == ChannelUse::kCasting) {
    args.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  } else {
    args.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
    args.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMs);
  }
  return args;
}

}  // namespace

absl::Status CheckEndpoint(const Endpoint& endpoint) {
  if (endpoint.addresses.empty()) {
    return absl::InvalidArgumentError("server: no address given");
  }
  for (const std::string& address : endpoint.addresses) {
    const size_t colon = address.rfind(':');
    int port = 0;
    if (colon == std::string::npos || colon == 0 ||
        !absl::SimpleAtoi(address.substr(colon + 1), &port) || port < 1 ||
        port > 65535) {
      return absl::InvalidArgumentError(
          absl::StrCat("server: want HOST:PORT, got \"", address, "\""));
    }
    if (endpoint.ca_pem.empty() && !IsLoopback(address.substr(0, colon))) {
      return absl::InvalidArgumentError(absl::StrCat(
          "server: without a CA certificate only this machine itself may be "
          "reached, not ",
          address));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<grpc::Channel>> MakeChannel(
    const Endpoint& endpoint, ChannelUse use, size_t attempt) {
  RETURN_IF_ERROR(CheckEndpoint(endpoint));
  std::shared_ptr<grpc::ChannelCredentials> credentials;
  if (endpoint.ca_pem.empty()) {
    credentials = grpc::InsecureChannelCredentials();
  } else {
    grpc::SslCredentialsOptions options;
    // Explicit: otherwise gRPC takes roots from the environment.
    options.pem_root_certs = endpoint.ca_pem;
    credentials = grpc::SslCredentials(options);
  }
  return grpc::CreateCustomChannel(
      endpoint.addresses[attempt % endpoint.addresses.size()], credentials,
      Arguments(use));
}

void SetDeadline(grpc::ClientContext& context, absl::Duration timeout) {
  context.set_deadline(std::chrono::system_clock::now() +
                       absl::ToChronoMilliseconds(timeout));
}

}  // namespace pingyi
