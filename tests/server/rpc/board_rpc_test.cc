#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <chrono>

#include "crypto/base/hash.h"
#include "crypto/merkle/proof.h"
#include "crypto/note/checkpoint.h"
#include "crypto/note/note.h"
#include "grpc/health/v1/health.grpc.pb.h"
#include "proto/codec/board.h"
#include "proto/codec/manifest.h"
#include "tests/server/rig/rig.h"

namespace pingyi::testing {
namespace {

using grpc::StatusCode;

// One unary call of the board, with a deadline.
template <typename Method, typename Request, typename Response>
grpc::Status Call(Rig& rig, Method method, const Request& request,
                  Response& response) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::minutes(1));
  return (rig.board().*method)(&context, request, &response);
}

using Board = v1::BoardService::StubInterface;

TEST(BoardRpcTest, FollowSendsWhatIsThereAndWhatComes) {
  Rig rig;
  grpc::ClientContext context;
  const auto stream = rig.board().Follow(&context, {});
  v1::FollowResponse piece;
  ASSERT_TRUE(stream->Read(&piece));
  ASSERT_EQ(piece.leaves_size(), 1);
  const ByteSpan first = AsBytes(piece.leaves(0));
  EXPECT_EQ(Bytes(first.begin(), first.end()), rig.sitting().leaves()[0]);
  EXPECT_FALSE(piece.signed_checkpoint().empty());
  EXPECT_TRUE(piece.quorum_checkpoint().empty());

  rig.sitting().Commit(Committee::kTally);
  rig.SubmitNew();
  uint64_t seen = 1;
  uint64_t covered = 1;
  while (seen < rig.sitting().leaves().size() || covered < seen) {
    ASSERT_TRUE(stream->Read(&piece));
    seen += static_cast<uint64_t>(piece.leaves_size());
    if (!piece.signed_checkpoint().empty()) {
      const Note note = ParseNote(piece.signed_checkpoint()).value();
      covered = ParseCheckpoint(note.text)->head.size;
      EXPECT_LE(covered, seen);
    }
  }
  rig.ConnectAll();
  rig.Cosign();
  do {
    ASSERT_TRUE(stream->Read(&piece));
  } while (piece.quorum_checkpoint().empty());
  rig.StopServer();
  while (stream->Read(&piece)) {
  }
  EXPECT_EQ(stream->Finish().error_code(), StatusCode::UNAVAILABLE);
}

TEST(BoardRpcTest, FollowBehindTheEndIsRefused) {
  Rig rig;
  grpc::ClientContext context;
  v1::FollowRequest request;
  request.set_start(2);
  const auto stream = rig.board().Follow(&context, request);
  v1::FollowResponse piece;

  EXPECT_FALSE(stream->Read(&piece));
  EXPECT_EQ(stream->Finish().error_code(), StatusCode::OUT_OF_RANGE);
}

TEST(BoardRpcTest, FollowersAreLimited) {
  Rig rig;
  std::vector<std::unique_ptr<grpc::ClientContext>> contexts;
  std::vector<std::unique_ptr<grpc::ClientReaderInterface<v1::FollowResponse>>>
      streams;
  v1::FollowResponse piece;
  for (size_t i = 0; i < rig.config().limits.followers; ++i) {
    contexts.push_back(std::make_unique<grpc::ClientContext>());
    streams.push_back(rig.board().Follow(contexts.back().get(), {}));
    ASSERT_TRUE(streams.back()->Read(&piece));
  }
  grpc::ClientContext context;
  const auto one_more = rig.board().Follow(&context, {});

  EXPECT_FALSE(one_more->Read(&piece));
  EXPECT_EQ(one_more->Finish().error_code(), StatusCode::RESOURCE_EXHAUSTED);
  for (size_t i = 0; i < streams.size(); ++i) {
    contexts[i]->TryCancel();
    streams[i]->Finish();
  }
}

TEST(BoardRpcTest, ServesTilesBlobsAndProofsOfTheSignedTree) {
  Rig rig;
  rig.sitting().RunCeremony();
  rig.SubmitNew();
  while (rig.Leaves().size() < rig.sitting().leaves().size()) {
  }
  const uint64_t size = rig.sitting().tree().size();
  const auto width = static_cast<uint32_t>(size);

  v1::GetTileResponse tile;
  ASSERT_TRUE(Call(rig, &Board::GetTile,
                   EncodeTileRequest({.entries = true, .tile = {0, 0, width}}),
                   tile)
                  .ok());
  const auto leaves = DecodeEntryBundle(AsBytes(tile.tile()), width);
  ASSERT_TRUE(leaves.ok());
  EXPECT_TRUE(std::equal(leaves->back().begin(), leaves->back().end(),
                         rig.sitting().leaves().back().begin()));
  ASSERT_TRUE(Call(rig, &Board::GetTile,
                   EncodeTileRequest({.entries = false, .tile = {0, 0, width}}),
                   tile)
                  .ok());
  EXPECT_EQ(DecodeHashTile(AsBytes(tile.tile()), width)->at(1),
            LeafHash(rig.sitting().leaves()[1]));

  v1::GetInclusionProofRequest inclusion;
  inclusion.set_index(3);
  inclusion.set_size(size);
  v1::GetInclusionProofResponse path;
  ASSERT_TRUE(Call(rig, &Board::GetInclusionProof, inclusion, path).ok());
  EXPECT_TRUE(VerifyInclusion(LeafHash(rig.sitting().leaves()[3]), 3,
                              rig.sitting().tree().Head(), *DecodeProof(path))
                  .ok());
  v1::GetConsistencyProofRequest consistency;
  consistency.set_old_size(2);
  consistency.set_new_size(size);
  v1::GetConsistencyProofResponse proof;
  ASSERT_TRUE(Call(rig, &Board::GetConsistencyProof, consistency, proof).ok());
  EXPECT_TRUE(VerifyConsistency({2, *rig.sitting().tree().RootAt(2)},
                                rig.sitting().tree().Head(),
                                *DecodeProof(proof))
                  .ok());
  v1::GetBlobResponse blob;
  ASSERT_TRUE(Call(rig, &Board::GetBlob,
                   EncodeBlobRequest(rig.sitting().manifest().roster_sha256),
                   blob)
                  .ok());
  EXPECT_EQ(blob.data(), ToString(EncodeRoster(rig.sitting().roster())));
}

TEST(BoardRpcTest, RefusesWhatTheTreeDoesNotHold) {
  Rig rig;
  v1::GetTileResponse tile;
  v1::GetTileRequest request = EncodeTileRequest({true, {0, 0, 2}});
  EXPECT_EQ(Call(rig, &Board::GetTile, request, tile).error_code(),
            StatusCode::NOT_FOUND);
  request.set_index(uint64_t{1} << 60);
  EXPECT_EQ(Call(rig, &Board::GetTile, request, tile).error_code(),
            StatusCode::NOT_FOUND);
  request.set_width(0);
  EXPECT_EQ(Call(rig, &Board::GetTile, request, tile).error_code(),
            StatusCode::INVALID_ARGUMENT);
  v1::GetBlobResponse blob;
  EXPECT_EQ(Call(rig, &Board::GetBlob, EncodeBlobRequest(Digest{}), blob)
                .error_code(),
            StatusCode::NOT_FOUND);
  v1::GetInclusionProofRequest inclusion;
  inclusion.set_index(1);
  inclusion.set_size(1);
  v1::GetInclusionProofResponse path;
  EXPECT_EQ(Call(rig, &Board::GetInclusionProof, inclusion, path).error_code(),
            StatusCode::OUT_OF_RANGE);
  v1::GetConsistencyProofRequest consistency;
  consistency.set_old_size(1);
  consistency.set_new_size(9);
  v1::GetConsistencyProofResponse proof;
  EXPECT_EQ(
      Call(rig, &Board::GetConsistencyProof, consistency, proof).error_code(),
      StatusCode::OUT_OF_RANGE);
}

TEST(BoardRpcTest, StatusSaysWhereTheSessionStands) {
  Rig rig;
  v1::GetStatusResponse status = rig.Status();
  EXPECT_EQ(status.phase(), v1::PHASE_CEREMONY);
  EXPECT_EQ(status.session_id(), ToString(rig.sitting().session_id()));
  EXPECT_EQ(status.entitled(), 5U);
  EXPECT_TRUE(status.officials_present().empty());
  EXPECT_NE(status.waiting_for().find("commitment of trustee 1"),
            std::string::npos);
  EXPECT_FALSE(status.version().empty());

  rig.RunToVoting();
  status = rig.WaitFor([](const auto& s) { return s.issued() == 5; });
  EXPECT_EQ(status.checked_in(), 5U);
  EXPECT_EQ(status.officials_present_size(), 4);
  EXPECT_NE(status.waiting_for().find("ballots"), std::string::npos);
  rig.Disconnect(2);
  rig.Disconnect(3);
  status = rig.WaitFor(
      [](const auto& s) { return s.officials_present_size() == 2; });
  EXPECT_EQ(status.waiting_for(), "casting waits for 1 more of the issuers");
}

TEST(HealthTest, SaysServingForEveryService) {
  Rig rig;
  const auto health = grpc::health::v1::Health::NewStub(rig.Dial());
  for (const char* service :
       {"", "pingyi.v1.BallotBoxService", "pingyi.v1.CommitteeService"}) {
    grpc::ClientContext context;
    grpc::health::v1::HealthCheckRequest request;
    request.set_service(service);
    grpc::health::v1::HealthCheckResponse response;
    ASSERT_TRUE(health->Check(&context, request, &response).ok()) << service;
    EXPECT_EQ(response.status(),
              grpc::health::v1::HealthCheckResponse::SERVING);
  }
}

// Asks reflection for the file that declares `symbol`, in raw bytes: its own
// messages must not be linked in twice.
std::string FileOf(Rig& rig, const std::string& symbol) {
  grpc::ClientContext context;
  grpc::GenericStub stub(rig.Dial());
  grpc::CompletionQueue queue;
  const auto call = stub.PrepareCall(
      &context,
      "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", &queue);
  void* tag = nullptr;
  bool ok = false;
  const auto next = [&] { return queue.Next(&tag, &ok) && ok; };
  call->StartCall(nullptr);
  EXPECT_TRUE(next());
  // file_containing_symbol = 4.
  std::string request = {'\x22', static_cast<char>(symbol.size())};
  request += symbol;
  grpc::Slice slice(request);
  call->Write(grpc::ByteBuffer(&slice, 1), nullptr);
  EXPECT_TRUE(next());
  grpc::ByteBuffer answer;
  call->Read(&answer, nullptr);
  EXPECT_TRUE(next());
  grpc::Slice whole;
  EXPECT_TRUE(answer.DumpToSingleSlice(&whole).ok());
  context.TryCancel();
  queue.Shutdown();
  while (queue.Next(&tag, &ok)) {
  }
  return {reinterpret_cast<const char*>(whole.begin()), whole.size()};
}

TEST(ReflectionTest, DescribesOurServicesAndHealth) {
  Rig rig;
  EXPECT_NE(FileOf(rig, "pingyi.v1.BallotBoxService").find("CastBallot"),
            std::string::npos);
  EXPECT_NE(FileOf(rig, "grpc.health.v1.Health").find("HealthCheckRequest"),
            std::string::npos);
}

TEST(BoardRpcTest, ADeadlineThatLeavesNoTimeIsRefused) {
  Rig rig;
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now());
  v1::GetStatusResponse response;

  EXPECT_EQ(rig.board().GetStatus(&context, {}, &response).error_code(),
            StatusCode::DEADLINE_EXCEEDED);
}

}  // namespace
}  // namespace pingyi::testing
