#include "server/rpc/ballot_box_service.h"

#include "proto/codec/ballot_box.h"
#include "server/rpc/unary.h"

namespace pingyi {

grpc::ServerUnaryReactor* BallotBoxServiceRpc::CastBallot(
    grpc::CallbackServerContext* context, const v1::CastBallotRequest* request,
    v1::CastBallotResponse* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  if (TooLate(*context)) {
    reactor->Finish(ToGrpcStatus(TooLateError()));
    return reactor;
  }
  box_.Cast(*request,
            [reactor, response](const absl::StatusOr<Signature>& receipt) {
              if (receipt.ok()) {
                *response = EncodeReceipt(*receipt);
              }
              reactor->Finish(ToGrpcStatus(receipt.status()));
            });
  return reactor;
}

}  // namespace pingyi
