#include "client/report/sheet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_join.h"
#include "client/report/script.h"
#include "tests/client/report/sample_outcome.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::testing::AllOf;
using testing::AllViews;
using ::testing::ElementsAre;
using testing::FailsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::SampleOutcome;

std::vector<std::string> Values(const std::vector<Fact>& facts) {
  std::vector<std::string> values;
  for (const Fact& fact : facts) {
    values.push_back(fact.label.zh + fact.value.zh);
  }
  return values;
}

std::vector<std::string> ColumnsOf(const Sheet& sheet) {
  std::vector<std::string> columns;
  for (const Name& column : sheet.table.columns) {
    columns.push_back(column.zh);
  }
  return columns;
}

TEST(SheetTest, ReconcilesEntitledPresentIssuedReturned) {
  const Sheet sheet = MakeSheet(SampleOutcome()).value();

  EXPECT_THAT(Values(sheet.numbers),
              ElementsAre("应到120", "实到117", "发出117", "收回115", "未交2"));
  EXPECT_THAT(Values(sheet.facts),
              ElementsAre("会议日期2020年3月19日", "会议地点第一会议厅",
                          "评议年度2019年"));
}

TEST(SheetTest, ShowsNoViewThatTheRulesDoNotAskFor) {
  const Sheet sheet = MakeSheet(SampleOutcome()).value();

  EXPECT_THAT(ColumnsOf(sheet), ElementsAre("满意", "较满意", "基本满意",
                                            "不满意", "合计", "满意率%"));
}

TEST(SheetTest, ShowsEveryViewWithItsFormulaAndDivisor) {
  const Sheet sheet =
      MakeSheet(SampleOutcome({.counting = AllViews(), .blank_allowed = true}))
          .value();

  EXPECT_THAT(ColumnsOf(sheet),
              ElementsAre("满意", "较满意", "基本满意", "不满意", "弃权",
                          "合计", "分母", "满意率%", "得分", "等次", "名次"));
  std::vector<std::string> cells;
  for (const Cell& cell : sheet.table.rows[0]) {
    cells.push_back(cell.text.zh);
  }
  // 60 / 113; (60 * 100 + 20 * 80 + 4 * 60) / 113.
  EXPECT_THAT(cells, ElementsAre("60", "20", "4", "29", "2", "115", "113",
                                 "53.10", "69.38", "合格", "27"));
  ASSERT_EQ(sheet.table.formulas.size(), 4U);
  EXPECT_THAT(sheet.table.formulas[2].en,
              AllOf(HasSubstr("above 80.00 %"), HasSubstr("at least 0.00 %")));
}

TEST(SheetTest, SaysByWhichNumberARateIsDivided) {
  CountingRules rules;
  rules.denominator = Denominator::kPresent;

  const Sheet sheet = MakeSheet(SampleOutcome({.counting = rules})).value();

  EXPECT_THAT(sheet.table.formulas[0].zh, HasSubstr("÷ 实到人数（117）"));
}

TEST(SheetTest, WithoutCountsSaysWhy) {
  const Sheet sheet = MakeSheet(SampleOutcome({.withheld = true})).value();

  EXPECT_FALSE(sheet.has_counts());
  ASSERT_EQ(sheet.notices.size(), 1U);
  EXPECT_THAT(sheet.notices[0].zh, HasSubstr("未解密任何选票"));
}

TEST(SheetTest, OfASessionGivenUpGivesTheReason) {
  SessionOutcome outcome = SampleOutcome();
  outcome.view.reset();
  outcome.report.result.reset();
  outcome.report.phase = Phase::kAborted;
  outcome.report.abortion = Abortion{.leaf = 9, .reason = "停电"};

  const Sheet sheet = MakeSheet(outcome).value();

  EXPECT_FALSE(sheet.has_counts());
  ASSERT_EQ(sheet.notices.size(), 1U);
  EXPECT_THAT(sheet.notices[0].zh, HasSubstr("停电"));
  EXPECT_EQ(sheet.state.value.en, "aborted, no result");
  EXPECT_THAT(sheet.attested, IsEmpty());
}

TEST(SheetTest, RefusesASessionWithoutAResult) {
  SessionOutcome outcome = SampleOutcome();
  outcome.view.reset();

  EXPECT_THAT(
      MakeSheet(outcome).status(),
      FailsWith(absl::StatusCode::kFailedPrecondition, "no result yet"));
}

TEST(SheetTest, NamesWhoSignsAndWhoHasVerified) {
  const Sheet sheet = MakeSheet(SampleOutcome()).value();

  ASSERT_EQ(sheet.signatures.size(), 5U);
  EXPECT_EQ(sheet.signatures[0].name, "张主持");
  EXPECT_EQ(sheet.signatures[3].in_log.en, "verified in the log");
  EXPECT_EQ(sheet.signatures[4].name, "监票甲4");
  EXPECT_EQ(sheet.signatures[4].in_log.en, "not verified in the log");
  EXPECT_THAT(sheet.attested[0].en, HasSubstr("Verified by 3 of 4"));
}

TEST(SheetTest, PrintsObjections) {
  SessionOutcome outcome = SampleOutcome();
  ObjectionEntry objection;
  objection.official = 2;
  objection.text = "第三行有疑问";
  outcome.report.objections.push_back(objection);

  const Sheet sheet = MakeSheet(outcome).value();

  ASSERT_EQ(sheet.attested.size(), 2U);
  EXPECT_THAT(sheet.attested[1].zh,
              AllOf(HasSubstr("监票甲1"), HasSubstr("第三行有疑问")));
}

TEST(SheetTest, HasTheScriptWithItsNumbers) {
  const Sheet sheet = MakeSheet(SampleOutcome()).value();

  const std::string script =
      absl::StrJoin(AnnouncementScript(sheet, Language::kBoth), "\n");

  EXPECT_THAT(script, HasSubstr("应到代表 120 名，实到 117 名"));
  EXPECT_THAT(script, HasSubstr("27. 市第27局：满意 86 票，较满意 20 票"));
  EXPECT_THAT(script, HasSubstr("1. Municipal Bureau Number 1: Satisfied 60"));
  EXPECT_THAT(script, HasSubstr("演练"));
}

}  // namespace
}  // namespace pingyi
