#include "server/rpc/board_service.h"

#include <utility>

#include "crypto/base/status_macros.h"
#include "proto/codec/board.h"
#include "proto/codec/strict.h"
#include "server/rpc/follow.h"
#include "server/rpc/unary.h"

namespace pingyi {

grpc::ServerWriteReactor<v1::FollowResponse>* BoardServiceRpc::Follow(
    grpc::CallbackServerContext* /*context*/,
    const v1::FollowRequest* request) {
  return StartFollow(board_, options_.max_followers, *request);
}

grpc::ServerUnaryReactor* BoardServiceRpc::GetCheckpoint(
    grpc::CallbackServerContext* context,
    const v1::GetCheckpointRequest* request,
    v1::GetCheckpointResponse* response) {
  return OnPool(context, pool_, [this, request, response]() -> absl::Status {
    RETURN_IF_ERROR(CheckNoUnknownFields(*request, "request"));
    response->set_quorum_checkpoint(board_.quorum_note());
    response->set_signed_checkpoint(board_.signed_note());
    if (response->signed_checkpoint().empty()) {
      return absl::FailedPreconditionError("no checkpoint yet");
    }
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* BoardServiceRpc::GetTile(
    grpc::CallbackServerContext* context, const v1::GetTileRequest* request,
    v1::GetTileResponse* response) {
  return OnPool(context, pool_, [this, request, response]() -> absl::Status {
    ASSIGN_OR_RETURN(const TilePath path, DecodeTileRequest(*request));
    ASSIGN_OR_RETURN(const Bytes tile, board_.TileBytes(path));
    response->set_tile(tile.data(), tile.size());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* BoardServiceRpc::GetBlob(
    grpc::CallbackServerContext* context, const v1::GetBlobRequest* request,
    v1::GetBlobResponse* response) {
  return OnPool(context, pool_, [this, request, response]() -> absl::Status {
    ASSIGN_OR_RETURN(const Digest sha256, DecodeBlobRequest(*request));
    ASSIGN_OR_RETURN(const Bytes data, board_.BlobData(sha256));
    response->set_data(data.data(), data.size());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* BoardServiceRpc::GetInclusionProof(
    grpc::CallbackServerContext* context,
    const v1::GetInclusionProofRequest* request,
    v1::GetInclusionProofResponse* response) {
  return OnPool(context, pool_, [this, request, response]() -> absl::Status {
    RETURN_IF_ERROR(CheckNoUnknownFields(*request, "request"));
    ASSIGN_OR_RETURN(const MerkleProof proof,
                     board_.InclusionProof(request->index(), request->size()));
    *response = EncodeInclusionProof(proof);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* BoardServiceRpc::GetConsistencyProof(
    grpc::CallbackServerContext* context,
    const v1::GetConsistencyProofRequest* request,
    v1::GetConsistencyProofResponse* response) {
  return OnPool(context, pool_, [this, request, response]() -> absl::Status {
    RETURN_IF_ERROR(CheckNoUnknownFields(*request, "request"));
    ASSIGN_OR_RETURN(
        const MerkleProof proof,
        board_.ConsistencyProof(request->old_size(), request->new_size()));
    *response = EncodeConsistencyProof(proof);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* BoardServiceRpc::GetStatus(
    grpc::CallbackServerContext* context, const v1::GetStatusRequest* request,
    v1::GetStatusResponse* response) {
  return OnPool(context, pool_, [this, request, response]() -> absl::Status {
    RETURN_IF_ERROR(CheckNoUnknownFields(*request, "request"));
    *response = options_.status();
    return absl::OkStatus();
  });
}

}  // namespace pingyi
