#include "proto/codec/board.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "crypto/base/hash.h"
#include "crypto/base/status_macros.h"
#include "crypto/note/note.h"
#include "proto/codec/fields.h"
#include "proto/codec/limits.h"
#include "proto/codec/strict.h"

namespace pingyi {
namespace {

constexpr uint32_t kMaxTileLevel = 5;
constexpr uint32_t kMaxProofHashes = 64;
// More than fits a message of the size that clients accept.
constexpr uint32_t kMaxLeavesAtOnce = 65'536;
constexpr size_t kMaxStatusText = 4'000;

template <typename Response>
absl::StatusOr<MerkleProof> ReadProof(const Response& response) {
  Fields in("proof");
  MerkleProof proof;
  const int count =
      in.ReadCount("path", response.path_size(), {0, kMaxProofHashes});
  for (int i = 0; i < count; ++i) {
    proof.push_back(in.ReadDigest("path", response.path(i)));
  }
  return in.Finish(std::move(proof));
}

template <typename Response>
Response WriteProof(const MerkleProof& proof) {
  Response response;
  for (const Digest& hash : proof) {
    response.add_path(ToString(hash));
  }
  return response;
}

std::string ReadNote(Fields& in, absl::string_view field,
                     const std::string& note) {
  in.Require(note.size() <= kMaxNoteSize, field, "is longer than a note");
  return note;
}

}  // namespace

absl::StatusOr<TilePath> DecodeTileRequest(const v1::GetTileRequest& request) {
  RETURN_IF_ERROR(CheckNoUnknownFields(request, "get_tile"));
  Fields in("get_tile");
  TilePath out = {
      .entries = request.kind_case() == v1::GetTileRequest::kEntries,
      .tile = {
          .level = 0,
          .index = request.index(),
          .width = in.ReadNumber("width", request.width(), {1, kTileWidth})}};
  switch (request.kind_case()) {
    case v1::GetTileRequest::kEntries:
      in.Require(request.entries(), "entries", "is false; name a level");
      break;
    case v1::GetTileRequest::kLevel:
      out.tile.level =
          in.ReadNumber("level", request.level(), {0, kMaxTileLevel});
      break;
    default:
      in.Fail("kind", "is missing");
  }
  return in.Finish(out);
}

v1::GetTileRequest EncodeTileRequest(const TilePath& path) {
  v1::GetTileRequest request;
  if (path.entries) {
    request.set_entries(true);
  } else {
    request.set_level(path.tile.level);
  }
  request.set_index(path.tile.index);
  request.set_width(path.tile.width);
  return request;
}

absl::StatusOr<Digest> DecodeBlobRequest(const v1::GetBlobRequest& request) {
  RETURN_IF_ERROR(CheckNoUnknownFields(request, "get_blob"));
  Fields in("get_blob");
  return in.Finish(in.ReadDigest("sha256", request.sha256()));
}

v1::GetBlobRequest EncodeBlobRequest(const Digest& sha256) {
  v1::GetBlobRequest request;
  request.set_sha256(ToString(sha256));
  return request;
}

absl::StatusOr<Bytes> DecodeBlob(const v1::GetBlobResponse& response,
                                 const Digest& sha256) {
  const ByteSpan data = AsBytes(response.data());
  if (Sha256(data) != sha256) {
    return absl::InvalidArgumentError(absl::StrCat(
        "get_blob.data: is not the blob with SHA-256 ", ToHex(sha256)));
  }
  return Bytes(data.begin(), data.end());
}

absl::StatusOr<LogPiece> DecodeFollow(const v1::FollowResponse& response) {
  Fields in("follow");
  LogPiece piece = {.leaves = {},
                    .signed_checkpoint = ReadNote(in, "signed_checkpoint",
                                                  response.signed_checkpoint()),
                    .quorum_checkpoint = ReadNote(
                        in, "quorum_checkpoint", response.quorum_checkpoint())};
  const int count =
      in.ReadCount("leaves", response.leaves_size(), {0, kMaxLeavesAtOnce});
  for (int i = 0; i < count && in.ok(); ++i) {
    piece.leaves.push_back(
        in.ReadBytes("leaves", response.leaves(i), {1, kMaxLeafSize}));
  }
  return in.Finish(std::move(piece));
}

absl::StatusOr<MerkleProof> DecodeProof(
    const v1::GetInclusionProofResponse& response) {
  return ReadProof(response);
}

absl::StatusOr<MerkleProof> DecodeProof(
    const v1::GetConsistencyProofResponse& response) {
  return ReadProof(response);
}

v1::GetInclusionProofResponse EncodeInclusionProof(const MerkleProof& proof) {
  return WriteProof<v1::GetInclusionProofResponse>(proof);
}

v1::GetConsistencyProofResponse EncodeConsistencyProof(
    const MerkleProof& proof) {
  return WriteProof<v1::GetConsistencyProofResponse>(proof);
}

absl::StatusOr<SessionStatus> DecodeStatus(
    const v1::GetStatusResponse& response) {
  Fields in("get_status");
  SessionStatus status = {
      .phase = response.phase(),
      .session_id = in.ReadDigest("session_id", response.session_id()),
      .entitled = response.entitled(),
      .checked_in = response.checked_in(),
      .issued = response.issued(),
      .returned = response.returned(),
      .box_closed = response.box_closed(),
      .officials_present = {},
      .waiting_for = response.waiting_for(),
      .version = response.version()};
  in.Require(response.waiting_for().size() <= kMaxStatusText, "waiting_for",
             "is too long");
  in.Require(response.version().size() <= kMaxStatusText, "version",
             "is too long");
  const int count =
      in.ReadCount("officials_present", response.officials_present_size(),
                   {0, kMaxOfficials});
  for (int i = 0; i < count; ++i) {
    status.officials_present.push_back(
        in.ReadIndex("officials_present", response.officials_present(i)));
  }
  return in.Finish(std::move(status));
}

v1::GetStatusResponse EncodeStatus(const SessionStatus& status) {
  v1::GetStatusResponse response;
  response.set_phase(status.phase);
  response.set_session_id(ToString(status.session_id));
  response.set_entitled(status.entitled);
  response.set_checked_in(status.checked_in);
  response.set_issued(status.issued);
  response.set_returned(status.returned);
  response.set_box_closed(status.box_closed);
  response.mutable_officials_present()->Assign(status.officials_present.begin(),
                                               status.officials_present.end());
  response.set_waiting_for(status.waiting_for);
  response.set_version(status.version);
  return response;
}

}  // namespace pingyi
