#ifndef SERVER_RPC_BOARD_SERVICE_H_
#define SERVER_RPC_BOARD_SERVICE_H_

#include <cstddef>
#include <functional>

#include "pingyi/v1/board.grpc.pb.h"
#include "server/base/worker_pool.h"
#include "server/board/board.h"

namespace pingyi {

// BoardService on the board. Thread-safe.
class BoardServiceRpc final : public v1::BoardService::CallbackService {
 public:
  struct Options {
    size_t max_followers = 1024;
    std::function<v1::GetStatusResponse()> status;
  };
  // Neither is owned.
  BoardServiceRpc(Board& board, WorkerPool& pool, Options options)
      : board_(board), pool_(pool), options_(std::move(options)) {}

  grpc::ServerWriteReactor<v1::FollowResponse>* Follow(
      grpc::CallbackServerContext* context,
      const v1::FollowRequest* request) override;
  grpc::ServerUnaryReactor* GetCheckpoint(
      grpc::CallbackServerContext* context,
      const v1::GetCheckpointRequest* request,
      v1::GetCheckpointResponse* response) override;
  grpc::ServerUnaryReactor* GetTile(grpc::CallbackServerContext* context,
                                    const v1::GetTileRequest* request,
                                    v1::GetTileResponse* response) override;
  grpc::ServerUnaryReactor* GetBlob(grpc::CallbackServerContext* context,
                                    const v1::GetBlobRequest* request,
                                    v1::GetBlobResponse* response) override;
  grpc::ServerUnaryReactor* GetInclusionProof(
      grpc::CallbackServerContext* context,
      const v1::GetInclusionProofRequest* request,
      v1::GetInclusionProofResponse* response) override;
  grpc::ServerUnaryReactor* GetConsistencyProof(
      grpc::CallbackServerContext* context,
      const v1::GetConsistencyProofRequest* request,
      v1::GetConsistencyProofResponse* response) override;
  grpc::ServerUnaryReactor* GetStatus(grpc::CallbackServerContext* context,
                                      const v1::GetStatusRequest* request,
                                      v1::GetStatusResponse* response) override;

 private:
  Board& board_;
  WorkerPool& pool_;
  const Options options_;
};

}  // namespace pingyi

#endif  // SERVER_RPC_BOARD_SERVICE_H_
