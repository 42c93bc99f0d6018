#include "client/trustee/command_line.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "tests/support/status_matchers.h"

namespace pingyi::testing {
namespace {

constexpr std::array<Flag, 2> kFlags = {
    {{.name = "key"}, {.name = "attest", .takes_value = false}}};

absl::StatusOr<CommandLine> Parse(std::vector<std::string> words) {
  std::vector<char*> arguments;
  for (std::string& word : words) {
    arguments.push_back(word.data());
  }
  return CommandLine::Parse(arguments, kFlags);
}

TEST(CommandLineTest, TakesValuesBothWays) {
  const auto line = Parse({"run", "--key", "--odd", "--attest"});
  ASSERT_THAT(line, IsOk());
  EXPECT_EQ(line->command(), "run");
  EXPECT_EQ(line->Get("key", ""), "--odd");
  EXPECT_TRUE(line->Has("attest"));
  EXPECT_EQ(Parse({"--key=a=b"})->Get("key", ""), "a=b");
}

TEST(CommandLineTest, NamesWhatIsWrong) {
  const auto code = absl::StatusCode::kInvalidArgument;
  EXPECT_THAT(Parse({"--kye", "a"}), FailsWith(code, "--kye"));
  EXPECT_THAT(Parse({"--key"}), FailsWith(code, "needs a value"));
  EXPECT_THAT(Parse({"--attest=yes"}), FailsWith(code, "takes no value"));
  EXPECT_THAT(Parse({"--key=a", "--key=b"}), FailsWith(code, "twice"));
  EXPECT_THAT(Parse({"run", "status"}), FailsWith(code, "one command"));
  EXPECT_THAT(Parse({"run"})->Need("key"), FailsWith(code, "--key is needed"));
}

}  // namespace
}  // namespace pingyi::testing
