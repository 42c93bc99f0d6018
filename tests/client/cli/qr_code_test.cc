#include "client/cli/qr_code.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using testing::FailsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines = absl::StrSplit(text, '\n');
  EXPECT_EQ(lines.back(), "");
  lines.pop_back();
  return lines;
}

TEST(QrCodeTest, DrawsTwoRowsOfModulesALine) {
  // Version 1 is 21 modules wide, and there are 2 of quiet zone on each side.
  const std::vector<std::string> lines =
      Lines(QrCode::Make("pingyi")->Terminal(/*colour=*/false));

  EXPECT_THAT(lines, SizeIs(13));
  // Rows 0 and 1, the finder patterns' upper edges: 7 dark, then their sides.
  EXPECT_THAT(lines[1], AllOf(StartsWith("  █▀▀▀▀▀█ "), HasSubstr(" █▀▀▀▀▀█")));
  EXPECT_THAT(lines[0], Not(HasSubstr("█")));
}

TEST(QrCodeTest, BringsItsOwnColours) {
  EXPECT_THAT(Lines(QrCode::Make("pingyi")->Terminal(/*colour=*/true)),
              Each(AllOf(StartsWith("\x1b[38;5;16;48;5;231m"),
                         ::testing::EndsWith("\x1b[0m"))));
}

TEST(QrCodeTest, RefusesWhatIsTooLong) {
  EXPECT_THAT(QrCode::Make(std::string(3000, 'x')).status(),
              FailsWith(absl::StatusCode::kResourceExhausted, "too long"));
}

}  // namespace
}  // namespace pingyi
