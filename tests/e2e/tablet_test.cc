// What a deputy's tablet may and may not do, and mistakes of people.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "absl/strings/str_cat.h"
#include "tests/e2e/hall.h"
#include "tests/e2e/tablets.h"
#include "tests/support/status_matchers.h"

namespace pingyi::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

void WriteText(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

// A hall in which check-in is open.
void OpenCheckIn(Hall& hall) {
  hall.StartAll();
  hall.MustChair("check-in");
}

void ChooseAndSeal(Tablets& tablets, Voter& voter, uint32_t option) {
  voter.Renew(tablets.View(/*opened=*/true));
  ASSERT_THAT(voter.Encrypt(Everywhere(option)), IsOk());
  ASSERT_THAT(voter.Seal(), IsOk());
}

void FinishAndVerify(Hall& hall) {
  hall.MustPingyi({"watch", "--session", "{P}", "--until", "tallied"});
  hall.MustChair("announce");
  const Outcome verified = hall.Verify(hall.Export("record"));
  EXPECT_EQ(verified.exit_code, 0) << verified.output;
}

TEST(TabletTest, OneSlipOneTokenOneBallot) {
  Hall hall({});
  OpenCheckIn(hall);
  Tablets tablets(hall);
  Voter first = tablets.Tablet(1, hall.Path("state"));
  Voter other = tablets.Tablet(2);
  ASSERT_THAT(first.CheckIn(), IsOk());
  ASSERT_THAT(other.CheckIn(), IsOk());

  // The same slip with another token.
  Voter thief = tablets.Tablet(1);
  EXPECT_THAT(thief.CheckIn(), FailsWith(absl::StatusCode::kAlreadyExists, ""));
  // The same token with another ballot; the same ballot from another place.
  std::filesystem::copy(hall.Path("state"), hall.Path("copy"));
  Voter second = tablets.Tablet(1, hall.Path("copy"));
  hall.MustChair("open");
  ChooseAndSeal(tablets, first, 0);
  std::filesystem::copy(hall.Path("state"), hall.Path("sealed"));
  Voter again = tablets.Tablet(1, hall.Path("sealed"));
  ChooseAndSeal(tablets, second, 3);
  ChooseAndSeal(tablets, other, 1);
  ASSERT_THAT(first.SendNow(), IsOk());
  ASSERT_THAT(other.SendNow(), IsOk());
  EXPECT_THAT(second.SendNow(), FailsWith(absl::StatusCode::kAlreadyExists,
                                          "spent with another ballot"));
  ASSERT_THAT(again.SendNow(), IsOk());
  EXPECT_EQ(again.receipt(), first.receipt());

  hall.MustChair("close");
  FinishAndVerify(hall);
  const std::vector<Entry> log = tablets.Log();
  EXPECT_EQ(TimesLogged(log, first.ballot()), 1U);
  EXPECT_EQ(TimesLogged(log, second.ballot()), 0U);
}

TEST(TabletTest, BallotsInFlightWhileTheChairClosesArrive) {
  Hall hall({.send_window_seconds = 1});
  OpenCheckIn(hall);
  Tablets tablets(hall);
  std::vector<Voter> voters;
  for (uint32_t number = 1; number <= 6; ++number) {
    voters.push_back(tablets.Tablet(number));
    ASSERT_THAT(voters.back().CheckIn(), IsOk());
  }
  hall.MustChair("open");
  for (Voter& voter : voters) {
    ChooseAndSeal(tablets, voter, 2);
  }

  const auto closing = hall.Start(
      "close",
      {"close", "--session", "{P}", "--slip-file", hall.Path("chair.slip")});
  EXPECT_TRUE(closing->WaitForOutput("Closing")) << closing->Output();
  std::vector<std::thread> sending;
  for (size_t i = 0; i + 1 < voters.size(); ++i) {  // The last one does not.
    sending.emplace_back(
        [&voters, i] { EXPECT_THAT(voters[i].Send(), IsOk()); });
  }
  for (std::thread& thread : sending) {
    thread.join();
  }
  EXPECT_EQ(closing->Wait(), 0) << closing->Output();

  EXPECT_THAT(voters.back().SendNow(),
              FailsWith(absl::StatusCode::kFailedPrecondition, "closed"));
  FinishAndVerify(hall);
  const std::vector<Entry> log = tablets.Log();
  for (size_t i = 0; i < voters.size(); ++i) {
    EXPECT_EQ(TimesLogged(log, voters[i].ballot()),
              i + 1 < voters.size() ? 1U : 0U);
  }
}

TEST(TabletTest, LateCheckInIsASetting) {
  Hall hall({.late_check_in = true});
  OpenCheckIn(hall);
  Tablets tablets(hall);
  std::vector<Voter> voters;
  for (uint32_t number = 1; number <= 3; ++number) {
    if (number == 3) {
      hall.MustChair("open");
    }
    voters.push_back(tablets.Tablet(number));
    ASSERT_THAT(voters.back().CheckIn(), IsOk());
  }
  for (Voter& voter : voters) {
    ChooseAndSeal(tablets, voter, 1);
    ASSERT_THAT(voter.SendNow(), IsOk());
  }
  hall.MustChair("close");
  FinishAndVerify(hall);
}

TEST(TabletTest, WithoutThatSettingTheOpeningEndsTheCheckIn) {
  Hall hall({});
  OpenCheckIn(hall);
  Tablets tablets(hall);
  for (uint32_t number = 1; number <= 2; ++number) {
    ASSERT_THAT(tablets.Tablet(number).CheckIn(), IsOk());
  }
  hall.MustChair("open");

  EXPECT_THAT(
      tablets.Tablet(3).CheckIn(),
      FailsWith(absl::StatusCode::kFailedPrecondition, "check-in is over"));
}

TEST(TabletTest, AReissuedSlipReplacesTheLostOne) {
  Hall hall({});
  OpenCheckIn(hall);
  const std::string lost = PrintedCodes(hall.Path("slips.html"))[8];
  hall.MustPingyi({"roster", "reissue", "9", "--session", "{P}", "--slip-file",
                   hall.Path("chair.slip"), "--html", hall.Path("new.html")});
  const std::vector<std::string> fresh = PrintedCodes(hall.Path("new.html"));
  ASSERT_EQ(fresh.size(), 1U);
  WriteText(hall.Path("lost"), lost + "\n");
  WriteText(hall.Path("fresh"), fresh[0] + "\n");

  const Outcome refused =
      hall.Pingyi({"vote", "--session", "{P}", "--slip-file", hall.Path("lost"),
                   "--choices", "1,1,1", "--state", hall.Path("lost.state")});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.output, HasSubstr("was replaced"));
  // A client that does not look first is refused by the server.
  Tablets tablets(hall);
  EXPECT_THAT(tablets.Tablet(9).CheckIn(),
              FailsWith(absl::StatusCode::kPermissionDenied, ""));
  const auto voting =
      hall.Start("vote", {"vote", "--session", "{P}", "--slip-file",
                          hall.Path("fresh"), "--choices", "1,1,1", "--state",
                          hall.Path("fresh.state"), "--no-wait"});
  EXPECT_TRUE(voting->WaitForOutput("Checked in as deputy 9"))
      << voting->Output();
  ASSERT_THAT(tablets.Tablet(1).CheckIn(), IsOk());
  hall.MustChair("open");
  EXPECT_EQ(voting->Wait(), 0) << voting->Output();
}

TEST(MistakeTest, IsAnsweredInPlainWords) {
  Hall hall({.deputies = 6});
  Hall another({.deputies = 6});
  OpenCheckIn(hall);

  const Outcome unknown = hall.Pingyi({"anounce", "--session", "{P}"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(unknown.output, HasSubstr("announce"));
  const Outcome unsaid = hall.Pingyi({"open", "--sesion", "{P}"});
  EXPECT_EQ(unsaid.exit_code, 2);
  EXPECT_THAT(unsaid.output, HasSubstr("session"));
  std::string code = PrintedCodes(hall.Path("slips.html"))[0];
  WriteText(hall.Path("good"), code);
  code[1] = code[1] == 'A' ? 'B' : 'A';
  WriteText(hall.Path("mistyped"), code);
  const Outcome mistyped = hall.Pingyi(
      {"vote", "--session", "{P}", "--slip-file", hall.Path("mistyped")});
  EXPECT_EQ(mistyped.exit_code, 1);
  EXPECT_THAT(mistyped.output, AllOf(HasSubstr("slip"), Not(HasSubstr(code))));
  WriteText(hall.Path("theirs"), PrintedCodes(another.Path("slips.html"))[0]);
  const Outcome theirs = hall.Pingyi(
      {"vote", "--session", "{P}", "--slip-file", hall.Path("theirs")});
  EXPECT_EQ(theirs.exit_code, 1);
  EXPECT_THAT(theirs.output, HasSubstr("no deputy of this session"));
  const Outcome usurper = hall.Pingyi(
      {"open", "--session", "{P}", "--slip-file", hall.Path("good")});
  EXPECT_EQ(usurper.exit_code, 1);
  EXPECT_THAT(usurper.output, HasSubstr("no official of this session"));
  const Outcome early = hall.Chair("announce");
  EXPECT_EQ(early.exit_code, 1);
  EXPECT_THAT(early.output, HasSubstr("no result yet"));
}

TEST(MistakeTest, AWrongPassphraseOrFingerprintStartsNoTrustee) {
  Hall hall({});
  WriteText(hall.Path("wrong"), "another passphrase\n");
  const auto run = [&hall](const std::string& passphrase,
                           const std::string& fingerprint, int& code) {
    return RunCommand({Hall::Program("pingyi-trustee"), "run", "--session",
                       hall.session() + "/public", "--key", hall.Path("A.key"),
                       "--passphrase-file", hall.Path(passphrase),
                       "--fingerprint", fingerprint},
                      code);
  };
  int code = -1;

  EXPECT_THAT(run("wrong", hall.fingerprint(), code), HasSubstr("passphrase"));
  EXPECT_EQ(code, 1);
  EXPECT_THAT(run("passphrase", std::string(64, '0'), code),
              HasSubstr("another session"));
  EXPECT_EQ(code, 1);
}

}  // namespace
}  // namespace pingyi::testing
