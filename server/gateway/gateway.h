#ifndef SERVER_GATEWAY_GATEWAY_H_
#define SERVER_GATEWAY_GATEWAY_H_

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "server/base/config.h"
#include "server/gateway/traffic.h"

namespace grpc {
class ChannelInterface;
}  // namespace grpc

namespace pingyi {

class Board;

// What browsers reach of the server: pages, calls as gRPC-Web, the log as
// files, each at one address with TLS; numbers for the operator at another.
class Gateway {
 public:
  struct Parts {
    // The services of this process.
    std::shared_ptr<grpc::ChannelInterface> services;
    // Names of their methods: "pingyi.v1.BoardService.Follow".
    std::vector<std::string> methods;
    const Board* board = nullptr;  // Not owned.
    std::function<SessionFigures()> figures;
  };

  // Loads the pages, listens and serves. UNAVAILABLE: an address cannot be
  // listened on; INVALID_ARGUMENT: certificate and key; NOT_FOUND,
  // RESOURCE_EXHAUSTED: the pages.
  static absl::StatusOr<std::unique_ptr<Gateway>> Start(
      const GatewayConfig& config, Parts parts);

  Gateway() = default;
  Gateway(const Gateway&) = delete;
  Gateway& operator=(const Gateway&) = delete;
  virtual ~Gateway() = default;

  // host:port, with the ports that were taken.
  virtual const std::string& address() const = 0;
  virtual const std::string& metrics_address() const = 0;
  virtual const Traffic& traffic() const = 0;

  // Accepts nobody more, ends those who wait.
  virtual void StopServing() = 0;
  // Lets what runs come to its end within `limit`, then ends it. Once; the
  // services must still be there.
  virtual void Stop(std::chrono::milliseconds limit) = 0;
};

}  // namespace pingyi

#endif  // SERVER_GATEWAY_GATEWAY_H_
