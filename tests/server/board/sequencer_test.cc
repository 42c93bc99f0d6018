#include "server/board/sequencer.h"

#include <chrono>
#include <future>
#include <random>
#include <thread>

#include "absl/strings/str_cat.h"
#include "proto/codec/entry.h"
#include "proto/codec/manifest.h"
#include "server/storage/database.h"
#include "server/storage/sqlite_store.h"
#include "tests/server/storage/memory_vfs.h"
#include "tests/support/sitting.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;
using ::pingyi::testing::MemoryVfs;
using ::pingyi::testing::Sitting;

Bytes LeafOf(const Entry& entry) {
  return EncodeLogEntry(entry).value().leaf;
}

// A sequencer over a disk in memory.
class SequencerTest : public ::testing::Test {
 protected:
  SequencerTest()
      : vfs_(absl::StrCat(
            "sequencer_",
            ::testing::UnitTest::GetInstance()->current_test_info()->name())),
        sitting_({.encode_manifest = EncodeManifest,
                  .encode_roster = EncodeRoster,
                  .encode_entry = LeafOf}) {}

  void Open() {
    sequencer_.reset();
    urn_ = std::make_unique<Urn>();
    auto writer = LogWriter::Open(
        OpenSqliteStore("x.db", vfs_.name()).value(),
        {.manifest = EncodeManifest(sitting_.manifest()),
         .roster = EncodeRoster(sitting_.roster()),
         .log_key =
             std::make_shared<const SigningKey>(sitting_.people().log.Clone())},
        *urn_);
    ASSERT_THAT(writer, IsOk());
    board_ = std::make_unique<Board>(
        LogPolicy{.origin = Origin(sitting_.manifest(), sitting_.session_id()),
                  .log_key = sitting_.manifest().log_key,
                  .witnesses = {},
                  .quorum = 3});
    sequencer_ = std::make_unique<Sequencer>(
        *std::move(writer), *urn_, *board_,
        Sequencer::Options{
            .waiting_writes = waiting_writes_,
            .on_failure =
                [this](const absl::Status& s) { failed_.set_value(s); },
            .on_request = nullptr});
  }
  absl::StatusOr<uint64_t> Append(const Entry& entry) {
    std::promise<absl::StatusOr<uint64_t>> answer;
    sequencer_->Append({.entry = entry,
                        .leaf = LeafOf(entry),
                        .blobs = {},
                        .done = [&answer](absl::StatusOr<uint64_t> index) {
                          answer.set_value(std::move(index));
                        }});
    return answer.get_future().get();
  }
  absl::Status Cast() {
    std::promise<absl::Status> answer;
    sequencer_->Cast(
        {.ballot = {}, .done = [&answer](const absl::Status& status) {
           answer.set_value(status);
         }});
    return answer.get_future().get();
  }

  MemoryVfs vfs_;
  Sitting sitting_;
  size_t waiting_writes_ = 100;
  std::promise<absl::Status> failed_;
  std::unique_ptr<Urn> urn_;
  std::unique_ptr<Board> board_;
  std::unique_ptr<Sequencer> sequencer_;
};

TEST_F(SequencerTest, EndsWhenTheStoreFailsAndAcknowledgesNothing) {
  Open();
  sitting_.Commit(Committee::kTally);
  vfs_.FailAfter(0);
  sequencer_->Start();

  EXPECT_THAT(Append(sitting_.entries()[1]),
              FailsWith(absl::StatusCode::kUnavailable, ""));
  EXPECT_THAT(failed_.get_future().get(),
              FailsWith(absl::StatusCode::kInternal, "storage"));
  EXPECT_THAT(Append(sitting_.entries()[1]),
              FailsWith(absl::StatusCode::kUnavailable, ""));
  EXPECT_THAT(Cast(), FailsWith(absl::StatusCode::kUnavailable, ""));
  EXPECT_EQ(board_->size(), 1U);

  sequencer_.reset();
  std::mt19937_64 generator(7);
  vfs_.PowerCycle(generator);
  Open();
  sequencer_->Start();
  EXPECT_EQ(*Append(sitting_.entries()[1]), 1U);
}

TEST_F(SequencerTest, RefusesWhatDoesNotFitItsQueue) {
  waiting_writes_ = 0;
  Open();
  sequencer_->Start();
  sitting_.Commit(Committee::kTally);

  EXPECT_THAT(Append(sitting_.entries()[1]),
              FailsWith(absl::StatusCode::kResourceExhausted, "writes"));
}

TEST_F(SequencerTest, TakesNoBallotBeforeTheVoteAndNothingAfterStop) {
  Open();
  sequencer_->Start();
  EXPECT_THAT(Cast(),
              FailsWith(absl::StatusCode::kFailedPrecondition, "not open"));
  sitting_.Commit(Committee::kTally);
  ASSERT_THAT(Append(sitting_.entries()[1]), IsOk());
  sequencer_->Stop();

  EXPECT_EQ(board_->size(), 2U);
  EXPECT_THAT(Append(sitting_.entries()[2]),
              FailsWith(absl::StatusCode::kUnavailable, ""));
}

TEST_F(SequencerTest, ErasesTheOrderOfArrivalOnceTheSessionIsOver) {
  Open();
  sequencer_->Start();
  ASSERT_THAT(Append(sitting_.Abort("fire alarm")), IsOk());
  while (board_->view()->phase != Phase::kAborted) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  const auto forgotten = [this] {
    sequencer_.reset();
    auto database = Database::Open("x.db", vfs_.name());
    auto query = (*database)->Prepare("SELECT order_forgotten FROM meta");
    EXPECT_TRUE(*query->Step());
    return query->Number(0);
  };
  // Idle work: some moments after the end.
  while (forgotten() == 0) {
    Open();
    sequencer_->Start();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_EQ(forgotten(), 1U);
}

TEST_F(SequencerTest, WhatIsDurableIsPublishedByTheTimeItStops) {
  Open();
  sequencer_->Start();
  sitting_.Commit(Committee::kTally);
  sitting_.Commit(Committee::kIssuer);
  for (size_t i = 1; i < sitting_.entries().size(); ++i) {
    ASSERT_THAT(Append(sitting_.entries()[i]), IsOk());
  }
  sequencer_->Stop();

  EXPECT_EQ(board_->size(), sitting_.entries().size());
  FollowCursor cursor;
  v1::FollowResponse piece;
  EXPECT_TRUE(board_->Next(cursor, piece));
  EXPECT_EQ(piece.leaves_size(), static_cast<int>(sitting_.entries().size()));
  EXPECT_FALSE(board_->Next(cursor, piece));
}

}  // namespace
}  // namespace pingyi
