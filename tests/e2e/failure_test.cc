// Members, tablets and programs that fail in the middle of a sitting.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "absl/strings/str_cat.h"
#include "client/cpp/key_file.h"
#include "client/cpp/private_file.h"
#include "client/trustee/duties.h"
#include "tests/e2e/hall.h"
#include "tests/e2e/tablets.h"
#include "tests/support/status_matchers.h"

namespace pingyi::testing {
namespace {

using ::testing::HasSubstr;

// Trustees A to C, issuers D to F: enough witnesses stay when two issuers go.
const std::vector<OfficialSpec> kTwoCommittees = {
    {"A", "trustee,witness"},   {"B", "trustee,witness"},
    {"C", "trustee,witness"},   {"D", "issuer,witness"},
    {"E", "issuer,witness"},    {"F", "issuer,witness"},
    {"W", "scrutineer,witness"}};

// From the close to a verified record whose counts are what was chosen.
void CloseAndVerify(Hall& hall, bool compare = true) {
  hall.MustChair("close");
  hall.MustPingyi({"watch", "--session", "{P}", "--until", "tallied"});
  hall.MustChair("announce");
  const std::string record = hall.Export("record");
  const Outcome verified = hall.Verify(record);
  EXPECT_EQ(verified.exit_code, 0) << verified.output;
  if (compare) {
    const Outcome compared =
        hall.Pingyi({"result", record, "--compare", hall.Path("choices.csv")});
    EXPECT_EQ(compared.exit_code, 0) << compared.output;
  }
}

// Everything up to the open vote, with `present` simulated deputies.
std::unique_ptr<Process> Begin(Hall& hall, size_t present,
                               std::vector<std::string> more = {}) {
  hall.StartAll();
  hall.MustChair("check-in");
  more.insert(more.end(), {"--deputies", absl::StrCat(present), "--choices-out",
                           hall.Path("choices.csv")});
  std::unique_ptr<Process> deputies = hall.Simulate(std::move(more));
  EXPECT_TRUE(deputies->WaitForOutput("Waiting for the chair"))
      << deputies->Output();
  return deputies;
}

TEST(FailureTest, AMissingTrusteeStopsNothing) {
  Hall hall({});
  const auto deputies = Begin(hall, 6);
  hall.StopOfficial("B");
  hall.MustChair("open");
  EXPECT_EQ(deputies->Wait(), 0) << deputies->Output();

  CloseAndVerify(hall);
}

TEST(FailureTest, AnIssuerThatFailsBeforeCastingStopsNothing) {
  Hall hall({.officials = kTwoCommittees});
  const auto deputies = Begin(hall, 6);
  hall.StopOfficial("E");
  hall.MustChair("open");
  EXPECT_EQ(deputies->Wait(), 0) << deputies->Output();

  CloseAndVerify(hall);
}

TEST(FailureTest, CastingWaitsForEnoughIssuersAndLosesNothing) {
  Hall hall({.officials = kTwoCommittees});
  const auto deputies = Begin(hall, 4);
  Tablets tablets(hall);
  Voter tablet = tablets.Impatient(5);
  ASSERT_THAT(tablet.CheckIn(), IsOk());
  hall.StopOfficial("D");
  hall.StopOfficial("E");
  hall.MustChair("open");
  tablet.Renew(tablets.View(/*opened=*/true));
  ASSERT_THAT(tablet.Encrypt(Everywhere(0)), IsOk());
  ASSERT_THAT(tablet.Seal(), IsOk());

  EXPECT_THAT(tablet.SendNow(), FailsWith(absl::StatusCode::kUnavailable,
                                          "too few issuers are within reach"));
  EXPECT_TRUE(deputies->Running()) << deputies->Output();
  hall.StartOfficial("D");

  EXPECT_EQ(deputies->Wait(), 0) << deputies->Output();
  EXPECT_THAT(tablet.SendNow(), IsOk());
  CloseAndVerify(hall, /*compare=*/false);
  EXPECT_EQ(TimesLogged(tablets.Log(), tablet.ballot()), 1U);
}

TEST(FailureTest, ARequestThatIsNeverAnsweredIsReconciled) {
  Hall hall({});
  const auto deputies = Begin(hall, 5);
  hall.StopOfficial("A");
  hall.StopOfficial("B");
  Tablets tablets(hall);
  Voter unlucky = tablets.Impatient(6);
  EXPECT_THAT(unlucky.CheckIn(), FailsWith(absl::StatusCode::kUnavailable, ""));
  hall.StartOfficial("A");
  hall.StartOfficial("B");
  hall.MustPingyi({"watch", "--session", "{P}", "--checked-in", "6"});
  hall.MustChair("open");
  EXPECT_EQ(deputies->Wait(), 0) << deputies->Output();

  CloseAndVerify(hall);
  const std::string result = hall.MustPingyi({"result", hall.Path("record")});
  EXPECT_THAT(result, HasSubstr("实到 6"));
  EXPECT_THAT(result, HasSubstr("收回 5"));
  EXPECT_THAT(result, HasSubstr("未交 1"));
}

TEST(FailureTest, WaitingTabletsFollowTheActiveSet) {
  Hall hall({.officials = {{"A", "trustee,issuer,witness"},
                           {"B", "trustee,issuer,witness"},
                           {"C", "trustee,issuer,witness"},
                           {"D", "issuer,witness"},
                           {"W", "scrutineer,witness"}}});
  hall.StartAll();
  hall.StopOfficial("B");
  hall.MustChair("check-in", {"--issuers", "1,2,3"});
  const auto deputies = hall.Simulate(
      {"--deputies", "5", "--choices-out", hall.Path("choices.csv")});
  hall.MustPingyi({"watch", "--session", "{P}", "--checked-in", "5"});

  hall.MustChair("check-in", {"--issuers", "1,3,4"});

  EXPECT_TRUE(deputies->WaitForOutput("Waiting for the chair"))
      << deputies->Output();
  hall.MustChair("open");
  EXPECT_EQ(deputies->Wait(), 0) << deputies->Output();
  CloseAndVerify(hall);
}

TEST(FailureTest, WithThreeIssuersAllMustComeBackForTheCheckIn) {
  Hall hall({.officials = kTwoCommittees});
  hall.StartAll();
  hall.StopOfficial("F");
  hall.MustChair("check-in", {"--issuers", "1,2,3"});
  const auto deputies = hall.Simulate(
      {"--deputies", "5", "--choices-out", hall.Path("choices.csv")});
  hall.MustPingyi({"watch", "--session", "{P}", "--checked-in", "5"});
  // Not one of them has a token: issuer 3 of the active set is away. The chair
  // cannot go below t + 1 of three; F comes back instead.
  const Outcome fewer = hall.Chair("check-in", {"--issuers", "1,2"});
  EXPECT_EQ(fewer.exit_code, 1);
  EXPECT_THAT(fewer.output, HasSubstr("needs at least 3 of the 3 issuers"));
  hall.StartOfficial("F");

  EXPECT_TRUE(deputies->WaitForOutput("Waiting for the chair"))
      << deputies->Output();
  hall.MustChair("open");
  EXPECT_EQ(deputies->Wait(), 0) << deputies->Output();
  CloseAndVerify(hall);
}

TEST(RestartTest, AServerKilledInCheckInVotingAndClosingLosesNothing) {
  Hall hall({.send_window_seconds = 1});
  hall.StartAll();
  hall.MustChair("check-in");
  const auto deputies =
      hall.Simulate({"--deputies", "12", "--voters", "10", "--choices-out",
                     hall.Path("choices.csv")});
  hall.MustPingyi({"watch", "--session", "{P}", "--checked-in", "1"});
  hall.KillServer();
  hall.StartServer();
  EXPECT_TRUE(deputies->WaitForOutput("Waiting for the chair"))
      << deputies->Output();
  hall.MustChair("open");
  EXPECT_TRUE(deputies->WaitForOutput("casting: 1 of")) << deputies->Output();
  hall.KillServer();
  hall.StartServer();
  EXPECT_EQ(deputies->Wait(), 0) << deputies->Output();

  const auto closing = hall.Start(
      "close",
      {"close", "--session", "{P}", "--slip-file", hall.Path("chair.slip")});
  EXPECT_TRUE(closing->WaitForOutput("Closing")) << closing->Output();
  hall.KillServer();
  hall.StartServer();
  EXPECT_EQ(closing->Wait(), 0) << closing->Output();
  hall.KillServer();
  hall.StartServer();

  hall.MustPingyi({"watch", "--session", "{P}", "--until", "tallied"});
  hall.MustChair("announce");
  const std::string record = hall.Export("record");
  EXPECT_EQ(hall.Verify(record).exit_code, 0) << hall.Verify(record).output;
  const Outcome compared =
      hall.Pingyi({"result", record, "--compare", hall.Path("choices.csv")});
  EXPECT_EQ(compared.exit_code, 0) << compared.output;
}

TEST(RestartTest, AReceiptFromBeforeTheKillIsKept) {
  Hall hall({.mix_batch = 8});
  hall.StartAll();
  hall.MustChair("check-in");
  Tablets tablets(hall);
  std::vector<Voter> voters;
  for (uint32_t number = 1; number <= 4; ++number) {
    voters.push_back(tablets.Tablet(number));
    ASSERT_THAT(voters.back().CheckIn(), IsOk());
  }
  hall.MustChair("open");
  for (Voter& voter : voters) {
    voter.Renew(tablets.View(/*opened=*/true));
    ASSERT_THAT(voter.Encrypt(Everywhere(1)), IsOk());
    ASSERT_THAT(voter.Seal(), IsOk());
    ASSERT_THAT(voter.SendNow(), IsOk());
  }

  hall.KillServer();  // All four wait for their batch.
  hall.StartServer();

  CloseAndVerify(hall, /*compare=*/false);
  const std::vector<Entry> log = tablets.Log();
  for (const Voter& voter : voters) {
    EXPECT_EQ(TimesLogged(log, voter.ballot()), 1U);
  }
}

TEST(RestartTest, AKilledTrusteeReleasesTheSameShareAndOnlyOne) {
  Hall hall({});
  const auto deputies = Begin(hall, 5);
  hall.StopOfficial("C");  // Now A and B are both needed.
  hall.MustChair("open");
  hall.official("B").Kill();
  hall.StartOfficial("B");
  EXPECT_EQ(deputies->Wait(), 0) << deputies->Output();
  hall.MustChair("close");
  ASSERT_TRUE(hall.official("B").WaitForOutput("I release my share of the tot"))
      << hall.official("B").Output();

  hall.official("B").Kill();
  const auto passphrase = ReadPassphraseFile(hall.Path("passphrase"));
  ASSERT_THAT(passphrase, IsOk());
  const auto killed =
      KeyFileStore::Peek(hall.Path("B.key"), passphrase->Expose());
  ASSERT_THAT(killed, IsOk());
  hall.StartOfficial("B");

  hall.MustPingyi({"watch", "--session", "{P}", "--until", "tallied"});
  Tablets tablets(hall);
  size_t shares = 0;
  for (const Entry& entry : tablets.Log()) {
    const auto* const share = std::get_if<TallyShareEntry>(&entry);
    if (share != nullptr && share->member == 2) {
      ++shares;
      const auto posting = MakePosting(entry);
      ASSERT_THAT(posting, IsOk());
      // What was on its disk when it was killed, if it was there already.
      EXPECT_TRUE(killed->tally.empty() || *posting == killed->tally);
    }
  }
  EXPECT_EQ(shares, 1U);
}

}  // namespace
}  // namespace pingyi::testing
