#include "client/cli/roster_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "client/cli/problems.h"
#include "client/record/files.h"
#include "crypto/base/bytes.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::testing::HasSubstr;
using testing::IsOk;

std::string RosterComplaint(absl::string_view text) {
  Problems problems;
  ReadRosterCsv("r.csv", AsBytes(text), problems);
  return std::string(problems.ToStatus().message());
}

std::string DepartmentsComplaint(absl::string_view text) {
  Problems problems;
  ReadDepartmentsCsv("d.csv", AsBytes(text), problems);
  return std::string(problems.ToStatus().message());
}

TEST(ReadRosterCsvTest, SortsDeputiesByNumber) {
  Problems problems;
  const auto deputies =
      ReadRosterCsv("r.csv", AsBytes("姓名,编号\n李四,20\n张三,3\n"), problems);

  EXPECT_TRUE(problems.empty());
  ASSERT_EQ(deputies.size(), 2U);
  EXPECT_EQ(deputies[0].number, 3U);
  EXPECT_EQ(deputies[0].name, "张三");
}

TEST(ReadRosterCsvTest, SaysThatALineStandsThereTwice) {
  EXPECT_THAT(RosterComplaint("number,name\n1,张三\n2,李四\n1,张三\n"),
              HasSubstr("r.csv:4: repeats line 2 (1, 张三); delete one"));
}

TEST(ReadRosterCsvTest, SaysThatANumberBelongsToTwoDeputies) {
  EXPECT_THAT(RosterComplaint("number,name\n1,张三\n1,李四\n"),
              HasSubstr("r.csv:3: number 1 (李四) stands already on line 2 "
                        "(张三); give one of them another"));
}

TEST(ReadRosterCsvTest, ReportsAllMistakesAtOnce) {
  const std::string text =
      RosterComplaint("number,name\n0,a\n-1,b\nx,c\n5,\n4294967296,d\n");
  EXPECT_THAT(text, HasSubstr("5 mistakes"));
  EXPECT_THAT(text, HasSubstr("r.csv:2: \"0\" is no number of a deputy"));
  EXPECT_THAT(text, HasSubstr("r.csv:3: \"-1\""));
  EXPECT_THAT(text, HasSubstr("r.csv:4: \"x\""));
  EXPECT_THAT(text, HasSubstr("r.csv:5: name is empty"));
  EXPECT_THAT(text, HasSubstr("r.csv:6: \"4294967296\""));
}

TEST(ReadRosterCsvTest, RefusesInvisibleCharactersAndLongNames) {
  EXPECT_THAT(RosterComplaint("number,name\n1,a\u202eb\n"),
              HasSubstr("r.csv:2: name"));
  EXPECT_THAT(RosterComplaint("number,name\n1," + std::string(401, 'a')),
              HasSubstr("r.csv:2: name is longer than 400 bytes"));
}

TEST(ReadRosterCsvTest, RefusesARosterOfNobody) {
  EXPECT_THAT(RosterComplaint("number,name\n"), HasSubstr("names no deputy"));
}

TEST(ReadRosterCsvTest, RefusesWhatIsNoText) {
  EXPECT_THAT(RosterComplaint("number,name\n1,\xff\xff\n"),
              HasSubstr("r.csv: is neither UTF-8 nor GB18030"));
}

TEST(FormatRosterCsvTest, GivesWhatIsReadBack) {
  Problems problems;
  const auto deputies = ReadRosterCsv(
      "r.csv", AsBytes(FormatRosterCsv({{.number = 4, .name = "王, 五"}})),
      problems);
  EXPECT_TRUE(problems.empty());
  ASSERT_EQ(deputies.size(), 1U);
  EXPECT_EQ(deputies[0].name, "王, 五");
}

TEST(ReadDepartmentsCsvTest, FollowsTheColumnOrder) {
  Problems problems;
  const auto names = ReadDepartmentsCsv(
      "d.csv",
      AsBytes("order,name_zh,name_en\n2,市公安局,Police\n1,市教育局,\n"),
      problems);

  EXPECT_TRUE(problems.empty()) << problems.ToStatus();
  ASSERT_EQ(names.size(), 2U);
  EXPECT_EQ(names[0].zh, "市教育局");
  EXPECT_EQ(names[1].en, "Police");
}

TEST(ReadDepartmentsCsvTest, FollowsTheLinesWithoutThatColumn) {
  Problems problems;
  const auto names =
      ReadDepartmentsCsv("d.csv", AsBytes("部门\n乙\n甲\n"), problems);
  EXPECT_TRUE(problems.empty());
  ASSERT_EQ(names.size(), 2U);
  EXPECT_EQ(names[0].zh, "乙");
}

TEST(ReadDepartmentsCsvTest, SaysWhichOrderIsWrong) {
  for (const char* order : {"1", "3", "0", "x", ""}) {
    EXPECT_THAT(DepartmentsComplaint(std::string("order,name_zh\n1,甲\n") +
                                     order + ",乙\n"),
                HasSubstr("d.csv:3: order \""));
  }
}

TEST(ReadDepartmentsCsvTest, RefusesANameTwiceAndNone) {
  EXPECT_THAT(DepartmentsComplaint("name\n甲\n甲\n"),
              HasSubstr("d.csv:3: \"甲\" stands already on line 2"));
  EXPECT_THAT(DepartmentsComplaint("order,name_zh\n1,\n"),
              HasSubstr("d.csv:2: name_zh is empty"));
  EXPECT_THAT(DepartmentsComplaint("name\n"), HasSubstr("no department"));
}

TEST(ReadDepartmentsCsvTest, ReadsTheTableOfTheDemonstration) {
  const auto bytes = ReadFile("deploy/demo/departments.csv", 1 << 20);
  ASSERT_THAT(bytes, IsOk());
  Problems problems;

  const auto names = ReadDepartmentsCsv("d.csv", *bytes, problems);

  EXPECT_TRUE(problems.empty()) << problems.ToStatus();
  ASSERT_EQ(names.size(), 27U);
  EXPECT_EQ(names[3].en,
            "Lianjiang Municipal Bureau of Science, Industry, Trade and "
            "Information Technology");
}

TEST(ReadRosterCsvTest, ReadsTheRosterOfTheDemonstration) {
  const auto bytes = ReadFile("deploy/demo/roster.csv", 1 << 20);
  ASSERT_THAT(bytes, IsOk());
  Problems problems;

  EXPECT_EQ(ReadRosterCsv("r.csv", *bytes, problems).size(), 120U);
  EXPECT_TRUE(problems.empty()) << problems.ToStatus();
}

}  // namespace
}  // namespace pingyi
