#include "client/cli/suggest.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace pingyi {
namespace {

const std::vector<std::string> kCommands = {"open", "close", "announce",
                                            "check-in"};

TEST(ClosestTest, ForgivesOneSlipOfTheFinger) {
  EXPECT_EQ(Closest("opne", kCommands), "open");          // Swapped.
  EXPECT_EQ(Closest("opn", kCommands), "open");           // Missing.
  EXPECT_EQ(Closest("cloose", kCommands), "close");       // Added.
  EXPECT_EQ(Closest("chock-in", kCommands), "check-in");  // Wrong.
}

TEST(ClosestTest, SuggestsNothingForAnotherWord) {
  EXPECT_EQ(Closest("vote", kCommands), std::nullopt);
  EXPECT_EQ(Closest("", kCommands), std::nullopt);
}

}  // namespace
}  // namespace pingyi
