#ifndef SERVER_RPC_BALLOT_BOX_SERVICE_H_
#define SERVER_RPC_BALLOT_BOX_SERVICE_H_

#include "pingyi/v1/ballot_box.grpc.pb.h"
#include "server/ballot_box/ballot_box.h"

namespace pingyi {

// BallotBoxService on the ballot box. Reads nothing of the context but the
// deadline: not the peer, not the metadata. Thread-safe.
class BallotBoxServiceRpc final : public v1::BallotBoxService::CallbackService {
 public:
  explicit BallotBoxServiceRpc(BallotBox& box) : box_(box) {}

  grpc::ServerUnaryReactor* CastBallot(
      grpc::CallbackServerContext* context,
      const v1::CastBallotRequest* request,
      v1::CastBallotResponse* response) override;

 private:
  BallotBox& box_;
};

}  // namespace pingyi

#endif  // SERVER_RPC_BALLOT_BOX_SERVICE_H_
