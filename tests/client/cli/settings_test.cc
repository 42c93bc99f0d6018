#include "client/cli/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "client/cli/problems.h"
#include "client/record/files.h"
#include "crypto/base/bytes.h"
#include "tests/client/cli/sample_session.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::testing::HasSubstr;
using testing::IsOk;
using testing::SomeOfficials;

SessionParts SomeParts() {
  return {.contests = {{.zh = "市教育局", .en = ""}},
          .officials = SomeOfficials(),
          .roster_size = 120};
}

// One field a line, so that the lines in messages can be told.
constexpr absl::string_view kSettings = R"(kind: KIND_VOTE
title_zh: "测评"
evaluated_year: 2019
meeting_date: "2020-03-19"
place: "会议厅"
levels { name_zh: "满意" weight: 100 }
levels { name_zh: "不满意" }
trustee_threshold: 2
issuer_threshold: 2
counting {
  denominator: DENOMINATOR_RETURNED
  grades { name_zh: "合格" levels: 1 percent: "66.67" }
}
)";

Manifest Read(absl::string_view text, Problems& problems) {
  return ReadSettings("s.txt", AsBytes(text), SomeParts(), problems);
}

// What is said about kSettings with `before` replaced.
std::string Complaint(absl::string_view before, absl::string_view after) {
  Problems problems;
  Read(absl::StrReplaceAll(kSettings, {{before, after}}), problems);
  return std::string(problems.ToStatus().message());
}

TEST(ReadSettingsTest, FillsWhatIsLeftOutWithTheDefaults) {
  Problems problems;
  const Manifest manifest = Read(kSettings, problems);

  EXPECT_TRUE(problems.empty()) << problems.ToStatus();
  EXPECT_EQ(manifest.kind, SessionKind::kVote);
  EXPECT_EQ(manifest.pack, 2U);
  EXPECT_EQ(manifest.mix_batch, 8U);
  EXPECT_EQ(manifest.min_voters, 10U);
  EXPECT_EQ(manifest.min_ballots, 10U);
  EXPECT_EQ(manifest.send_window_seconds, 10U);
  EXPECT_EQ(manifest.meeting_quorum, 61U);
  // Four witnesses of whom one may lie.
  EXPECT_EQ(manifest.witness_quorum, 3U);
  EXPECT_EQ(manifest.counting.grades[0].basis_points, 6667U);
}

TEST(ReadSettingsTest, ReadsTheSettingsOfTheDemonstration) {
  const auto bytes = ReadFile("deploy/demo/settings.textproto", 1 << 20);
  ASSERT_THAT(bytes, IsOk());
  Problems problems;

  const Manifest manifest =
      ReadSettings("settings.textproto", *bytes, SomeParts(), problems);

  EXPECT_TRUE(problems.empty()) << problems.ToStatus();
  EXPECT_EQ(manifest.levels.size(), 4U);
  EXPECT_EQ(manifest.counting.grades.size(), 3U);
}

TEST(ReadSettingsTest, SuggestsTheFieldThatWasMeant) {
  const std::string text = Complaint("title_zh", "titel_zh");
  EXPECT_THAT(text, HasSubstr("s.txt:2: "));
  EXPECT_THAT(text, HasSubstr("no field named \"titel_zh\""));
  EXPECT_THAT(text, HasSubstr("Did you mean title_zh?"));
}

TEST(ReadSettingsTest, FindsSeveralUnknownFieldsAtOnce) {
  const std::string text =
      Complaint("evaluated_year: 2019", "yaer: 2019\nlevls { }\nkindd: 3");
  EXPECT_THAT(text, HasSubstr("s.txt:3: "));
  EXPECT_THAT(text, HasSubstr("s.txt:4: "));
  EXPECT_THAT(text, HasSubstr("s.txt:5: "));
}

TEST(ReadSettingsTest, ListsTheValuesThatMayStandThere) {
  EXPECT_THAT(Complaint("KIND_VOTE", "VOTE"),
              HasSubstr("Write KIND_VOTE or KIND_REHEARSAL."));
  EXPECT_THAT(Complaint("DENOMINATOR_RETURNED", "RETURNED"),
              HasSubstr("s.txt:11: Unknown enumeration value"));
}

TEST(ReadSettingsTest, SaysWhatIsMissing) {
  EXPECT_THAT(Complaint("kind: KIND_VOTE", ""), HasSubstr("kind is missing"));
  EXPECT_THAT(Complaint("place: \"会议厅\"", ""),
              HasSubstr("place is missing; write place: \"...\""));
  EXPECT_THAT(Complaint("denominator: DENOMINATOR_RETURNED", ""),
              HasSubstr("counting: denominator is missing"));
  EXPECT_THAT(Complaint("levels { name_zh: \"不满意\" }", ""),
              HasSubstr("levels: there are 1; write 2 to 10"));
}

TEST(ReadSettingsTest, NamesTheLineOfEachWrongValue) {
  EXPECT_THAT(Complaint("2020-03-19", "2020-02-30"),
              HasSubstr("s.txt:4: meeting_date is \"2020-02-30\"; write"));
  EXPECT_THAT(Complaint("evaluated_year: 2019", "evaluated_year: 19"),
              HasSubstr("s.txt:3: evaluated_year is 19; write 1900 to 9999"));
  EXPECT_THAT(Complaint("weight: 100", "weight: 1001"),
              HasSubstr("s.txt:6: weight is 1001; write 0 to 1000"));
  EXPECT_THAT(Complaint("\"不满意\"", "\"满意\""),
              HasSubstr("s.txt:7: name_zh \"满意\" is the name of two levels"));
  EXPECT_THAT(Complaint("66.67", "66.667"),
              HasSubstr("s.txt:12: percent is \"66.667\"; write 0 to 100"));
  EXPECT_THAT(Complaint("levels: 1 ", "levels: 3 "),
              HasSubstr("s.txt:12: levels is 3; write 1 to 2"));
}

TEST(ReadSettingsTest, ChecksThresholdsAgainstTheOfficials) {
  EXPECT_THAT(Complaint("trustee_threshold: 2", "trustee_threshold: 3"),
              HasSubstr("s.txt:8: trustee_threshold is 3, but there are 3 "
                        "officials with the role trustee; write 1 to 2"));
  EXPECT_THAT(Complaint("issuer_threshold: 2", "issuer_threshold: 0"),
              HasSubstr("s.txt:9: issuer_threshold is 0"));
  EXPECT_THAT(Complaint("kind:", "witness_quorum: 2 kind:"),
              HasSubstr("s.txt:1: witness_quorum is 2; with 4 witnesses write "
                        "3 to 4"));
}

TEST(ReadSettingsTest, SaysWhatACommitteeWithoutMembersNeeds) {
  SessionParts parts = SomeParts();
  parts.officials.resize(1);
  Problems problems;
  ReadSettings("s.txt", AsBytes(kSettings), parts, problems);

  EXPECT_THAT(std::string(problems.ToStatus().message()),
              HasSubstr("no official is a trustee; give --official files"));
}

TEST(ReadSettingsTest, ChecksNumbersAgainstTheirBounds) {
  for (const char* field :
       {"pack: 5", "mix_batch: 0", "min_voters: 1", "min_ballots: 1",
        "send_window_seconds: 601", "meeting_quorum: 121"}) {
    const std::string name(field, std::string(field).find(':'));
    EXPECT_THAT(Complaint("kind:", absl::StrCat(field, " kind:")),
                HasSubstr(absl::StrCat("s.txt:1: ", name, " is ")));
  }
}

TEST(ReadSettingsTest, ChecksPackAgainstTheRoster) {
  SessionParts parts = SomeParts();
  parts.roster_size = 501;
  Problems problems;
  ReadSettings("s.txt", AsBytes(absl::StrCat(kSettings, "pack: 3\n")), parts,
               problems);

  EXPECT_THAT(std::string(problems.ToStatus().message()),
              HasSubstr("pack is 3, which is for at most 500 deputies"));
}

TEST(ReadSettingsTest, ReadsTheVoteThatIsRepeated) {
  Problems problems;
  const std::string hex(64, 'a');
  const Manifest manifest =
      Read(absl::StrCat(kSettings, "repeats: \"", hex, "\""), problems);

  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(ToHex(manifest.repeats_session_id), hex);
  EXPECT_THAT(Complaint("kind:", "repeats: \"ab\" kind:"),
              HasSubstr("s.txt:1: repeats is no fingerprint"));
}

TEST(ReadSettingsTest, RefusesNamesThatCannotBeShown) {
  EXPECT_THAT(Complaint("测评", "测\\u202e评"), HasSubstr("s.txt:2: title_zh"));
  EXPECT_THAT(Complaint("测评", std::string(401, 'a')),
              HasSubstr("s.txt:2: title_zh is longer than 400 bytes"));
}

TEST(ReadSettingsTest, RefusesWhatIsNoText) {
  Problems problems;
  Read("\xff\xff", problems);
  EXPECT_THAT(std::string(problems.ToStatus().message()),
              HasSubstr("s.txt: is neither UTF-8"));
}

TEST(ParsePercentTest, ReadsUpToTwoDecimals) {
  EXPECT_EQ(ParsePercent("80"), 8000U);
  EXPECT_EQ(ParsePercent("66.7"), 6670U);
  EXPECT_EQ(ParsePercent("66.67"), 6667U);
  EXPECT_EQ(ParsePercent("100.00"), 10'000U);
  EXPECT_EQ(ParsePercent("0"), 0U);
}

TEST(ParsePercentTest, RefusesEverythingElse) {
  for (const char* text : {"", ".5", "5.", "66.667", "100.01", "101", "-1",
                           "50%", "1e1", "0100", " 5", "五"}) {
    EXPECT_EQ(ParsePercent(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace pingyi
