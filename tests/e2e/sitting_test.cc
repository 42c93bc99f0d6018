// Whole sittings with the real programs, as people hold them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "crypto/base/bytes.h"
#include "crypto/base/hash.h"
#include "tests/e2e/hall.h"
#include "tests/e2e/tablets.h"

namespace pingyi::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string ReadText(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

void WriteText(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

// All bytes of the server's folder of data.
std::string DataOf(const Hall& hall) {
  std::string bytes;
  for (const auto& file : std::filesystem::recursive_directory_iterator(
           hall.session() + "/server/data")) {
    if (file.is_regular_file()) {
      bytes += ReadText(file.path());
    }
  }
  return bytes;
}

TEST(SittingTest, VerifiesAndItsCountsAreWhatWasChosen) {
  Hall hall({});

  const std::string record = hall.HoldSitting(10);

  const Outcome verified = hall.Verify(record);
  EXPECT_EQ(verified.exit_code, 0) << verified.output;
  const Outcome compared =
      hall.Pingyi({"result", record, "--compare", hall.Path("choices.csv")});
  EXPECT_EQ(compared.exit_code, 0) << compared.output;
  std::string other = hall.fingerprint();
  other[0] = other[0] == '0' ? '1' : '0';
  const Outcome forged = hall.Pingyi({"verify", record, "--manifest", other});
  EXPECT_EQ(forged.exit_code, 1);
  EXPECT_THAT(forged.output, HasSubstr("FAIL"));
  const Outcome alone = hall.Pingyi({"verify", record});
  EXPECT_EQ(alone.exit_code, 1);
  EXPECT_THAT(alone.output, HasSubstr("NOT CHECKED"));
}

TEST(SittingTest, LeavesNothingThatLinksADeputyToABallot) {
  Hall hall({.mix_batch = 4});
  hall.HoldSitting(10);
  EXPECT_TRUE(hall.server().WaitForOutput("order of arrival erased"))
      << hall.server().Output();

  // A line for every event, none about a deputy, an address or a ballot.
  const std::string log = ReadText(hall.Path("server.log"));
  EXPECT_THAT(log, HasSubstr("{"));
  EXPECT_THAT(log, AllOf(Not(HasSubstr("ipv4")), Not(HasSubstr("deputy")),
                         Not(HasSubstr("peer"))));
  Tablets tablets(hall);
  for (const Entry& entry : tablets.Log()) {
    if (const auto* ballot = std::get_if<BallotEntry>(&entry)) {
      const Digest hash = Sha256(ballot->ballot);
      EXPECT_THAT(log, Not(HasSubstr(ToHex(hash).substr(0, 8))));
      // The pending set and the spent tokens are gone from the disk, with the
      // traces of their order: a ballot's hash stands in them alone.
      EXPECT_EQ(DataOf(hall).find(std::string(AsText(hash))),
                std::string::npos);
    }
  }
}

TEST(SittingTest, CommitteesMayBeDifferentPeople) {
  Hall hall({.officials = {{"A", "scrutineer,trustee,witness"},
                           {"B", "trustee,witness"},
                           {"C", "trustee,witness"},
                           {"D", "issuer,witness"},
                           {"E", "issuer,witness"},
                           {"F", "scrutineer,issuer,witness"},
                           {"W", "scrutineer,witness"}}});

  const Outcome verified = hall.Verify(hall.HoldSitting(6));

  EXPECT_EQ(verified.exit_code, 0) << verified.output;
}

TEST(SittingTest, ARealVoteIsCastFromThePrintedSlipsAlone) {
  Hall hall({.rehearsal = false});
  const std::vector<std::string> codes = PrintedCodes(hall.Path("slips.html"));
  ASSERT_EQ(codes.size(), 12U);

  hall.MustPingyi({"slips", "{D}", "--erase"});
  EXPECT_FALSE(std::filesystem::exists(hall.session() + "/private/slips.bin"));
  const Outcome again =
      hall.Pingyi({"slips", "{D}", "--html", hall.Path("again.html")});
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_THAT(again.output, HasSubstr("erased"));
  hall.StartAll();
  hall.MustChair("check-in");
  WriteText(hall.Path("codes.csv"), absl::StrCat("number,code\n1,", codes[0]));
  const std::unique_ptr<Process> simulated = hall.Simulate({});
  EXPECT_EQ(simulated->Wait(), 1);
  EXPECT_THAT(simulated->Output(), HasSubstr("real vote"));

  std::vector<std::unique_ptr<Process>> deputies;
  for (size_t i = 0; i < 3; ++i) {
    const std::string slip = hall.Path(absl::StrCat("slip", i));
    WriteText(slip, codes[i] + "\n");
    deputies.push_back(hall.Start(
        absl::StrCat("vote", i),
        {"vote", "--session", "{P}", "--slip-file", slip, "--choices", "1,2,4",
         "--state", hall.Path(absl::StrCat("state", i))}));
  }
  hall.MustPingyi({"watch", "--session", "{P}", "--checked-in", "3"});
  for (const auto& deputy : deputies) {
    EXPECT_TRUE(deputy->WaitForOutput("Checked in")) << deputy->Output();
  }
  hall.MustChair("open");
  for (const auto& deputy : deputies) {
    EXPECT_TRUE(deputy->WaitForOutput("Accepted")) << deputy->Output();
  }
  hall.MustChair("close");
  for (const auto& deputy : deputies) {
    EXPECT_EQ(deputy->Wait(), 0) << deputy->Output();
    EXPECT_THAT(deputy->Output(),
                AllOf(HasSubstr("Counted"), Not(HasSubstr("REHEARSAL"))));
  }
  hall.MustPingyi({"watch", "--session", "{P}", "--until", "tallied"});
  hall.MustChair("announce");
  WriteText(hall.Path("choices.csv"),
            "contest,option,count\n1,1,3\n1,2,0\n1,3,0\n1,4,0\n2,1,0\n2,2,3\n"
            "2,3,0\n2,4,0\n3,1,0\n3,2,0\n3,3,0\n3,4,3\n");
  const std::string record = hall.Export("record");
  const Outcome compared =
      hall.Pingyi({"result", record, "--compare", hall.Path("choices.csv")});
  EXPECT_EQ(compared.exit_code, 0) << compared.output;
}

TEST(SittingTest, FewerThanMinVotersDoNotOpen) {
  Hall hall({.min_voters = 5});
  hall.StartAll();
  hall.MustChair("check-in");
  EXPECT_EQ(hall.Simulate({"--deputies", "3", "--check-in-only"})->Wait(), 0);

  const Outcome refused = hall.Chair("open");

  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.output,
              HasSubstr("3 deputies are checked in; at least 5"));
}

TEST(SittingTest, FewerThanMinBallotsAreNotCounted) {
  Hall hall({.min_voters = 2, .min_ballots = 5});

  const std::string record = hall.HoldSitting(3);

  EXPECT_EQ(hall.Verify(record).exit_code, 0) << hall.Verify(record).output;
  EXPECT_THAT(hall.Pingyi({"result", record}).output,
              HasSubstr("Too few ballots (3)"));
  Tablets tablets(hall);
  for (const Entry& entry : tablets.Log()) {
    EXPECT_FALSE(std::holds_alternative<TallyShareEntry>(entry));
  }
}

TEST(SittingTest, AnAbortedSessionEndsWithItsReason) {
  Hall hall({});
  hall.StartAll();
  hall.MustChair("check-in");
  const auto deputies = hall.Simulate({"--deputies", "6", "--voters", "4"});
  hall.MustPingyi({"watch", "--session", "{P}", "--checked-in", "6"});
  hall.MustChair("open");
  EXPECT_EQ(deputies->Wait(), 0) << deputies->Output();

  hall.MustChair("abort", {"--reason", "power failure"});

  const Outcome watched = hall.Pingyi({"watch", "--session", "{P}"});
  EXPECT_THAT(watched.output, HasSubstr("aborted: power failure"));
  EXPECT_EQ(hall.Chair("close").exit_code, 1);
  EXPECT_EQ(hall.Chair("announce").exit_code, 1);
  const Outcome verified = hall.Verify(hall.Export("record"));
  EXPECT_EQ(verified.exit_code, 1);
  EXPECT_THAT(verified.output, HasSubstr("power failure"));
}

}  // namespace
}  // namespace pingyi::testing
