#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "client/report/sheet_files.h"
#include "tests/client/report/files.h"
#include "tests/client/report/sample_outcome.h"

namespace pingyi {
namespace {

using ::testing::AllOf;
using testing::AllViews;
using ::testing::ContainsRegex;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::PagesOf;
using testing::PdfInfo;
using testing::SampleOptions;
using testing::SampleOutcome;
using ::testing::SizeIs;

std::string Pdf(const SampleOptions& options,
                Language language = Language::kBoth) {
  return SheetPdf(MakeSheet(SampleOutcome(options)).value(), language).value();
}

TEST(SheetPdfTest, Prints27DepartmentsOnOnePageOfA4) {
  for (const Language language :
       {Language::kBoth, Language::kChinese, Language::kEnglish}) {
    const std::string pdf = Pdf({.counting = AllViews()}, language);

    EXPECT_THAT(PdfInfo(pdf),
                AllOf(ContainsRegex("Pages: +1\n"), HasSubstr("(A4)")));
  }
}

TEST(SheetPdfTest, HasEveryNumberAndName) {
  const Sheet sheet = MakeSheet(SampleOutcome()).value();

  const std::vector<std::string> pages =
      PagesOf(SheetPdf(sheet, Language::kBoth).value());

  ASSERT_THAT(pages, SizeIs(1));
  for (size_t i = 0; i < sheet.contests.size(); ++i) {
    EXPECT_THAT(pages[0], AllOf(HasSubstr(sheet.contests[i].zh),
                                HasSubstr(sheet.contests[i].en)));
    // The row as it is read: number, name, then the cells in order.
    std::string row = absl::StrCat(i + 1, " +", sheet.contests[i].zh);
    for (const Cell& cell : sheet.table.rows[i]) {
      absl::StrAppend(&row, " +", cell.text.zh);
    }
    EXPECT_THAT(pages[0], ContainsRegex(row));
  }
  for (const Fact& fact : sheet.fingerprints) {
    EXPECT_THAT(pages[0], HasSubstr(fact.value.zh));
  }
  for (const char* text :
       {"计票结果报告单", "Report of the count", "2020年3月19日", "第一会议厅",
        "2019年", "120", "张主持", "监票甲4", "已宣布", "Verified by 3 of 4",
        "÷ 收回票数（115）"}) {
    EXPECT_THAT(pages[0], HasSubstr(text));
  }
}

TEST(SheetPdfTest, RepeatsItsHeadOnEveryPage) {
  constexpr uint32_t kContests = 90;

  const std::vector<std::string> pages = PagesOf(Pdf({.contests = kContests}));

  ASSERT_THAT(pages, SizeIs(3));
  EXPECT_THAT(pages, Each(AllOf(HasSubstr("序号"), HasSubstr("满意率%"),
                                HasSubstr("计票结果报告单"))));
  EXPECT_THAT(pages[1], HasSubstr("第 2/3 页"));
  EXPECT_THAT(pages[2], HasSubstr("市第90局"));
}

TEST(SheetPdfTest, MarksARehearsalOnEveryPage) {
  EXPECT_THAT(
      PagesOf(Pdf({.contests = 90})),
      Each(AllOf(HasSubstr("演练，不是正式表决"), HasSubstr("REHEARSAL"))));
}

TEST(SheetPdfTest, DoesNotMarkAVote) {
  EXPECT_THAT(PagesOf(Pdf({.kind = SessionKind::kVote})),
              Each(AllOf(Not(HasSubstr("演练")), Not(HasSubstr("REHEARSAL")))));
}

TEST(SheetPdfTest, GivesManyScrutineersTheirLines) {
  const std::vector<std::string> pages = PagesOf(Pdf({.scrutineers = 63}));

  ASSERT_THAT(pages, SizeIs(::testing::Ge(2)));
  EXPECT_THAT(pages.back(), HasSubstr("监票甲63"));
}

TEST(SheetPdfTest, WithoutCountsSaysWhy) {
  const std::vector<std::string> pages = PagesOf(Pdf({.withheld = true}));

  ASSERT_THAT(pages, SizeIs(1));
  EXPECT_THAT(pages[0],
              AllOf(HasSubstr("未解密任何选票"), Not(HasSubstr("市第1局"))));
}

TEST(SheetPdfTest, IsTheSameBytesEveryTime) {
  const Sheet sheet = MakeSheet(SampleOutcome()).value();

  const std::string pdf = SheetPdf(sheet, Language::kBoth).value();

  EXPECT_TRUE(SheetPdf(sheet, Language::kBoth).value() == pdf);
  EXPECT_THAT(PdfInfo(pdf), AllOf(HasSubstr("2020-03-19T00:00:00Z"),
                                  Not(HasSubstr("ModDate"))));
}

}  // namespace
}  // namespace pingyi
