#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "client/record/verify_record.h"
#include "tests/support/status_matchers.h"
#include "tests/tamper/forgery.h"
#include "tests/tamper/hand_in.h"

namespace pingyi::testing {

// What GoogleTest calls a case.
static void PrintTo(const Forgery& forgery, std::ostream* out) {
  *out << forgery.change;
}

namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string Describe(const Report& report) {
  std::string out;
  for (const ReportItem& item : report.items) {
    absl::StrAppend(&out, ItemId(item.item), ": ", VerdictName(item.verdict),
                    ": ", item.detail, "\n");
  }
  for (const Remark& remark : report.remarks) {
    absl::StrAppend(&out, "remark on leaf ", remark.leaf, ": ", remark.text,
                    "\n");
  }
  for (const VoidBallot& ballot : report.void_ballots) {
    absl::StrAppend(&out, "void ballot in leaf ", ballot.leaf, ": ",
                    ballot.reason, "\n");
  }
  return out;
}

// The report on an exhibit, as it is found on a stick.
Report Judge(const Exhibit& exhibit) {
  std::string folder = absl::StrCat(::testing::TempDir(), "/tamper-XXXXXX");
  folder = mkdtemp(folder.data());
  const std::string record = absl::StrCat(folder, "/record");
  EXPECT_THAT(HandIn(exhibit, record), IsOk());
  const absl::StatusOr<RawRecord> read = ReadRecord(record);
  EXPECT_THAT(read, IsOk());
  SerialExecutor serial;
  Report report =
      VerifyRecord(read.value_or(RawRecord()), exhibit.fingerprint, serial);
  std::filesystem::remove_all(folder);
  return report;
}

TEST(TamperTest, AnHonestRecordPasses) {
  Workshop workshop;
  workshop.Hold();

  const Report report = Judge(workshop.Show());

  EXPECT_TRUE(report.Passed()) << Describe(report);
  EXPECT_EQ(report.ballots, 4U);
  EXPECT_EQ(report.checked_in, 4U);
  EXPECT_EQ(report.entitled, 5U);
  EXPECT_THAT(report.remarks, IsEmpty());
  EXPECT_THAT(report.void_ballots, IsEmpty());
}

TEST(TamperTest, TheCorpusIsLargeAndNamedOnce) {
  std::set<std::string> names;
  size_t bad = 0;
  for (const Forgery& forgery : AllForgeries()) {
    EXPECT_TRUE(names.insert(forgery.name).second) << forgery.name;
    bad += forgery.verdict == Verdict::kPass ? 0 : 1;
  }
  EXPECT_GE(bad, 100U);
}

class ForgeryTest : public ::testing::TestWithParam<Forgery> {};

TEST_P(ForgeryTest, EndsAtTheRightItem) {
  const Forgery& forgery = GetParam();

  const Report report = Judge(forgery.make());

  const ReportItem* first = report.FirstNotPassed();
  if (forgery.verdict == Verdict::kPass) {
    EXPECT_EQ(first, nullptr) << Describe(report);
    // It does not go by in silence.
    EXPECT_TRUE(!report.remarks.empty() || !report.void_ballots.empty() ||
                !report.objections.empty());
    EXPECT_THAT(Describe(report), HasSubstr(forgery.says));
    return;
  }
  ASSERT_NE(first, nullptr) << forgery.change;
  EXPECT_EQ(std::string(ItemId(first->item)), ItemId(forgery.item))
      << Describe(report);
  EXPECT_EQ(first->verdict, forgery.verdict) << Describe(report);
  EXPECT_THAT(first->detail, HasSubstr(forgery.says)) << Describe(report);
  EXPECT_THAT(first->detail, Not(IsEmpty()));
}

std::string TestName(const ::testing::TestParamInfo<Forgery>& forgery) {
  std::string name = forgery.param.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Corpus, ForgeryTest,
                         ::testing::ValuesIn(AllForgeries()), TestName);

}  // namespace
}  // namespace pingyi::testing
