#include "server/rpc/control_service.h"

#include "server/rpc/unary.h"

namespace pingyi {

grpc::ServerUnaryReactor* ControlServiceRpc::SubmitStatement(
    grpc::CallbackServerContext* context,
    const v1::SubmitStatementRequest* request,
    v1::SubmitStatementResponse* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  if (TooLate(*context)) {
    reactor->Finish(ToGrpcStatus(TooLateError()));
    return reactor;
  }
  control_.Submit(*request,
                  [reactor, response](const absl::StatusOr<uint64_t>& index) {
                    if (index.ok()) {
                      response->set_index(*index);
                    }
                    reactor->Finish(ToGrpcStatus(index.status()));
                  });
  return reactor;
}

}  // namespace pingyi
