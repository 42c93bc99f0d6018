#ifndef SERVER_RPC_FOLLOW_H_
#define SERVER_RPC_FOLLOW_H_

#include <grpcpp/grpcpp.h>

#include <cstddef>

#include "pingyi/v1/board.pb.h"
#include "server/board/board.h"

namespace pingyi {

// One call of Follow. At most one message is under way to each follower: a slow
// one gets larger pieces later and costs no memory. Owns itself.
grpc::ServerWriteReactor<v1::FollowResponse>* StartFollow(
    Board& board, size_t max_followers, const v1::FollowRequest& request);

}  // namespace pingyi

#endif  // SERVER_RPC_FOLLOW_H_
