#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "crypto/audit/result_view.h"
#include "tests/support/status_matchers.h"

// The views that result_views.json has, computed apart by exact fractions. The
// browser's implementation reproduces the same file (tests/web/result).
namespace pingyi {
namespace {

using nlohmann::json;

Denominator DenominatorOf(const std::string& name) {
  if (name == "entitled") {
    return Denominator::kEntitled;
  }
  if (name == "present") {
    return Denominator::kPresent;
  }
  return name == "returned" ? Denominator::kReturned : Denominator::kGraded;
}

Manifest ManifestOf(const json& rules, size_t contests) {
  Manifest manifest = {.log_key = VerifyKey()};
  manifest.contests.resize(contests, {.zh = "部门", .en = ""});
  for (const json& weight : rules["weights"]) {
    manifest.levels.push_back(
        {.name = {.zh = "等级", .en = ""}, .weight = weight.get<uint32_t>()});
  }
  manifest.blank_allowed = rules["blank_allowed"].get<bool>();
  manifest.counting.denominator =
      DenominatorOf(rules["denominator"].get<std::string>());
  for (const json& grade : rules["grades"]) {
    manifest.counting.grades.push_back(
        {.name = {.zh = "等次", .en = ""},
         .levels = grade["levels"].get<uint32_t>(),
         .basis_points = grade["basis_points"].get<uint32_t>(),
         .strictly_more = grade["strictly_more"].get<bool>()});
  }
  manifest.counting.score = rules["score"].get<bool>();
  manifest.counting.ranking = rules["ranking"].get<bool>();
  return manifest;
}

json Shown(const ContestView& contest) {
  json shown = {{"blanks", contest.blanks},
                {"denominator", contest.denominator},
                {"score", nullptr},
                {"grade", nullptr},
                {"place", nullptr}};
  for (const Fraction& rate : contest.rates) {
    shown["rates_percent"].push_back(FormatPercent(rate));
  }
  if (contest.score.has_value()) {
    shown["score"] = FormatScore(*contest.score);
  }
  if (contest.grade.has_value()) {
    shown["grade"] = *contest.grade;
  }
  if (contest.place.has_value()) {
    shown["place"] = *contest.place;
  }
  return shown;
}

TEST(ResultViewsTest, AreWhatExactFractionsSay) {
  std::ifstream file("tests/crypto/audit/result_views.json");
  const json cases = json::parse(file)["cases"];
  ASSERT_GE(cases.size(), 40U);
  for (const json& each : cases) {
    SCOPED_TRACE(each["name"].get<std::string>());
    const ResultEntry result = {
        .round = 0,
        .ballots = each["ballots"].get<uint32_t>(),
        .withheld = false,
        .counts = each["counts"].get<std::vector<uint32_t>>()};

    const auto view =
        ViewResult(ManifestOf(each["rules"], each["view"].size()), result,
                   {.entitled = each["entitled"].get<uint32_t>(),
                    .present = each["present"].get<uint32_t>()});

    ASSERT_THAT(view, testing::IsOk());
    json shown = json::array();
    for (const ContestView& contest : view->contests) {
      shown.push_back(Shown(contest));
    }
    EXPECT_EQ(shown, each["view"]);
  }
}

}  // namespace
}  // namespace pingyi
