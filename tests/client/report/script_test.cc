#include "client/report/script.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/status_matchers.h"

// The scripts that scripts.json has, word for word. The page's implementation
// reproduces the same file (tests/web/result).
namespace pingyi {
namespace {

using nlohmann::json;
using testing::IsOk;

Name NameOf(const json& pair) {
  return {.zh = pair[0].get<std::string>(), .en = pair[1].get<std::string>()};
}

Denominator DenominatorOf(const std::string& name) {
  if (name == "entitled") {
    return Denominator::kEntitled;
  }
  if (name == "present") {
    return Denominator::kPresent;
  }
  return name == "returned" ? Denominator::kReturned : Denominator::kGraded;
}

Manifest ManifestOf(const json& from) {
  Manifest manifest = {.log_key = VerifyKey()};
  manifest.kind =
      from["kind"] == "vote" ? SessionKind::kVote : SessionKind::kRehearsal;
  manifest.title = NameOf(from["title"]);
  for (const json& contest : from["contests"]) {
    manifest.contests.push_back(NameOf(contest));
  }
  for (const json& level : from["levels"]) {
    manifest.levels.push_back({.name = NameOf(level), .weight = 0});
  }
  manifest.blank_allowed = from["blank_allowed"].get<bool>();
  manifest.counting.denominator =
      DenominatorOf(from["denominator"].get<std::string>());
  for (const json& grade : from["grades"]) {
    manifest.counting.grades.push_back(
        {.name = {.zh = grade["zh"].get<std::string>(),
                  .en = grade["en"].get<std::string>()},
         .levels = grade["levels"].get<uint32_t>(),
         .basis_points = grade["basis_points"].get<uint32_t>(),
         .strictly_more = grade["strictly_more"].get<bool>()});
  }
  return manifest;
}

SessionOutcome OutcomeOf(const json& from) {
  SessionOutcome outcome;
  outcome.manifest = ManifestOf(from);
  Report& report = outcome.report;
  report.entitled = from["entitled"].get<uint32_t>();
  report.checked_in = from["present"].get<uint32_t>();
  report.ballots = from["ballots"].get<uint32_t>();
  report.void_ballots.resize(from["void"].get<size_t>());
  if (!from["aborted"].is_null()) {
    report.abortion =
        Abortion{.leaf = 9, .reason = from["aborted"].get<std::string>()};
    return outcome;
  }
  const ResultEntry result = {
      .round = 0,
      .ballots = report.ballots,
      .withheld = from["withheld"].get<bool>(),
      .counts = from["counts"].get<std::vector<uint32_t>>()};
  const auto view =
      ViewResult(*outcome.manifest, result,
                 {.entitled = report.entitled, .present = report.checked_in});
  EXPECT_THAT(view, IsOk());
  outcome.view = *view;
  return outcome;
}

TEST(ScriptTest, SaysWordForWordWhatTheChairsPageSays) {
  std::ifstream file("tests/client/report/scripts.json");
  const json cases = json::parse(file)["cases"];
  ASSERT_GT(cases.size(), 5U);
  for (const json& each : cases) {
    SCOPED_TRACE(each["name"].get<std::string>());

    Sheet sheet;
    sheet.script = MakeScript(OutcomeOf(each));

    EXPECT_EQ(json(AnnouncementScript(sheet, Language::kChinese)), each["zh"]);
    EXPECT_EQ(json(AnnouncementScript(sheet, Language::kEnglish)), each["en"]);
  }
}

TEST(ScriptTest, InBothLanguagesIsChineseAndThenEnglish) {
  Sheet sheet;
  sheet.script = {{.zh = "一", .en = "one"}, {.zh = "二", .en = "two"}};

  EXPECT_THAT(AnnouncementScript(sheet, Language::kBoth),
              ::testing::ElementsAre("一", "二", "", "one", "two"));
}

}  // namespace
}  // namespace pingyi
