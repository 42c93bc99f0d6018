#include "client/cli/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "client/cli/problems.h"

namespace pingyi {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<CsvRow> Rows(absl::string_view text) {
  Problems problems;
  std::vector<CsvRow> rows = ParseCsv("t.csv", text, problems);
  EXPECT_TRUE(problems.empty()) << problems.ToStatus();
  return rows;
}

std::string Complaint(absl::string_view text) {
  Problems problems;
  ParseCsv("t.csv", text, problems);
  return std::string(problems.ToStatus().message());
}

const std::vector<CsvColumn> kColumns = {
    {.names = {"number", "编号"}},
    {.names = {"name", "姓名"}},
    {.names = {"note"}, .required = false}};

std::string TableComplaint(absl::string_view text) {
  Problems problems;
  ParseCsvTable("t.csv", text, kColumns, problems);
  return std::string(problems.ToStatus().message());
}

TEST(ParseCsvTest, ReadsQuotedFieldsWithCommasQuotesAndBreaks) {
  const auto rows = Rows("a,\"b, \"\"c\"\"\nd\",e\nf,g,h\n");

  ASSERT_EQ(rows.size(), 2U);
  EXPECT_THAT(rows[0].fields, ElementsAre("a", "b, \"c\"\nd", "e"));
  EXPECT_EQ(rows[1].line, 3);
}

TEST(ParseCsvTest, TakesAnyLineBreakAndNoneAtTheEnd) {
  for (const char* text : {"a,b\r\nc,d\r\n", "a,b\rc,d", "a,b\nc,d"}) {
    const auto rows = Rows(text);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_THAT(rows[1].fields, ElementsAre("c", "d"));
    EXPECT_EQ(rows[1].line, 2);
  }
}

TEST(ParseCsvTest, FindsSemicolonsAndTabs) {
  EXPECT_THAT(Rows("a;b;c,d").front().fields, ElementsAre("a", "b", "c,d"));
  EXPECT_THAT(Rows("a\tb").front().fields, ElementsAre("a", "b"));
}

TEST(ParseCsvTest, LeavesOutRowsWithoutContentAndTrimsBlanks) {
  const auto rows = Rows("\n a , b \n,,\n\n");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].line, 2);
  EXPECT_THAT(rows[0].fields, ElementsAre("a", "b"));
}

TEST(ParseCsvTest, SaysWhereAQuotationMarkWasNotClosed) {
  EXPECT_THAT(Complaint("a,b\nc,\"d\ne\n"), HasSubstr("t.csv:2: "));
  EXPECT_THAT(Complaint("a,b\nc,\"d\ne\n"), HasSubstr("never closed"));
}

TEST(ParseCsvTest, SaysWhereAQuotationMarkStandsWithinAField) {
  EXPECT_THAT(Complaint("a,b\"c\n"), HasSubstr("t.csv:1: a quotation mark"));
  EXPECT_THAT(Complaint("a\n\"b\"c\n"), HasSubstr("t.csv:2: a quotation"));
}

TEST(FormatCsvRowTest, GivesWhatIsReadBack) {
  const std::vector<std::string> fields = {"a", "b,c", "d \"e\"", "f\ng", "代"};
  EXPECT_THAT(Rows(FormatCsvRow(fields)).front().fields, fields);
}

TEST(ParseCsvTableTest, SortsColumnsByTheirNames) {
  Problems problems;
  const CsvTable table =
      ParseCsvTable("t.csv", "姓名,NUMBER\n张,1\n", kColumns, problems);

  EXPECT_TRUE(problems.empty());
  ASSERT_EQ(table.rows.size(), 1U);
  EXPECT_THAT(table.rows[0].fields, ElementsAre("1", "张", ""));
}

TEST(ParseCsvTableTest, NamesEveryMistakeOfTheFirstLine) {
  const std::string text = TableComplaint("number,number,nmae\n");
  EXPECT_THAT(text, HasSubstr("t.csv:1: column \"number\" stands here twice"));
  EXPECT_THAT(text, HasSubstr("t.csv:1: unknown column \"nmae\"; the first "
                              "line must be number,name,note"));
  EXPECT_THAT(text, HasSubstr("t.csv:1: column \"name\" is missing"));
}

TEST(ParseCsvTableTest, SaysWhichLineHasTooManyFields) {
  EXPECT_THAT(TableComplaint("number,name\n1,a\n2,b,c\n"),
              HasSubstr("t.csv:3: has 3 fields instead of 2"));
}

TEST(ParseCsvTableTest, RefusesAnEmptyFile) {
  EXPECT_THAT(TableComplaint("\n\n"), HasSubstr("t.csv: is empty"));
}

}  // namespace
}  // namespace pingyi
