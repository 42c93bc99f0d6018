#ifndef SERVER_RPC_COMMITTEE_SERVICE_H_
#define SERVER_RPC_COMMITTEE_SERVICE_H_

#include "pingyi/v1/committee.grpc.pb.h"
#include "server/base/worker_pool.h"
#include "server/committee/officials.h"

namespace pingyi {

// CommitteeService on the officials. Thread-safe.
class CommitteeServiceRpc final : public v1::CommitteeService::CallbackService {
 public:
  CommitteeServiceRpc(Officials& officials, WorkerPool& pool)
      : officials_(officials), pool_(pool) {}

  grpc::ServerBidiReactor<v1::ServeRequest, v1::ServeResponse>* Serve(
      grpc::CallbackServerContext* context) override;

 private:
  Officials& officials_;
  WorkerPool& pool_;
};

}  // namespace pingyi

#endif  // SERVER_RPC_COMMITTEE_SERVICE_H_
