#ifndef SERVER_RPC_HOST_H_
#define SERVER_RPC_HOST_H_

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "server/base/config.h"

namespace pingyi {

// The gRPC server around our services: limits, TLS, health and reflection.
class Host {
 public:
  // Listens and serves. FAILED_PRECONDITION if a method has no name in
  // methods.h; UNAVAILABLE if the address cannot be listened on. The services
  // must outlive the host.
  static absl::StatusOr<std::unique_ptr<Host>> Start(
      const Config& config, const std::vector<grpc::Service*>& services);

  // host:port, with the port that was taken.
  const std::string& address() const { return address_; }

  // Calls of this process, without a network.
  std::shared_ptr<grpc::Channel> Inside() const;

  // Says "not serving" to those who ask for health.
  void StopServing();
  // Refuses new calls, waits for those that run, cancels them after `limit`.
  void Shutdown(std::chrono::seconds limit);

 private:
  Host(std::unique_ptr<grpc::Server> server, std::string address)
      : server_(std::move(server)), address_(std::move(address)) {}

  std::unique_ptr<grpc::Server> server_;
  std::string address_;
};

}  // namespace pingyi

#endif  // SERVER_RPC_HOST_H_
