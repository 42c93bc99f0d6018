#include "proto/codec/board.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/status/status.h"
#include "crypto/base/bytes.h"
#include "crypto/base/hash.h"
#include "tests/proto/codec/samples.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using testing::AnyDigest;
using testing::FailsWith;
using testing::IsOk;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

TEST(TileRequestTest, IsReadAsItWasWritten) {
  for (const TilePath& path : {TilePath{.entries = false,
                              .tile = {.level = 5, .index = 7, .width = 256}},
                               TilePath{.entries = true,
                               .tile = {.level = 0, .index = 1, .width = 3}}}) {
    const auto read = DecodeTileRequest(EncodeTileRequest(path));

    ASSERT_THAT(read, IsOk());
    EXPECT_EQ(*read, path);
  }
}

TEST(TileRequestTest, RefusesWidthsAndLevelsThatNoTileHas) {
  v1::GetTileRequest request;
  request.set_level(0);
  EXPECT_THAT(DecodeTileRequest(request),
              FailsWith(kInvalid, "get_tile.width: want 1 to 256, got 0"));
  request.set_width(257);
  EXPECT_THAT(DecodeTileRequest(request), FailsWith(kInvalid, "got 257"));
  request.set_width(256);
  request.set_level(6);
  EXPECT_THAT(DecodeTileRequest(request),
              FailsWith(kInvalid, "get_tile.level: want 0 to 5, got 6"));
}

TEST(TileRequestTest, RefusesARequestForNeitherKind) {
  v1::GetTileRequest request;
  request.set_width(1);
  EXPECT_THAT(DecodeTileRequest(request),
              FailsWith(kInvalid, "get_tile.kind: is missing"));
  request.set_entries(false);
  EXPECT_THAT(DecodeTileRequest(request),
              FailsWith(kInvalid, "get_tile.entries: is false"));
}

TEST(TileRequestTest, RefusesUnknownFields) {
  v1::GetTileRequest request;
  request.GetReflection()->MutableUnknownFields(&request)->AddVarint(9, 1);
  EXPECT_THAT(DecodeTileRequest(request), FailsWith(kInvalid, "field 9"));
}

TEST(BlobTest, RequestIsReadAsItWasWritten) {
  const auto read = DecodeBlobRequest(EncodeBlobRequest(AnyDigest(1)));
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(*read, AnyDigest(1));
}

TEST(BlobTest, RefusesARequestWithoutAHash) {
  EXPECT_THAT(DecodeBlobRequest({}),
              FailsWith(kInvalid, "get_blob.sha256: want 32"));
  v1::GetBlobRequest request = EncodeBlobRequest(AnyDigest(1));
  request.GetReflection()->MutableUnknownFields(&request)->AddVarint(9, 1);
  EXPECT_THAT(DecodeBlobRequest(request), FailsWith(kInvalid, "field 9"));
}

TEST(BlobTest, RefusesAnotherBlobThanTheOneAskedFor) {
  v1::GetBlobResponse response;
  response.set_data("blob");

  const auto blob = DecodeBlob(response, Sha256(AsBytes("blob")));
  ASSERT_THAT(blob, IsOk());
  EXPECT_EQ(ToString(*blob), "blob");
  EXPECT_THAT(DecodeBlob(response, AnyDigest(1)),
              FailsWith(kInvalid, "get_blob.data: is not the blob"));
}

TEST(FollowTest, TakesLeavesAndNotesAsTheyAre) {
  v1::FollowResponse response;
  response.add_leaves("leaf");
  response.set_signed_checkpoint("note");

  const auto piece = DecodeFollow(response);

  ASSERT_THAT(piece, IsOk());
  ASSERT_EQ(piece->leaves.size(), 1U);
  EXPECT_EQ(ToString(piece->leaves[0]), "leaf");
  EXPECT_EQ(piece->signed_checkpoint, "note");
  EXPECT_TRUE(piece->quorum_checkpoint.empty());
}

TEST(FollowTest, RefusesLeavesAndNotesThatAreTooLong) {
  v1::FollowResponse response;
  response.add_leaves(std::string(65'536, 'x'));
  EXPECT_THAT(DecodeFollow(response),
              FailsWith(kInvalid, "follow.leaves: want 1 to 65535"));
  response.set_leaves(0, "");
  EXPECT_THAT(DecodeFollow(response), FailsWith(kInvalid, "follow.leaves"));
  response.set_quorum_checkpoint(std::string(65'537, 'x'));
  EXPECT_THAT(DecodeFollow(response),
              FailsWith(kInvalid, "follow.quorum_checkpoint: is longer"));
}

TEST(ProofTest, BothKindsAreReadAsTheyWereWritten) {
  const MerkleProof proof = {AnyDigest(1), AnyDigest(2)};

  EXPECT_EQ(DecodeProof(EncodeInclusionProof(proof)).value(), proof);
  EXPECT_EQ(DecodeProof(EncodeConsistencyProof(proof)).value(), proof);
}

TEST(ProofTest, RefusesWhatIsNoHashAndTooManyOfThem) {
  v1::GetInclusionProofResponse response;
  response.add_path("x");
  EXPECT_THAT(DecodeProof(response),
              FailsWith(kInvalid, "proof.path: want 32 bytes, got 1"));
  v1::GetConsistencyProofResponse long_one;
  for (int i = 0; i < 65; ++i) {
    long_one.add_path("x");
  }
  EXPECT_THAT(DecodeProof(long_one), FailsWith(kInvalid, "got 65"));
}

TEST(StatusTest, IsReadAsItWasWritten) {
  const SessionStatus status = {.phase = v1::PHASE_VOTING,
                                .session_id = AnyDigest(1),
                                .entitled = 120,
                                .checked_in = 117,
                                .issued = 117,
                                .returned = 16,
                                .box_closed = true,
                                .officials_present = {1, 3},
                                .waiting_for = "closing",
                                .version = "0.1.0"};

  const auto read = DecodeStatus(EncodeStatus(status));

  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(EncodeStatus(*read).SerializeAsString(),
            EncodeStatus(status).SerializeAsString());
  EXPECT_EQ(read->returned, 16U);
  EXPECT_TRUE(read->box_closed);
}

TEST(StatusTest, RefusesWhatIsMalformed) {
  v1::GetStatusResponse response = EncodeStatus({.session_id = AnyDigest(1)});
  response.set_waiting_for(std::string(4001, 'x'));
  EXPECT_THAT(DecodeStatus(response),
              FailsWith(kInvalid, "get_status.waiting_for: is too long"));
  response.clear_waiting_for();
  response.set_version(std::string(4001, 'x'));
  EXPECT_THAT(DecodeStatus(response), FailsWith(kInvalid, "version"));
  response.clear_version();
  response.add_officials_present(0);
  EXPECT_THAT(DecodeStatus(response),
              FailsWith(kInvalid, "get_status.officials_present: numbers"));
  response.clear_session_id();
  EXPECT_THAT(DecodeStatus(response),
              FailsWith(kInvalid, "get_status.session_id: want 32"));
}

}  // namespace
}  // namespace pingyi
