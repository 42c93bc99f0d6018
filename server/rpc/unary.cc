#include "server/rpc/unary.h"

#include <chrono>
#include <string>

namespace pingyi {

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) {
    return grpc::Status::OK;
  }
  return {static_cast<grpc::StatusCode>(status.code()),
          std::string(status.message()), StatusDetails(status)};
}

bool TooLate(const grpc::ServerContextBase& context) {
  return context.deadline() <
         std::chrono::system_clock::now() + std::chrono::milliseconds(5);
}

absl::Status TooLateError() {
  return absl::DeadlineExceededError("the deadline leaves no time for this");
}

}  // namespace pingyi
