#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/support/process.h"
#include "tests/support/status_matchers.h"
#include "tests/tamper/hand_in.h"
#include "tests/tamper/workshop.h"

// The programs as their owner meets them: what they say of the engine, and how
// they behave on a terminal and without one.
namespace pingyi::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

struct Outcome {
  int exit_code = -1;
  std::string output;
};

// `line`, in a shell's words, with the programs' folder in front of the first.
Outcome Call(const std::string& environment, const std::string& line) {
  Outcome outcome;
  outcome.output = RunCommand(
      {"/bin/sh", "-c", absl::StrCat(environment, " ", PINGYI_BIN, "/", line)},
      outcome.exit_code);
  return outcome;
}

// The same with a terminal for everything.
Outcome CallOnATerminal(const std::string& line) {
  Outcome outcome;
  outcome.output =
      RunCommand({"/usr/bin/script", "-qec",
                  absl::StrCat(PINGYI_BIN, "/", line), "/dev/null"},
                 outcome.exit_code);
  return outcome;
}

class ProgramTest : public ::testing::Test {
 protected:
  // The command that verifies a record of four ballots.
  static std::string VerifyLine() {
    static const std::string kLine = [] {
      std::string folder =
          absl::StrCat(::testing::TempDir(), "/program-XXXXXX");
      const std::string record =
          absl::StrCat(mkdtemp(folder.data()), "/record");
      Workshop workshop;
      workshop.Hold();
      const Exhibit exhibit = workshop.Show();
      EXPECT_THAT(HandIn(exhibit, record), IsOk());
      return absl::StrCat("pingyi verify ", record, " --manifest ",
                          ToHex(*exhibit.fingerprint));
    }();
    return kLine;
  }
};

TEST_F(ProgramTest, EveryProgramEndsAtOnceWithoutTheEngineThatIsAskedFor) {
  struct Case {
    std::string line;
    int exit_code;
  };
  for (const Case& one :
       {Case{VerifyLine(), 2}, Case{"pingyi-server --config /nowhere", 1},
        Case{"pingyi-trustee status --key /nowhere", 2}}) {
    const Outcome outcome = Call("PINGYI_ENGINE=nonsense", one.line);

    EXPECT_EQ(outcome.exit_code, one.exit_code) << one.line;
    EXPECT_THAT(
        outcome.output,
        AllOf(HasSubstr("no \"nonsense\""), HasSubstr("it has"),
              HasSubstr("portable, reference"), Not(HasSubstr("/nowhere"))));
  }
}

TEST_F(ProgramTest, VerifiesWithTheEngineThatIsAskedFor) {
  for (const std::string engine : {"portable", "reference"}) {
    const Outcome outcome =
        Call(absl::StrCat("PINGYI_ENGINE=", engine), VerifyLine());

    EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
    EXPECT_THAT(outcome.output, HasSubstr(absl::StrCat("engine ", engine)));
  }
}

TEST_F(ProgramTest, DrawsNothingWithoutATerminal) {
  const Outcome outcome = Call("", absl::StrCat(VerifyLine(), " >/dev/null"));

  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.output, StartsWith("4 ballots verified in "));
  EXPECT_THAT(outcome.output, Not(HasSubstr("\x1b")));
}

TEST_F(ProgramTest, TheReportStandsAloneOnStandardOutput) {
  const Outcome outcome =
      Call("", absl::StrCat(VerifyLine(), " --json 2>/dev/null"));

  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_TRUE(nlohmann::json::accept(outcome.output)) << outcome.output;
}

TEST_F(ProgramTest, DrawsABarOnATerminalAndErasesIt) {
  const Outcome outcome = CallOnATerminal(VerifyLine());

  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
  EXPECT_THAT(outcome.output,
              AllOf(HasSubstr("] 4 of 4 ballots, "),
                    HasSubstr(" left\r\x1b[K4 ballots verified in ")));
}

TEST_F(ProgramTest, TellsAMachinesOwnerHowFastItIs) {
  const Outcome outcome =
      Call("PINGYI_ENGINE=portable",
           "pingyi bench --contests 2 --levels 3 --seconds 1");

  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
  EXPECT_THAT(outcome.output,
              AllOf(HasSubstr("Engine  portable"), HasSubstr("1,000,000"),
                    HasSubstr("2 contests of 3 levels")));
}

TEST_F(ProgramTest, TellsAScriptHowFastTheMachineIs) {
  const Outcome outcome =
      Call("", "pingyi bench --contests 2 --levels 3 --seconds 1 --json");

  EXPECT_EQ(outcome.exit_code, 0);
  const auto json = nlohmann::json::parse(outcome.output);
  EXPECT_EQ(json["engines"].back(), "reference");
  EXPECT_GT(json["made_per_second"], 0);
  EXPECT_GT(json["verified_per_second_core"], 0);
  EXPECT_GT(json["seconds"]["1000000"], json["seconds"]["300"]);
}

TEST_F(ProgramTest, RefusesToMeasureABallotThatCannotBe) {
  const Outcome outcome =
      Call("", "pingyi bench --contests 1000 --levels 11 --seconds 1");

  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.output, HasSubstr("a ballot would be larger"));
}

}  // namespace
}  // namespace pingyi::testing
