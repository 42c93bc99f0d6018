#ifndef PROTO_CODEC_BOARD_H_
#define PROTO_CODEC_BOARD_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"
#include "crypto/merkle/proof.h"
#include "crypto/merkle/tile.h"
#include "pingyi/v1/board.pb.h"

// Messages of BoardService. All decoders: INVALID_ARGUMENT naming the field.
// Messages with nothing but plain numbers have no function of their own;
// CheckNoUnknownFields (strict.h) is all that is left to check.
namespace pingyi {

// A tile by its name: TilePath as in crypto/merkle, of a level up to 5.
absl::StatusOr<TilePath> DecodeTileRequest(const v1::GetTileRequest& request);
v1::GetTileRequest EncodeTileRequest(const TilePath& path);

absl::StatusOr<Digest> DecodeBlobRequest(const v1::GetBlobRequest& request);
v1::GetBlobRequest EncodeBlobRequest(const Digest& sha256);
// The blob, which must be the one asked for.
absl::StatusOr<Bytes> DecodeBlob(const v1::GetBlobResponse& response,
                                 const Digest& sha256);

// A piece of the log as it is followed. Leaves are not decoded: their exact
// bytes are hashed. Checkpoints are notes, empty where unchanged.
struct LogPiece {
  std::vector<Bytes> leaves;
  std::string signed_checkpoint;
  std::string quorum_checkpoint;
};
absl::StatusOr<LogPiece> DecodeFollow(const v1::FollowResponse& response);

// The proof's hashes, at most 64.
absl::StatusOr<MerkleProof> DecodeProof(
    const v1::GetInclusionProofResponse& response);
absl::StatusOr<MerkleProof> DecodeProof(
    const v1::GetConsistencyProofResponse& response);
v1::GetInclusionProofResponse EncodeInclusionProof(const MerkleProof& proof);
v1::GetConsistencyProofResponse EncodeConsistencyProof(
    const MerkleProof& proof);

// Where the session stands. `phase` may be one that we do not know yet.
struct SessionStatus {
  v1::Phase phase = v1::PHASE_UNSPECIFIED;
  Digest session_id = {};
  uint32_t entitled = 0;
  uint32_t checked_in = 0;
  uint32_t issued = 0;
  uint32_t returned = 0;
  bool box_closed = false;
  std::vector<uint32_t> officials_present = {};
  std::string waiting_for = {};
  std::string version = {};
};
absl::StatusOr<SessionStatus> DecodeStatus(
    const v1::GetStatusResponse& response);
v1::GetStatusResponse EncodeStatus(const SessionStatus& status);

}  // namespace pingyi

#endif  // PROTO_CODEC_BOARD_H_
