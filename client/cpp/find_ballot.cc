#include <algorithm>
#include <memory>
#include <variant>

#include "absl/strings/str_cat.h"
#include "client/cpp/retry.h"
#include "client/cpp/voter.h"
#include "crypto/audit/entry.h"
#include "crypto/base/status_macros.h"
#include "crypto/merkle/tile.h"
#include "crypto/merkle/tree.h"
#include "crypto/note/quorum.h"
#include "pingyi/v1/board.grpc.pb.h"
#include "proto/codec/board.h"
#include "proto/codec/entry.h"

namespace pingyi {
namespace {

constexpr absl::Duration kTileTimeout = absl::Seconds(20);

absl::StatusOr<TreeHead> NewestQuorum(v1::BoardService::Stub& stub,
                                      const LogPolicy& policy) {
  grpc::ClientContext context;
  SetDeadline(context, kTileTimeout);
  v1::GetCheckpointResponse response;
  RETURN_IF_ERROR(FromGrpc(
      stub.GetCheckpoint(&context, v1::GetCheckpointRequest(), &response)));
  ASSIGN_OR_RETURN(
      const SignedCheckpoint seen,
      VerifyCheckpointQuorum(policy, response.quorum_checkpoint()));
  return seen.checkpoint.head;
}

absl::StatusOr<Bytes> FetchBundle(v1::BoardService::Stub& stub,
                                  const TileId& id) {
  grpc::ClientContext context;
  SetDeadline(context, kTileTimeout);
  v1::GetTileResponse response;
  RETURN_IF_ERROR(FromGrpc(stub.GetTile(
      &context, EncodeTileRequest({.entries = true, .tile = id}), &response)));
  return Bytes(response.tile().begin(), response.tile().end());
}

// Blobs belong to ceremony and shares, never to a ballot.
absl::StatusOr<Bytes> NoBlob(const Digest& /*sha256*/) {
  return absl::NotFoundError("not a ballot");
}

bool Holds(ByteSpan leaf, ByteSpan ballot) {
  const auto entry = DecodeLogEntry(leaf, NoBlob);
  if (!entry.ok()) {
    return false;
  }
  const auto* const found = std::get_if<BallotEntry>(&*entry);
  return found != nullptr &&
         std::equal(found->ballot.begin(), found->ballot.end(), ballot.begin(),
                    ballot.end());
}

}  // namespace

absl::StatusOr<uint64_t> FindBallot(
    const std::shared_ptr<grpc::Channel>& channel, const SessionView& view,
    ByteSpan ballot) {
  const auto stub = v1::BoardService::NewStub(channel);
  ASSIGN_OR_RETURN(const TreeHead head, NewestQuorum(*stub, view.policy));
  Tree tree;
  std::optional<uint64_t> found;
  for (const TileId& id : EntryBundles(head.size)) {
    ASSIGN_OR_RETURN(const Bytes bundle, FetchBundle(*stub, id));
    ASSIGN_OR_RETURN(const std::vector<ByteSpan> leaves,
                     DecodeEntryBundle(bundle, id.width));
    for (const ByteSpan leaf : leaves) {
      if (!found.has_value() && Holds(leaf, ballot)) {
        found = tree.size();
      }
      tree.Append(LeafHash(leaf));
    }
  }
  if (tree.Head() != head) {
    return absl::DataLossError(
        "the tiles are not the log that the checkpoint is about");
  }
  if (!found.has_value()) {
    return absl::NotFoundError(absl::StrCat(
        "the ballot is not among the ", head.size,
        " leaves yet; it is appended with the next batch, or at the close"));
  }
  return *found;
}

}  // namespace pingyi
