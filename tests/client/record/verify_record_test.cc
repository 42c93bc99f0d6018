#include "client/record/verify_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/tamper/forgery.h"

namespace pingyi {
namespace {

using ::testing::ElementsAre;
using testing::Exhibit;
using ::testing::HasSubstr;
using ::testing::Pair;
using testing::Workshop;

// The honest record; what is wrong with others, tests/tamper has.
const Exhibit& Honest() {
  static const Exhibit kExhibit = [] {
    Workshop workshop;
    workshop.Hold();
    return workshop.Show();
  }();
  return kExhibit;
}

Report Verify(const RawRecord& record,
              const std::optional<Digest>& expected = Honest().fingerprint) {
  SerialExecutor serial;
  return VerifyRecord(record, expected, serial);
}

void ExpectFails(const Report& report, Item item, const std::string& why) {
  const ReportItem* first = report.FirstNotPassed();
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->verdict, Verdict::kFail);
  EXPECT_EQ(std::string(ItemId(first->item)), ItemId(item));
  EXPECT_THAT(first->detail, HasSubstr(why));
}

TEST(VerifyRecordTest, PassesAnHonestRecord) {
  const Report report = Verify(Honest().record);

  EXPECT_TRUE(report.Passed());
  EXPECT_EQ(report.session_id, Honest().fingerprint);
  EXPECT_EQ(report.ballots, 4U);
}

TEST(VerifyRecordTest, TellsHowManyBallotsAreVerified) {
  SerialExecutor serial;
  std::vector<std::pair<size_t, size_t>> told;

  VerifyRecord(Honest().record, Honest().fingerprint, serial,
               [&](size_t done, size_t all) { told.emplace_back(done, all); });

  EXPECT_THAT(told, ElementsAre(Pair(0, 4), Pair(4, 4)));
}

TEST(VerifyRecordTest, TellsOfNoBallotsWhereThereAreNone) {
  Workshop workshop;
  workshop.Prepare();
  const Exhibit exhibit = workshop.Show();
  SerialExecutor serial;

  VerifyRecord(exhibit.record, exhibit.fingerprint, serial,
               [](size_t, size_t) { ADD_FAILURE(); });
}

TEST(VerifyRecordTest, UsesTheCoresThatItIsGiven) {
  class Counting final : public Executor {
   public:
    void Run(size_t n, const std::function<void(size_t)>& task) override {
      for (size_t i = 0; i < n; ++i) {
        task(i);
        ++tasks;
      }
    }
    size_t tasks = 0;
  } executor;

  EXPECT_TRUE(
      VerifyRecord(Honest().record, Honest().fingerprint, executor).Passed());

  EXPECT_GT(executor.tasks, Honest().record.leaves.size());
}

TEST(VerifyRecordTest, DoesNotPassWithoutAFingerprint) {
  const Report report = Verify(Honest().record, std::nullopt);

  EXPECT_FALSE(report.Passed());
  EXPECT_EQ(report.Of(Item::kFingerprint).verdict, Verdict::kNotChecked);
  EXPECT_EQ(report.Of(Item::kCounts).verdict, Verdict::kPass);
}

TEST(VerifyRecordTest, AnEmptyRecordFailsAtItsCheckpoint) {
  ExpectFails(Verify(RawRecord()), Item::kCheckpoint, "note");
}

TEST(VerifyRecordTest, DefectsOfFilesFailTheRoot) {
  RawRecord record = Honest().record;
  record.defects = {"tile/0/000.p/40: missing", "and another"};

  ExpectFails(Verify(record), Item::kRoot,
              "tile/0/000.p/40: missing; and another");
}

TEST(VerifyRecordTest, DefectsOfBlobsFailTheEntries) {
  RawRecord record = Honest().record;
  record.blob_defects = {"blob/00: its name is not its hash"};

  ExpectFails(Verify(record), Item::kEntries, "blob/00");
}

TEST(VerifyRecordTest, AMissingRosterFailsTheManifest) {
  RawRecord record = Honest().record;
  record.blobs.clear();

  ExpectFails(Verify(record), Item::kManifest, "is not in the record");
}

}  // namespace
}  // namespace pingyi
