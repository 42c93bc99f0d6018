#ifndef SERVER_GATEWAY_TILES_H_
#define SERVER_GATEWAY_TILES_H_

#include "absl/strings/string_view.h"
#include "server/board/board.h"
#include "server/gateway/response.h"

namespace pingyi {

// The public record as files, C2SP tlog-tiles: what a directory on a stick
// would hold. `name` is behind "/log/": "checkpoint", "tile/...", "blob/<hex>".
// A tile never changes, whole or partial; the checkpoint is the newest with
// quorum, 404 before the first.
Response AnswerFromLog(const Board& board, absl::string_view name);

}  // namespace pingyi

#endif  // SERVER_GATEWAY_TILES_H_
