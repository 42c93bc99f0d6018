#include "tests/support/process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

namespace pingyi::testing {
namespace {

using ::testing::HasSubstr;

std::string Log(const std::string& name) {
  return ::testing::TempDir() + "/process-test-" + name;
}

TEST(ProcessTest, TellsTheExitCodeAndTheOutput) {
  int code = -1;

  const std::string output =
      RunCommand({"/bin/sh", "-c", "echo out; echo err >&2; exit 3"}, code);

  EXPECT_EQ(code, 3);
  EXPECT_THAT(output, HasSubstr("out"));
  EXPECT_THAT(output, HasSubstr("err"));
}

TEST(ProcessTest, WaitsForALineOfThisStartOnly) {
  const std::string log = Log("lines");
  remove(log.c_str());
  {
    Process first({"/bin/sh", "-c", "echo ready"}, log);
    first.Wait();
  }

  Process second({"/bin/sh", "-c", "echo other"}, log);

  EXPECT_FALSE(second.WaitForOutput("ready"));
  EXPECT_TRUE(second.WaitForOutput("other"));
}

TEST(ProcessTest, KillsWhatStillRuns) {
  Process process({"/bin/sleep", "600"}, Log("sleep"));
  EXPECT_TRUE(process.Running());

  process.Kill();

  EXPECT_EQ(process.Wait(), 128 + SIGKILL);
}

TEST(ProcessTest, SaysSoWhenTheProgramIsNotThere) {
  int code = -1;

  RunCommand({"/no/such/program"}, code);

  EXPECT_EQ(code, 127);
}

}  // namespace
}  // namespace pingyi::testing
