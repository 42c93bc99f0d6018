#ifndef CLIENT_CPP_CHANNEL_H_
#define CLIENT_CPP_CHANNEL_H_

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

// How clients reach the server: TLS under the session's own certificate
// authority and no other root, or plain text to this very machine.
namespace pingyi {

struct Endpoint {
  // HOST:PORT, in the order in which they are tried.
  std::vector<std::string> addresses;
  // The certificate authority, PEM. Empty: plain text.
  std::string ca_pem;
};

// INVALID_ARGUMENT unless there is an address, each is HOST:PORT, and plain
// text goes to 127.0.0.0/8, [::1] or localhost only.
absl::Status CheckEndpoint(const Endpoint& endpoint);

enum class ChannelUse : uint8_t {
  // Connections may be shared with other channels of this process.
  kOrdinary,
  // A connection made for this channel alone and never resumed, so that
  // nothing on the wire joins what goes over it to anything else.
  kCasting,
};

// Connects lazily. `attempt` chooses among the addresses, round and round.
// Errors as for CheckEndpoint.
absl::StatusOr<std::shared_ptr<grpc::Channel>> MakeChannel(
    const Endpoint& endpoint, ChannelUse use, size_t attempt = 0);

// Every call has a deadline.
void SetDeadline(grpc::ClientContext& context, absl::Duration timeout);

}  // namespace pingyi

#endif  // CLIENT_CPP_CHANNEL_H_
