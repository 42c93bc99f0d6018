#include "server/gateway/traffic.h"

#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(TrafficTest, ShowsWhatStoodAtTheLastFullMinute) {
  Traffic traffic;
  traffic.Add(Count::kCalls, 3);
  EXPECT_THAT(traffic.Text(),
              HasSubstr("pingyi_gateway_requests_total{kind=\"call\"} 0\n"));

  traffic.CloseMinute();
  traffic.Add(Count::kCalls);
  EXPECT_THAT(traffic.Text(),
              HasSubstr("pingyi_gateway_requests_total{kind=\"call\"} 3\n"));
}

TEST(TrafficTest, NamesNoMethodAndNoAddress) {
  EXPECT_THAT(Traffic().Text(), Not(HasSubstr("Ballot")));
  EXPECT_THAT(Traffic().Text(), Not(HasSubstr("127.")));
}

TEST(FiguresTextTest, IsWhatTheLogTells) {
  const std::string text = FiguresText({.log_size = 7, .checked_in = 5});

  EXPECT_THAT(text, HasSubstr("# TYPE pingyi_log_size gauge\n"
                              "pingyi_log_size 7\n"));
  EXPECT_THAT(text, HasSubstr("pingyi_checked_in 5\n"));
}

}  // namespace
}  // namespace pingyi
