#include "server/board/board.h"

#include "crypto/base/hash.h"
#include "crypto/note/checkpoint.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::IsOk;

class BoardTest : public ::testing::Test {
 protected:
  BoardTest()
      : policy_{.origin = "example.org/log",
                .log_key = log_.verify_key(),
                .witnesses = {witness_.verify_key()},
                .quorum = 1},
        board_(policy_) {}

  // Appends `count` leaves of `size` bytes under a signed checkpoint.
  void Publish(size_t count, size_t size) {
    Publication publication;
    for (size_t i = 0; i < count; ++i) {
      publication.leaves.emplace_back(size, static_cast<uint8_t>(i));
      tree_.Append(LeafHash(publication.leaves.back()));
    }
    publication.signed_note = SignCheckpoint(log_, Newest());
    board_.Publish(std::move(publication));
  }
  // The witness cosigns what was published last.
  void Cosign() {
    ASSERT_THAT(board_.AddCosignature(
                    1, tree_.size(),
                    CosignCheckpoint(witness_, WitnessName(policy_.origin, 1),
                                     Newest(), 7)),
                IsOk());
  }
  Checkpoint Newest() const {
    return {.origin = policy_.origin, .head = tree_.Head()};
  }

  SigningKey log_ = SigningKey::Random();
  SigningKey witness_ = SigningKey::Random();
  LogPolicy policy_;
  Tree tree_;
  Board board_;
};

TEST_F(BoardTest, AFollowerHearsOfAQuorumOnlyWithTheTreeItBelongsTo) {
  // The first piece ends between the tree with quorum and the newest one.
  constexpr size_t kLeafBytes = 60'000;
  Publish(9, kLeafBytes);
  Cosign();
  Publish(9, kLeafBytes);

  FollowCursor cursor;
  v1::FollowResponse piece;
  bool has_tree = false;
  bool has_quorum = false;
  int pieces = 0;
  while (board_.Next(cursor, piece)) {
    ++pieces;
    has_tree = has_tree || !piece.signed_checkpoint().empty();
    EXPECT_TRUE(has_tree || piece.quorum_checkpoint().empty());
    has_quorum = has_quorum || !piece.quorum_checkpoint().empty();
  }
  EXPECT_GT(pieces, 1);
  EXPECT_TRUE(has_quorum);
}

TEST_F(BoardTest, AFollowerHearsEachLeafAndEachCheckpointOnce) {
  Publish(3, 10);
  FollowCursor cursor;
  v1::FollowResponse piece;
  ASSERT_TRUE(board_.Next(cursor, piece));
  EXPECT_EQ(piece.leaves_size(), 3);
  EXPECT_EQ(piece.signed_checkpoint(), board_.signed_note());
  EXPECT_FALSE(board_.Next(cursor, piece));

  Cosign();
  ASSERT_TRUE(board_.Next(cursor, piece));
  EXPECT_EQ(piece.leaves_size(), 0);
  EXPECT_EQ(piece.quorum_checkpoint(), board_.quorum_note());
  EXPECT_FALSE(board_.Next(cursor, piece));
}

}  // namespace
}  // namespace pingyi
