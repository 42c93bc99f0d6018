#include "tests/crypto/audit/verdicts.h"

#include <gtest/gtest.h>

#include <utility>

#include "absl/strings/match.h"

namespace pingyi::testing {

std::string Describe(const Report& report) {
  std::string out;
  for (const ReportItem& item : report.items) {
    out += std::string(ItemId(item.item)) + ": " +
           std::string(VerdictName(item.verdict)) + ": " + item.detail + "\n";
  }
  return out;
}

void ExpectFails(AuditInput input, Item item, const std::string& why) {
  const Report report = AuditSession(std::move(input));

  const ReportItem* first = report.FirstNotPassed();
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->verdict, Verdict::kFail) << Describe(report);
  EXPECT_EQ(ItemId(first->item), ItemId(item)) << Describe(report);
  EXPECT_TRUE(absl::StrContains(first->detail, why)) << Describe(report);
  EXPECT_FALSE(report.Passed());
}

}  // namespace pingyi::testing
