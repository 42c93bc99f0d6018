#ifndef SERVER_RPC_CONTROL_SERVICE_H_
#define SERVER_RPC_CONTROL_SERVICE_H_

#include "pingyi/v1/control.grpc.pb.h"
#include "server/control/control.h"

namespace pingyi {

// ControlService on Control. Thread-safe.
class ControlServiceRpc final : public v1::ControlService::CallbackService {
 public:
  explicit ControlServiceRpc(Control& control) : control_(control) {}

  grpc::ServerUnaryReactor* SubmitStatement(
      grpc::CallbackServerContext* context,
      const v1::SubmitStatementRequest* request,
      v1::SubmitStatementResponse* response) override;

 private:
  Control& control_;
};

}  // namespace pingyi

#endif  // SERVER_RPC_CONTROL_SERVICE_H_
