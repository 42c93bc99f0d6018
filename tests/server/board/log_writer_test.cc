#include "server/board/log_writer.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "crypto/base/hash.h"
#include "proto/codec/entry.h"
#include "proto/codec/manifest.h"
#include "server/storage/database.h"
#include "server/storage/sqlite_store.h"
#include "tests/support/sitting.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;
using ::pingyi::testing::Sitting;

Bytes LeafOf(const Entry& entry) {
  return EncodeLogEntry(entry).value().leaf;
}

testing::SittingOptions Codec() {
  return {.encode_manifest = EncodeManifest,
          .encode_roster = EncodeRoster,
          .encode_entry = LeafOf};
}

class LogWriterTest : public ::testing::Test {
 protected:
  void SetUp() override {
    path_ = absl::StrCat(
        ::testing::TempDir(), "log_",
        ::testing::UnitTest::GetInstance()->current_test_info()->name(), ".db");
    for (const char* end : {"", "-wal"}) {
      std::filesystem::remove(path_ + end);
    }
  }
  LogSetup SetupFor(const Sitting& sitting, Sitting& people) const {
    return {.manifest = EncodeManifest(sitting.manifest()),
            .roster = EncodeRoster(sitting.roster()),
            .log_key = std::make_shared<const SigningKey>(
                people.people().log.Clone())};
  }
  LogSetup Honest() { return SetupFor(sitting_, sitting_); }
  absl::StatusOr<std::unique_ptr<LogWriter>> Open(const LogSetup& setup) {
    return LogWriter::Open(OpenSqliteStore(path_).value(), setup, urn_);
  }
  void Change(const char* sql) const {
    ASSERT_THAT((*Database::Open(path_, ""))->Execute(sql), IsOk());
  }
  // Appends the sitting's entries from `first` on.
  void AppendFrom(LogWriter& writer, size_t first) {
    for (size_t i = first; i < sitting_.entries().size(); ++i) {
      ASSERT_THAT(
          writer.Append(sitting_.entries()[i], sitting_.leaves()[i], {}),
          IsOk());
    }
    ASSERT_THAT(writer.Commit(), IsOk());
  }

  Sitting sitting_{Codec()};
  std::string path_;
  Urn urn_;
};

TEST_F(LogWriterTest, BeginsWithTheManifestAndReadsItBack) {
  const Digest root = sitting_.tree().Root();
  std::string note;
  {
    const auto writer = Open(Honest());
    ASSERT_THAT(writer, IsOk());
    EXPECT_EQ((*writer)->session().tree().Root(), root);
    EXPECT_EQ((*writer)->TakeWritten().leaves, sitting_.leaves());
    note = (*writer)->SignHead();
  }
  const auto again = Open(Honest());
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ((*again)->SignHead(), note);
  EXPECT_EQ((*again)->TakeWritten().blobs.size(), 1U);
}

TEST_F(LogWriterTest, RefusesWhatDoesNotFitTogether) {
  Sitting other(Codec());
  LogSetup wrong_roster = Honest();
  wrong_roster.roster = EncodeRoster(other.roster());
  EXPECT_THAT(Open(wrong_roster),
              FailsWith(absl::StatusCode::kInvalidArgument, "roster"));
  LogSetup wrong_key = Honest();
  wrong_key.log_key = std::make_shared<const SigningKey>(SigningKey::Random());
  EXPECT_THAT(Open(wrong_key),
              FailsWith(absl::StatusCode::kInvalidArgument, "log key"));
  ASSERT_THAT(Open(Honest()), IsOk());
  EXPECT_THAT(Open(SetupFor(other, other)),
              FailsWith(absl::StatusCode::kFailedPrecondition, "manifest"));
}

TEST_F(LogWriterTest, AnswersTheSameEntryWithItsIndexAndAnotherWithIt) {
  const auto writer = Open(Honest());
  ASSERT_THAT(writer, IsOk());
  sitting_.Commit(Committee::kTally);
  AppendFrom(**writer, 1);
  const size_t size = (*writer)->session().size();

  EXPECT_EQ(*(*writer)->Append(sitting_.entries()[2], sitting_.leaves()[2], {}),
            2U);
  DkgCommitEntry other = std::get<DkgCommitEntry>(sitting_.entries()[2]);
  other.message_sha256[0] ^= 1;
  const Entry conflict = sitting_.Signed(other);
  const auto refused = (*writer)->Append(conflict, LeafOf(conflict), {});
  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kAlreadyExists, ""));
  EXPECT_TRUE(refused.status()
                  .GetPayload("type.googleapis.com/pingyi.v1.Refusal")
                  .has_value());
  EXPECT_FALSE((*writer)->dirty());
  EXPECT_EQ((*writer)->session().size(), size);
}

TEST_F(LogWriterTest, RefusesToGoOnFromAnotherTreeThanItSigned) {
  {
    const auto writer = Open(Honest());
    ASSERT_THAT(writer, IsOk());
    sitting_.RunCeremony();
    AppendFrom(**writer, 1);
  }
  Change(
      "DELETE FROM leaves WHERE position = (SELECT max(position) "
      "FROM leaves)");
  EXPECT_THAT(Open(Honest()), FailsWith(absl::StatusCode::kDataLoss, "fork"));
  Change("UPDATE head SET root = zeroblob(32), size = size - 1");
  EXPECT_THAT(Open(Honest()), FailsWith(absl::StatusCode::kDataLoss, "fork"));
  Change("UPDATE leaves SET leaf = x'0a' WHERE position = 3");
  EXPECT_THAT(Open(Honest()),
              FailsWith(absl::StatusCode::kDataLoss, "stored leaf 3"));
  Change("DELETE FROM leaves WHERE position > 0");
  Change("UPDATE leaves SET position = 0, leaf = x'5a00'");
  EXPECT_THAT(Open(Honest()), FailsWith(absl::StatusCode::kDataLoss, "leaf 0"));
}

TEST_F(LogWriterTest, ABallotIsSpentOnceItIsDurableAndStaysSo) {
  const PendingBallot ballot = {.hash = Sha256(AsBytes("b")),
                                .token = Sha256(AsBytes("t")),
                                .ballot = {1, 2, 3}};
  PendingBallot other = ballot;
  other.hash = Sha256(AsBytes("other"));
  {
    const auto writer = Open(Honest());
    ASSERT_THAT(writer, IsOk());
    EXPECT_THAT((*writer)->Cast(ballot), IsOk());
    EXPECT_EQ(urn_.Find(ballot.token, ballot.hash), Urn::Spent::kNo);
    EXPECT_THAT((*writer)->Cast(ballot), IsOk());
    EXPECT_THAT((*writer)->Cast(other),
                FailsWith(absl::StatusCode::kAlreadyExists, "spent"));
    ASSERT_THAT((*writer)->Commit(), IsOk());
    EXPECT_EQ(urn_.size(), 1U);
    EXPECT_THAT((*writer)->Cast(other),
                FailsWith(absl::StatusCode::kAlreadyExists, "spent"));
  }
  Urn fresh;
  const auto again =
      LogWriter::Open(OpenSqliteStore(path_).value(), Honest(), fresh);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(fresh.Find(ballot.token, ballot.hash), Urn::Spent::kBySameBytes);
  EXPECT_EQ(fresh.size(), 1U);
}

TEST_F(LogWriterTest, ReadsTenThousandBallotsBack) {
  constexpr size_t kBallots = 10'000;
  constexpr size_t kBallotSize = 4'768;  // 27 departments of 4 levels.
  sitting_.RunTo(Phase::kVoting);
  {
    const auto writer = Open(Honest());
    ASSERT_THAT(writer, IsOk());
    AppendFrom(**writer, 1);
    // An own log's ballots were verified before; here any bytes will do.
    for (uint64_t i = 0; i < kBallots; ++i) {
      Bytes ballot(kBallotSize, 7);
      std::ranges::copy(Le64(i), ballot.begin());
      const Digest hash = Sha256(ballot);
      ASSERT_THAT((*writer)->AppendBallots({{.hash = hash, .ballot = ballot}}),
                  IsOk());
    }
    ASSERT_THAT((*writer)->Commit(), IsOk());
  }
  const auto start = std::chrono::steady_clock::now();
  const auto again = Open(Honest());
  const auto took = std::chrono::steady_clock::now() - start;
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ((*again)->session().ledger().size(), kBallots);
  RecordProperty(
      "milliseconds",
      static_cast<int>(
          std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
  std::printf(
      "10,000 ballots read back in %lld ms\n",
      static_cast<long long>(  // NOLINT(google-runtime-int)
          std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
}

TEST_F(LogWriterTest, ReadsAWholeSessionBack) {
  sitting_.RunTo(Phase::kAnnounced);
  {
    const auto writer = Open(Honest());
    ASSERT_THAT(writer, IsOk());
    for (size_t i = 1; i < sitting_.entries().size(); ++i) {
      const Entry& entry = sitting_.entries()[i];
      if (const auto* ballot = std::get_if<BallotEntry>(&entry)) {
        ASSERT_THAT((*writer)->AppendBallots({{.hash = Sha256(ballot->ballot),
                                               .ballot = ballot->ballot}}),
                    IsOk());
      } else {
        ASSERT_THAT((*writer)->Append(entry, sitting_.leaves()[i], {}), IsOk());
      }
    }
    ASSERT_THAT((*writer)->Commit(), IsOk());
  }
  const auto again = Open(Honest());
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ((*again)->session().tree().Head(), sitting_.tree().Head());
  EXPECT_EQ((*again)->session().phase(), Phase::kAnnounced);
  EXPECT_EQ((*again)->session().result()->counts, sitting_.Counts());
}

}  // namespace
}  // namespace pingyi
