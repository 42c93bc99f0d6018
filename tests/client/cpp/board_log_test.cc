#include "client/cpp/board_log.h"

#include <gtest/gtest.h>

#include "proto/codec/entry.h"
#include "tests/client/trustee/hall.h"
#include "tests/support/status_matchers.h"

namespace pingyi::testing {
namespace {

TEST(BoardLogTest, LeavesCountOnceTheLogHasSignedThem) {
  Hall hall({});
  hall.Settle();
  BoardLog log({});
  LogPiece piece = hall.PieceFrom(0);
  const std::string note = std::exchange(piece.signed_checkpoint, "");

  ASSERT_THAT(log.Accept(piece, hall.Blobs()), IsOk());
  EXPECT_EQ(log.session(), nullptr);
  ASSERT_THAT(
      log.Accept(
          {.leaves = {}, .signed_checkpoint = note, .quorum_checkpoint = ""},
          hall.Blobs()),
      IsOk());

  ASSERT_NE(log.session(), nullptr);
  EXPECT_EQ(log.session()->size(), hall.tree().size());
  EXPECT_TRUE(log.session()->has_keys());
  EXPECT_FALSE(log.Agreed(log.keys_leaf()));  // No quorum was shown.
}

TEST(BoardLogTest, ForgetsUnsignedLeavesWhenTheConnectionBreaks) {
  Hall hall({});
  hall.Settle();
  BoardLog log({});
  LogPiece piece = hall.PieceFrom(0);
  ASSERT_THAT(log.Accept(piece, hall.Blobs()), IsOk());
  LogPiece lost;
  lost.leaves.push_back(piece.leaves.back());
  ASSERT_THAT(log.Accept(lost, hall.Blobs()), IsOk());

  log.Rewind();

  EXPECT_EQ(log.next_leaf(), hall.tree().size());
  hall.BeginCheckIn();
  EXPECT_THAT(log.Accept(hall.PieceFrom(log.next_leaf()), hall.Blobs()),
              IsOk());
}

TEST(BoardLogTest, AnotherRootOfTheSameSizeIsAFork) {
  Hall hall({});
  hall.Settle();
  BoardLog log({});
  const LogPiece piece = hall.PieceFrom(0);
  ASSERT_THAT(log.Accept(piece, hall.Blobs()), IsOk());
  const std::string other =
      hall.SignedNote({.size = hall.tree().size(), .root = {9}});

  EXPECT_THAT(
      log.Accept(
          {.leaves = {}, .signed_checkpoint = other, .quorum_checkpoint = ""},
          hall.Blobs()),
      FailsWith(absl::StatusCode::kDataLoss, "fork"));

  ASSERT_TRUE(log.fork().has_value());
  EXPECT_EQ(log.fork()->ours, piece.signed_checkpoint);
  EXPECT_EQ(log.fork()->theirs, other);
  // And for good.
  EXPECT_THAT(log.Accept(hall.PieceFrom(log.next_leaf()), hall.Blobs()),
              FailsWith(absl::StatusCode::kDataLoss, "fork"));
}

TEST(BoardLogTest, AShorterTreeIsNoNews) {
  Hall hall({});
  hall.Settle();
  BoardLog log({});
  ASSERT_THAT(log.Accept(hall.PieceFrom(0), hall.Blobs()), IsOk());
  const uint64_t shorter = hall.tree().size() - 1;

  EXPECT_THAT(
      log.Accept({.leaves = {},
                  .signed_checkpoint = hall.SignedNote(
                      {.size = shorter, .root = *hall.tree().RootAt(shorter)}),
                  .quorum_checkpoint = ""},
                 hall.Blobs()),
      FailsWith(absl::StatusCode::kDataLoss, "shrank"));
}

TEST(BoardLogTest, ARememberedTreeMustBeInTheLog) {
  Hall hall({});
  hall.Settle();
  const SeenHead seen = {.head = {.size = 3, .root = {1}}, .note = "old note"};
  BoardLog log({.session_id = {},
                .remembered = {seen},
                .settle = false,
                .executor = nullptr});

  EXPECT_THAT(log.Accept(hall.PieceFrom(0), hall.Blobs()),
              FailsWith(absl::StatusCode::kDataLoss, "fork"));
  EXPECT_EQ(log.fork()->ours, "old note");
}

TEST(BoardLogTest, AnotherSessionIsRefused) {
  Hall hall({});
  BoardLog log({.session_id = Digest{1},
                .remembered = {},
                .settle = false,
                .executor = nullptr});

  EXPECT_THAT(
      log.Accept(hall.PieceFrom(0), hall.Blobs()),
      FailsWith(absl::StatusCode::kFailedPrecondition, "another session"));
}

TEST(BoardLogTest, ACheckpointOfLeavesThatWereNotSentIsRefused) {
  Hall hall({});
  hall.Settle();
  LogPiece piece = hall.PieceFrom(0);
  piece.leaves.pop_back();
  BoardLog log({});

  EXPECT_THAT(log.Accept(piece, hall.Blobs()),
              FailsWith(absl::StatusCode::kInvalidArgument, "were sent"));
}

TEST(BoardLogTest, AnIllegalEntryIsNamedByItsLeaf) {
  Hall hall({});
  hall.Settle();
  BoardLog log({});
  ASSERT_THAT(log.Accept(hall.PieceFrom(0), hall.Blobs()), IsOk());
  const uint64_t at = hall.tree().size();
  hall.Append(BallotEntry{.round = 0, .ballot = Bytes(100, 1)});

  EXPECT_THAT(log.Accept(hall.PieceFrom(log.next_leaf()), hall.Blobs()),
              FailsWith(absl::StatusCode::kInvalidArgument,
                        "leaf " + std::to_string(at) + " may not stand"));
}

TEST(BoardLogTest, AMissingBlobStopsTheReader) {
  Hall hall({});
  BoardLog log({});

  const absl::Status status =
      log.Accept(hall.PieceFrom(0), [](const Digest&) -> absl::StatusOr<Bytes> {
        return absl::UnavailableError("the server is away");
      });

  EXPECT_THAT(status, FailsWith(absl::StatusCode::kUnavailable, "away"));
  EXPECT_THAT(log.broken(), IsOk());  // It may pass.
  EXPECT_THAT(log.Accept(hall.PieceFrom(0), hall.Blobs()), IsOk());
}

TEST(SessionViewTest, WaitsForKeysAndActiveSetUnderQuorum) {
  Hall hall({});
  hall.Settle();
  EXPECT_THAT(MakeSessionView(hall.log()).status(),
              FailsWith(absl::StatusCode::kFailedPrecondition, "check-in"));

  hall.BeginCheckIn();
  const auto view = MakeSessionView(hall.log());

  ASSERT_THAT(view, IsOk());
  EXPECT_FALSE((*view)->opened);
  EXPECT_EQ((*view)->active.issuers, (std::vector<uint32_t>{1, 2, 3}));
}

}  // namespace
}  // namespace pingyi::testing
