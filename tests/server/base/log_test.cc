#include "server/base/log.h"

#include <gtest/gtest.h>

namespace pingyi {
namespace {

TEST(LogTest, WritesOneJsonObjectWithEscapes) {
  EXPECT_EQ(FormatLogLine(LogLevel::kWarning, "part refused",
                          {{LogKey::kIssuer, 2},
                           {LogKey::kError, "a \"quoted\"\nline\\"}},
                          /*with_time=*/false),
            R"({"level":"warning","event":"part refused","issuer":2,)"
            R"("error":"a \"quoted\"\u000aline\\"})");
}

TEST(LogTest, NamesEveryKey) {
  EXPECT_EQ(FormatLogLine(LogLevel::kError, "e",
                          {{LogKey::kAddress, "a"}, {LogKey::kVersion, "v"}},
                          /*with_time=*/false),
            R"({"level":"error","event":"e","address":"a","version":"v"})");
}

TEST(LogTest, CarriesATimeOnlyWhereAskedFor) {
  const std::string with =
      FormatLogLine(LogLevel::kInfo, "e", {}, /*with_time=*/true);
  const std::string without =
      FormatLogLine(LogLevel::kInfo, "e", {}, /*with_time=*/false);

  EXPECT_NE(with.find("\"time\":\"20"), std::string::npos);
  EXPECT_EQ(without, R"({"level":"info","event":"e"})");
}

TEST(LogTest, GoesToStandardErrorALineAnEvent) {
  ::testing::internal::CaptureStderr();
  Log(LogLevel::kInfo, "one");
  LogTimeless("two", {{LogKey::kBallots, 3}});

  const std::string text = ::testing::internal::GetCapturedStderr();
  EXPECT_NE(text.find("\"event\":\"one\"}\n"), std::string::npos);
  EXPECT_NE(text.find("{\"level\":\"info\",\"event\":\"two\",\"ballots\":3}\n"),
            std::string::npos);
}

}  // namespace
}  // namespace pingyi
