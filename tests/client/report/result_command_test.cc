#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "client/cli/command.h"
#include "tests/client/report/files.h"
#include "tests/tamper/hand_in.h"
#include "tests/tamper/workshop.h"

namespace pingyi {
namespace {

using ::testing::AllOf;
using testing::Contents;
using testing::HandIn;
using ::testing::HasSubstr;
using testing::PagesOf;
using testing::TestPath;
using testing::Workshop;

// The workshop's record as a folder.
std::string Folder(const Workshop& workshop) {
  std::string folder = TestPath("record");
  std::filesystem::remove_all(folder);
  EXPECT_TRUE(HandIn(workshop.Show(), folder).ok());
  return folder;
}

TEST(ResultCommandTest, WritesSheetAndScriptOfARecord) {
  Workshop workshop;
  workshop.Hold();
  const std::string base = TestPath("sheet");

  const int code = RunCommandLine(std::vector<std::string>{
      "result", Folder(workshop), "--sheet", base, "--script", base + ".txt"});

  EXPECT_EQ(code, 0);
  EXPECT_THAT(PagesOf(Contents(base + ".pdf"))[0], HasSubstr("计票结果报告单"));
  EXPECT_THAT(Contents(base + ".txt"), HasSubstr("收回有效票 4 张"));
  EXPECT_TRUE(std::filesystem::exists(base + ".xlsx"));
}

TEST(ResultCommandTest, WritesASheetOfASessionGivenUp) {
  Workshop workshop;
  workshop.Prepare();
  workshop.sitting().Append(workshop.sitting().Abort("停电 power failure"));
  const std::string base = TestPath("sheet");

  const int code = RunCommandLine(
      std::vector<std::string>{"result", Folder(workshop), "--sheet", base});

  EXPECT_EQ(code, 0);
  EXPECT_THAT(PagesOf(Contents(base + ".pdf"))[0],
              AllOf(HasSubstr("停电 power failure"), HasSubstr("已中止")));
}

TEST(ResultCommandTest, RefusesASheetBeforeTheResult) {
  Workshop workshop;
  workshop.Prepare();
  const std::string base = TestPath("sheet");
  std::filesystem::remove(base + ".pdf");

  const int code = RunCommandLine(
      std::vector<std::string>{"result", Folder(workshop), "--sheet", base});

  EXPECT_EQ(code, 1);
  EXPECT_FALSE(std::filesystem::exists(base + ".pdf"));
}

TEST(ResultCommandTest, RefusesALanguageItDoesNotSpeak) {
  Workshop workshop;
  workshop.Hold();

  EXPECT_EQ(RunCommandLine(
                std::vector<std::string>{"result", Folder(workshop), "--sheet",
                                         TestPath("sheet"), "--lang", "fr"}),
            1);
}

}  // namespace
}  // namespace pingyi
