#include "client/cli/progress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace pingyi {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

TEST(ProgressTest, CountsInGroupsOfThree) {
  EXPECT_EQ(FormatCount(0), "0");
  EXPECT_EQ(FormatCount(999), "999");
  EXPECT_EQ(FormatCount(1'000), "1,000");
  EXPECT_EQ(FormatCount(1'234'567), "1,234,567");
}

TEST(ProgressTest, RoundsToWhatMeansSomething) {
  EXPECT_EQ(FormatRough(0.0384), "0.038");
  EXPECT_EQ(FormatRough(0.384), "0.38");
  EXPECT_EQ(FormatRough(4.06), "4.1");
  EXPECT_EQ(FormatRough(9.96), "10");
  EXPECT_EQ(FormatRough(83.4), "83");
  EXPECT_EQ(FormatRough(7'894), "7,900");
  EXPECT_EQ(FormatRough(99'600), "100,000");
}

TEST(ProgressTest, TellsSecondsMinutesAndHours) {
  EXPECT_EQ(FormatWait(absl::Seconds(7.6)), "8 s");
  EXPECT_EQ(FormatWait(absl::Seconds(150)), "2 min");
  EXPECT_EQ(FormatWait(absl::Hours(2.5)), "2.5 h");
}

TEST(ProgressTest, FillsTheBar) {
  EXPECT_EQ(FormatBar(0, 4), "[..............................]");
  EXPECT_EQ(FormatBar(2, 4), "[###############...............]");
  EXPECT_EQ(FormatBar(4, 4), "[##############################]");
  EXPECT_EQ(FormatBar(0, 0), "[##############################]");
}

TEST(ProgressTest, TellsRateAndTimeLeft) {
  EXPECT_THAT(FormatProgress(1'200, 3'000, absl::Seconds(2)),
              EndsWith("] 1,200 of 3,000 ballots, 600/s, 3 s left"));
  EXPECT_THAT(FormatProgress(0, 3'000, absl::Seconds(2)),
              EndsWith("] 0 of 3,000 ballots"));
}

TEST(ProgressTest, DrawsOverItselfAndIsErased) {
  std::ostringstream out;
  {
    ProgressLine line(out, /*terminal=*/true);
    line.Show(1, 2);
    line.Show(2, 2);
  }
  EXPECT_THAT(out.str(), HasSubstr("\r\x1b[K[###############..............."));
  EXPECT_EQ(out.str().find('\n'), std::string::npos);
  EXPECT_THAT(out.str(), EndsWith("\r\x1b[K"));
}

TEST(ProgressTest, SaysNothingWithoutATerminal) {
  std::ostringstream out;
  {
    ProgressLine line(out, /*terminal=*/false);
    line.Show(1, 2);
  }
  EXPECT_EQ(out.str(), "");
}

}  // namespace
}  // namespace pingyi
