#include "server/rpc/registrar_service.h"

#include <algorithm>
#include <chrono>

#include "server/rpc/unary.h"

namespace pingyi {
namespace {

// A little before the caller gives up, so that it hears what there is.
Timer::Clock::time_point AnswerBefore(
    std::chrono::system_clock::time_point deadline) {
  using Duration = std::chrono::system_clock::duration;
  const Duration left = std::min<Duration>(
      deadline - std::chrono::system_clock::now(), Registrar::kMaxWait);
  const Duration margin =
      std::max<Duration>(left / 10, std::chrono::milliseconds(100));
  return Timer::Clock::now() + (left - margin);
}

}  // namespace

grpc::ServerUnaryReactor* RegistrarServiceRpc::RequestToken(
    grpc::CallbackServerContext* context,
    const v1::RequestTokenRequest* request,
    v1::RequestTokenResponse* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  if (TooLate(*context)) {
    reactor->Finish(ToGrpcStatus(TooLateError()));
    return reactor;
  }
  registrar_.RequestToken(
      *request, AnswerBefore(context->deadline()),
      [reactor, response](absl::StatusOr<v1::RequestTokenResponse> answer) {
        if (answer.ok()) {
          *response = *std::move(answer);
          reactor->Finish(grpc::Status::OK);
        } else {
          reactor->Finish(ToGrpcStatus(answer.status()));
        }
      });
  return reactor;
}

}  // namespace pingyi
