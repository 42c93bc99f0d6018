#ifndef SERVER_RPC_REGISTRAR_SERVICE_H_
#define SERVER_RPC_REGISTRAR_SERVICE_H_

#include "pingyi/v1/registrar.grpc.pb.h"
#include "server/registrar/registrar.h"

namespace pingyi {

// RegistrarService on the registrar. Thread-safe.
class RegistrarServiceRpc final : public v1::RegistrarService::CallbackService {
 public:
  explicit RegistrarServiceRpc(Registrar& registrar) : registrar_(registrar) {}

  grpc::ServerUnaryReactor* RequestToken(
      grpc::CallbackServerContext* context,
      const v1::RequestTokenRequest* request,
      v1::RequestTokenResponse* response) override;

 private:
  Registrar& registrar_;
};

}  // namespace pingyi

#endif  // SERVER_RPC_REGISTRAR_SERVICE_H_
