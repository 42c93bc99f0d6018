#ifndef SERVER_RPC_UNARY_H_
#define SERVER_RPC_UNARY_H_

#include <grpcpp/grpcpp.h>

#include <utility>

#include "absl/status/status.h"
#include "server/base/refusal.h"
#include "server/base/worker_pool.h"

namespace pingyi {

// Code, message and google.rpc details of `status`.
grpc::Status ToGrpcStatus(const absl::Status& status);

// Whether the call's deadline has passed or will before anything could be
// done: then nothing is begun.
bool TooLate(const grpc::ServerContextBase& context);
absl::Status TooLateError();

// Answers a unary call with what `work` (absl::Status()) returns, computed on
// the pool.
template <typename Work>
grpc::ServerUnaryReactor* OnPool(grpc::CallbackServerContext* context,
                                 WorkerPool& pool, Work work) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  if (TooLate(*context)) {
    reactor->Finish(ToGrpcStatus(TooLateError()));
    return reactor;
  }
  if (!pool.TrySubmit([reactor, work = std::move(work)] {
        reactor->Finish(ToGrpcStatus(work()));
      })) {
    reactor->Finish(ToGrpcStatus(Overloaded("calls")));
  }
  return reactor;
}

}  // namespace pingyi

#endif  // SERVER_RPC_UNARY_H_
