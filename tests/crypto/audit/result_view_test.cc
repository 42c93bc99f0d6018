#include "crypto/audit/result_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::testing::ElementsAre;
using testing::FailsWith;

Manifest ThreeLevels(size_t contests) {
  Manifest manifest = {.log_key = VerifyKey()};
  manifest.contests.resize(contests, {.zh = "部门", .en = ""});
  manifest.levels = {{.name = {.zh = "满意", .en = ""}, .weight = 100},
                     {.name = {.zh = "基本满意", .en = ""}, .weight = 60},
                     {.name = {.zh = "不满意", .en = ""}, .weight = 0}};
  manifest.counting.score = true;
  manifest.counting.ranking = true;
  return manifest;
}

// The published result of a real meeting: eight items, 29 present.
ResultEntry PublishedResult() {
  std::ifstream file("tests/crypto/audit/fixture_zhenhai_2021.csv");
  ResultEntry result = {
      .round = 0, .ballots = 29, .withheld = false, .counts = {}};
  std::string line;
  while (std::getline(file, line)) {
    const std::vector<std::string> cells = absl::StrSplit(line, ',');
    if (cells.size() != 6 || cells[0] == "no") {
      continue;
    }
    for (size_t i = 2; i < 5; ++i) {
      uint32_t count = 0;
      EXPECT_TRUE(absl::SimpleAtoi(cells[i], &count)) << line;
      result.counts.push_back(count);
    }
  }
  EXPECT_EQ(result.counts.size(), 24U);
  return result;
}

const Attendance kHall = {.entitled = 33, .present = 29};

TEST(ResultViewTest, ShowsAPublishedResultAsItWasPublished) {
  const auto view = ViewResult(ThreeLevels(8), PublishedResult(), kHall);

  ASSERT_THAT(view, testing::IsOk());
  EXPECT_EQ(view->ballots, 29U);
  EXPECT_EQ(FormatPercent(view->contests[0].rates[0]), "96.55");   // 28 of 29
  EXPECT_EQ(FormatPercent(view->contests[1].rates[0]), "68.97");   // 20
  EXPECT_EQ(FormatPercent(view->contests[1].rates[1]), "27.59");   // 8
  EXPECT_EQ(FormatPercent(view->contests[1].rates[2]), "3.45");    // 1
  EXPECT_EQ(FormatPercent(view->contests[3].rates[0]), "100.00");  // 29
  EXPECT_EQ(FormatPercent(view->contests[3].rates[2]), "0.00");
  EXPECT_EQ(FormatScore(*view->contests[1].score), "85.52");  // 2480 / 29
  EXPECT_EQ(FormatScore(*view->contests[3].score), "100.00");
}

TEST(ResultViewTest, TiesShareAPlace) {
  const auto view = ViewResult(ThreeLevels(8), PublishedResult(), kHall);

  std::vector<uint32_t> places;
  for (const ContestView& contest : view->contests) {
    places.push_back(*contest.place);
  }
  EXPECT_THAT(places, ElementsAre(2, 6, 4, 1, 7, 4, 7, 2));
}

TEST(ResultViewTest, RanksByTheFirstLevelWhereThereIsNoScore) {
  Manifest manifest = ThreeLevels(3);
  manifest.counting.score = false;
  const ResultEntry result = {.round = 0,
                              .ballots = 10,
                              .withheld = false,
                              .counts = {5, 5, 0, 6, 0, 4, 5, 0, 5}};

  const auto view = ViewResult(manifest, result, kHall);

  EXPECT_EQ(view->contests[0].score, std::nullopt);
  EXPECT_EQ(view->contests[0].place, 2U);
  EXPECT_EQ(view->contests[1].place, 1U);
  EXPECT_EQ(view->contests[2].place, 2U);
}

TEST(ResultViewTest, RanksNothingUnlessTheRulesSaySo) {
  Manifest manifest = ThreeLevels(8);
  manifest.counting.ranking = false;

  EXPECT_EQ(ViewResult(manifest, PublishedResult(), kHall)->contests[0].place,
            std::nullopt);
}

TEST(ResultViewTest, DividesByWhatTheRulesSay) {
  Manifest manifest = ThreeLevels(1);
  manifest.blank_allowed = true;
  const ResultEntry result = {
      .round = 0, .ballots = 20, .withheld = false, .counts = {10, 4, 2, 4}};
  const auto rate = [&](Denominator denominator) {
    manifest.counting.denominator = denominator;
    const auto view = ViewResult(manifest, result, kHall);
    return FormatPercent(view->contests[0].rates[0]);
  };

  EXPECT_EQ(rate(Denominator::kEntitled), "30.30");  // of 33
  EXPECT_EQ(rate(Denominator::kPresent), "34.48");   // of 29
  EXPECT_EQ(rate(Denominator::kReturned), "50.00");  // of 20
  EXPECT_EQ(rate(Denominator::kGraded), "62.50");    // of 16
  EXPECT_EQ(ViewResult(manifest, result, kHall)->contests[0].blanks, 4U);
}

TEST(ResultViewTest, MoreThanHalfIsStrict) {
  Manifest manifest = ThreeLevels(1);
  manifest.counting.grades = {{.name = {.zh = "满意", .en = ""},
                               .levels = 1,
                               .basis_points = 5000,
                               .strictly_more = true},
                              {.name = {.zh = "基本满意", .en = ""},
                               .levels = 2,
                               .basis_points = 5000,
                               .strictly_more = false}};
  const auto grade = [&](std::vector<uint32_t> counts) {
    const ResultEntry result = {.round = 0,
                                .ballots = 20,
                                .withheld = false,
                                .counts = std::move(counts)};
    return ViewResult(manifest, result, kHall)->contests[0].grade;
  };

  EXPECT_EQ(grade({11, 9, 0}), 0U);
  EXPECT_EQ(grade({10, 0, 10}), 1U);  // Half is not more than half.
  EXPECT_EQ(grade({5, 5, 10}), 1U);
  EXPECT_EQ(grade({9, 0, 11}), std::nullopt);
}

TEST(ResultViewTest, ACompletelyBlankContestHasNoRateNoScoreAndNoPlace) {
  Manifest manifest = ThreeLevels(2);
  manifest.blank_allowed = true;
  manifest.counting.denominator = Denominator::kGraded;
  manifest.counting.grades = {{.name = {.zh = "满意", .en = ""},
                               .levels = 1,
                               .basis_points = 0,
                               .strictly_more = false}};
  const ResultEntry result = {.round = 0,
                              .ballots = 3,
                              .withheld = false,
                              .counts = {0, 0, 0, 3, 1, 1, 1, 0}};

  const auto view = ViewResult(manifest, result, kHall);

  EXPECT_EQ(FormatPercent(view->contests[0].rates[0]), "-");
  EXPECT_EQ(FormatScore(*view->contests[0].score), "-");
  EXPECT_EQ(view->contests[0].place, std::nullopt);
  EXPECT_EQ(view->contests[0].grade, std::nullopt);
  EXPECT_EQ(view->contests[1].place, 1U);
}

TEST(ResultViewTest, AWithheldResultHasNoContests) {
  const auto view = ViewResult(
      ThreeLevels(2),
      {.round = 0, .ballots = 3, .withheld = true, .counts = {}}, kHall);

  ASSERT_THAT(view, testing::IsOk());
  EXPECT_TRUE(view->withheld);
  EXPECT_TRUE(view->contests.empty());
}

TEST(ResultViewTest, RefusesCountsThatDoNotFitOrAddUp) {
  EXPECT_THAT(
      ViewResult(ThreeLevels(1),
                 {.round = 0, .ballots = 3, .withheld = false, .counts = {3}},
                 kHall),
      FailsWith(absl::StatusCode::kInvalidArgument, "want 3 counts"));
  EXPECT_THAT(
      ViewResult(
          ThreeLevels(1),
          {.round = 0, .ballots = 3, .withheld = false, .counts = {1, 1, 0}},
          kHall),
      FailsWith(absl::StatusCode::kInvalidArgument, "add up to 2"));
}

TEST(FractionTest, RoundsHalfUpOnce) {
  EXPECT_EQ(FormatPercent({.numerator = 1, .denominator = 800}), "0.13");
  EXPECT_EQ(FormatPercent({.numerator = 1, .denominator = 3}), "33.33");
  EXPECT_EQ(FormatPercent({.numerator = 2, .denominator = 3}), "66.67");
  EXPECT_EQ(FormatScore({.numerator = 1, .denominator = 200}), "0.01");
  EXPECT_EQ(FormatScore({.numerator = 99, .denominator = 20'000}), "0.00");
}

TEST(FractionTest, ComparesValuesEvenWhereProductsAreLarge) {
  EXPECT_EQ((Fraction{.numerator = 1, .denominator = 2}),
            (Fraction{.numerator = 2, .denominator = 4}));
  EXPECT_LT((Fraction{.numerator = 1, .denominator = 3}),
            (Fraction{.numerator = 1, .denominator = 2}));
  constexpr uint64_t kLarge = uint64_t{1} << 63;
  EXPECT_GT((Fraction{.numerator = kLarge, .denominator = kLarge - 1}),
            (Fraction{.numerator = kLarge - 1, .denominator = kLarge}));
}

}  // namespace
}  // namespace pingyi
