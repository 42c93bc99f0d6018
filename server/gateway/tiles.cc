#include "server/gateway/tiles.h"

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/strip.h"
#include "crypto/base/bytes.h"
#include "crypto/base/status_macros.h"
#include "crypto/merkle/tile.h"

namespace pingyi {
namespace {

constexpr absl::string_view kBytes = "application/octet-stream";

absl::StatusOr<Bytes> ReadBlob(const Board& board, absl::string_view hex) {
  ASSIGN_OR_RETURN(const Bytes hash, FromHex(hex));
  ASSIGN_OR_RETURN(const Digest sha256, ToDigest(hash, "blob"));
  return board.BlobData(sha256);
}

absl::StatusOr<Bytes> ReadTile(const Board& board, absl::string_view name) {
  ASSIGN_OR_RETURN(const TilePath path, ParseTilePath(name));
  return board.TileBytes(path);
}

}  // namespace

Response AnswerFromLog(const Board& board, absl::string_view name) {
  if (name == "checkpoint") {
    const std::string note = board.quorum_note();
    return note.empty() ? PlainText(404, "no checkpoint has a quorum yet")
                        : PlainText(200, "text/plain; charset=utf-8", note);
  }
  const absl::StatusOr<Bytes> bytes = absl::ConsumePrefix(&name, "blob/")
                                          ? ReadBlob(board, name)
                                          : ReadTile(board, name);
  if (!bytes.ok()) {
    return PlainText(404, "the log has no such file");
  }
  Response response = PlainText(200, kBytes, ToString(*bytes));
  response.fields =
      "Content-Type: application/octet-stream\r\n"
      "Cache-Control: public, max-age=31536000, immutable\r\n"
      "Cross-Origin-Resource-Policy: same-origin\r\n"
      "X-Content-Type-Options: nosniff\r\n";
  return response;
}

}  // namespace pingyi
