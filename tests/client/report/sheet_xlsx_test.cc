#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/report/sheet_files.h"
#include "tests/client/report/files.h"
#include "tests/client/report/sample_outcome.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::testing::AllOf;
using testing::AllViews;
using ::testing::ContainsRegex;
using testing::Contents;
using testing::FailsWith;
using ::testing::HasSubstr;
using testing::PartOf;
using testing::SampleOutcome;
using testing::TestPath;

constexpr char kResult[] = "xl/worksheets/sheet1.xml";
constexpr char kStrings[] = "xl/sharedStrings.xml";

TEST(SheetXlsxTest, WritesNumbersAsNumbers) {
  const std::string path = TestPath("sheet.xlsx");
  ASSERT_TRUE(
      WriteSheetXlsx(MakeSheet(SampleOutcome()).value(), Language::kBoth, path)
          .ok());

  const std::string page = PartOf(path, kResult);

  // The first contest: 60, 20, 4, 31, sum 115, 52.17; no t="s" among them.
  EXPECT_THAT(
      page, ContainsRegex("<c r=\"C15\" s=\"[0-9]+\"><v>60</v></c>"
                          "<c r=\"D15\" s=\"[0-9]+\"><v>20</v></c>"
                          "<c r=\"E15\" s=\"[0-9]+\"><v>4</v></c>"
                          "<c r=\"F15\" s=\"[0-9]+\"><v>31</v></c>"
                          "<c r=\"G15\" s=\"[0-9]+\"><v>115</v></c>"
                          "<c r=\"H15\" s=\"[0-9]+\"><v>52.17[0-9]*</v></c>"));
}

TEST(SheetXlsxTest, HasTheNamesTheMarkAndTheScript) {
  const std::string path = TestPath("sheet.xlsx");
  ASSERT_TRUE(
      WriteSheetXlsx(MakeSheet(SampleOutcome({.counting = AllViews()})).value(),
                     Language::kBoth, path)
          .ok());

  EXPECT_THAT(PartOf(path, kStrings),
              AllOf(HasSubstr("市第27局\nMunicipal Bureau Number 27"),
                    HasSubstr("演练，不是正式表决"), HasSubstr("名次"),
                    HasSubstr("各位代表，"), HasSubstr("张主持")));
  EXPECT_THAT(PartOf(path, "xl/workbook.xml"),
              AllOf(HasSubstr("计票结果"), HasSubstr("宣读稿")));
}

TEST(SheetXlsxTest, IsTheSameBytesEveryTime) {
  const Sheet sheet = MakeSheet(SampleOutcome()).value();
  const std::string path = TestPath("sheet.xlsx");
  ASSERT_TRUE(WriteSheetXlsx(sheet, Language::kBoth, path).ok());
  const std::string first = Contents(path);

  ASSERT_TRUE(WriteSheetXlsx(sheet, Language::kBoth, path).ok());

  EXPECT_TRUE(Contents(path) == first);
  EXPECT_THAT(PartOf(path, "docProps/core.xml"),
              HasSubstr("2020-03-19T00:00:00Z"));
}

TEST(SheetXlsxTest, SaysWhichFileCouldNotBeWritten) {
  EXPECT_THAT(WriteSheetXlsx(MakeSheet(SampleOutcome()).value(),
                             Language::kBoth, "/nowhere/sheet.xlsx"),
              FailsWith(absl::StatusCode::kUnavailable, "/nowhere/sheet.xlsx"));
}

}  // namespace
}  // namespace pingyi
