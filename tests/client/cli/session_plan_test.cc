#include "client/cli/session_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "client/cli/server_place.h"
#include "client/cpp/official_file.h"
#include "client/record/files.h"
#include "crypto/base/bytes.h"
#include "tests/client/cli/sample_session.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::testing::ElementsAre;
using testing::FailsWith;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::SomeOfficial;
using testing::SomeOfficials;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

std::string Write(const std::string& name, absl::string_view text) {
  const std::string path = ::testing::TempDir() + "/plan_" + name;
  EXPECT_THAT(WriteFile(path, AsBytes(text)), IsOk());
  return path;
}

SessionSources DemoSources() {
  SessionSources sources = {.settings = "deploy/demo/settings.textproto",
                            .departments = "deploy/demo/departments.csv",
                            .roster = "deploy/demo/roster.csv",
                            .officials = {}};
  int number = 0;
  for (const Official& official : SomeOfficials()) {
    sources.officials.push_back(Write(std::to_string(number++) + ".official",
                                      FormatOfficialFile(official)));
  }
  return sources;
}

std::string Complaint(const std::vector<Official>& officials) {
  Problems problems;
  CheckOfficials(officials, problems);
  return std::string(problems.ToStatus().message());
}

TEST(ReadSessionPlanTest, ReadsTheDemonstration) {
  const auto plan = ReadSessionPlan(DemoSources());

  ASSERT_THAT(plan, IsOk());
  EXPECT_EQ(plan->manifest.contests.size(), 27U);
  EXPECT_EQ(plan->manifest.officials.size(), 5U);
  EXPECT_EQ(plan->manifest.roster_size, 120U);
  EXPECT_EQ(plan->deputies.size(), 120U);
}

TEST(ReadSessionPlanTest, ReportsTheMistakesOfAllFilesAtOnce) {
  SessionSources sources = DemoSources();
  sources.roster = Write("roster.csv", "number,name\n1,甲\n1,甲\n");
  sources.departments = Write("departments.csv", "name\n教育局\n教育局\n");
  sources.settings = Write("settings.txt", "kind: KIND_VOTE\n");

  const auto plan = ReadSessionPlan(sources);

  EXPECT_THAT(plan, FailsWith(kInvalid, "plan_roster.csv:3: repeats line 2"));
  EXPECT_THAT(plan, FailsWith(kInvalid, "plan_departments.csv:3: \"教育局\""));
  EXPECT_THAT(plan, FailsWith(kInvalid, "plan_settings.txt: place is missing"));
}

TEST(ReadSessionPlanTest, NamesFilesThatAreMissingOrEmpty) {
  SessionSources sources = DemoSources();
  sources.roster = "no/such/roster.csv";
  sources.departments = Write("empty.csv", "");
  sources.officials.emplace_back("no/such.official");

  const auto plan = ReadSessionPlan(sources);

  EXPECT_THAT(plan, FailsWith(kInvalid, "no/such/roster.csv: cannot open"));
  EXPECT_THAT(plan, FailsWith(kInvalid, "plan_empty.csv: is empty"));
  EXPECT_THAT(plan, FailsWith(kInvalid, "no/such.official: cannot open"));
}

TEST(ReadSessionPlanTest, NamesTheLineOfAnOfficialsFileThatIsWrong) {
  SessionSources sources = DemoSources();
  sources.officials.push_back(
      Write("bad.official", "name: \"王\"\nrole: CHAIR\n"));

  EXPECT_THAT(ReadSessionPlan(sources),
              FailsWith(kInvalid, "plan_bad.official:2:"));
}

TEST(CheckOfficialsTest, SaysWhoIsMissing) {
  const std::string text = Complaint({});
  EXPECT_THAT(text, HasSubstr("there is no chair; give --official"));
  EXPECT_THAT(text, HasSubstr("there is no scrutineer"));
  EXPECT_THAT(text, HasSubstr("no witness who is neither trustee nor issuer"));
  EXPECT_EQ(Complaint(SomeOfficials()), "");
}

TEST(CheckOfficialsTest, RefusesTwoChairsAndAFileGivenTwice) {
  std::vector<Official> officials = SomeOfficials();
  officials.push_back(SomeOfficial("副主持人", {Role::kChair}));
  EXPECT_THAT(Complaint(officials), HasSubstr("there are 2 chairs"));

  officials = SomeOfficials();
  officials.push_back(officials[1]);
  EXPECT_THAT(Complaint(officials),
              HasSubstr("监票人甲 and 监票人甲 have the same key"));
}

TEST(PlaceServerTest, NamesTheListeningHostFirst) {
  const auto place = PlaceServer("192.168.1.10:7443", {"hall.local"}, false);

  ASSERT_THAT(place, IsOk());
  EXPECT_THAT(place->hosts, ElementsAre("192.168.1.10", "hall.local"));
  EXPECT_THAT(place->addresses,
              ElementsAre("192.168.1.10:7443", "hall.local:7443"));
}

TEST(PlaceServerTest, WritesAddressesOfVersionSixInBrackets) {
  const auto place = PlaceServer("[::]:7443", {"fd00::1"}, false);

  ASSERT_THAT(place, IsOk());
  EXPECT_THAT(place->addresses, ElementsAre("[fd00::1]:7443"));
}

TEST(PlaceServerTest, WantsAHostWhereItListensEverywhere) {
  EXPECT_THAT(PlaceServer("0.0.0.0:7443", {}, false),
              FailsWith(kInvalid, "say with --host"));
}

TEST(PlaceServerTest, AllowsPlainTextOnThisMachineOnly) {
  EXPECT_THAT(PlaceServer("127.0.0.1:7443", {}, true), IsOk());
  EXPECT_THAT(PlaceServer("192.168.1.10:7443", {}, true),
              FailsWith(kInvalid, "everybody could read along"));
}

TEST(PlaceGatewayTest, IsFoundUnderItsOwnAddressAndTheNames) {
  auto place = PlaceServer("127.0.0.1:7443", {"hall.local", "10.0.0.9"}, false);
  ASSERT_THAT(place, IsOk());
  ASSERT_THAT(PlaceGateway("192.168.1.10:443", ".", *place), IsOk());

  EXPECT_THAT(place->pages, ElementsAre("https://192.168.1.10:443",
                                        "https://hall.local:443"));
  EXPECT_THAT(place->hosts, ::testing::Contains("192.168.1.10"));
  EXPECT_THAT(place->addresses,
              ::testing::Not(::testing::Contains("192.168.1.10:7443")));
}

TEST(PlaceGatewayTest, IsPlainTextWhereTheServerIs) {
  auto place = PlaceServer("127.0.0.1:7443", {}, true);
  ASSERT_THAT(place, IsOk());

  EXPECT_THAT(PlaceGateway("192.168.1.10:443", "", *place),
              FailsWith(absl::StatusCode::kInvalidArgument, "--gateway"));
  ASSERT_THAT(PlaceGateway("127.0.0.1:7444", "", *place), IsOk());
  EXPECT_THAT(place->pages, ElementsAre("http://127.0.0.1:7444"));
}

TEST(PlaceGatewayTest, WantsAFolderOfPagesThatIsThere) {
  auto place = PlaceServer("127.0.0.1:7443", {}, false);
  ASSERT_THAT(place, IsOk());

  EXPECT_THAT(PlaceGateway("127.0.0.1:7444", "/nonexistent", *place),
              FailsWith(absl::StatusCode::kNotFound, "--web"));
}

TEST(PlaceServerTest, SaysHowToWriteAnAddress) {
  for (const char* text : {"hall", ":7443", "hall:", "hall:0", "hall:70000"}) {
    EXPECT_THAT(PlaceServer(text, {}, false),
                FailsWith(kInvalid, "write HOST:PORT"));
  }
}

}  // namespace
}  // namespace pingyi
