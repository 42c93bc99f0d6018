#include "server/base/refusal.h"

#include "pingyi/v1/board.pb.h"
#include "pingyi/v1/status.pb.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;

TEST(RefusalTest, CarriesNameNextStepConflictAndDelay) {
  v1::LogEntry conflict;
  conflict.mutable_closing()->set_signature("s");
  const std::string bytes = conflict.SerializeAsString();
  const absl::Status status = WithRetry(
      WithRefusal(absl::AlreadyExistsError("spent"),
                  {.name = "TOKEN_SPENT", .next_step = "Vote on paper."},
                  AsBytes(bytes)),
      std::chrono::milliseconds(1500));

  v1::StatusDetails details;
  ASSERT_TRUE(details.ParseFromString(StatusDetails(status)));
  EXPECT_EQ(details.code(), static_cast<int>(absl::StatusCode::kAlreadyExists));
  EXPECT_EQ(details.message(), "spent");
  v1::Refusal refusal;
  v1::RetryInfo retry;
  for (const auto& any : details.details()) {
    if (any.type_url() == kRefusalUrl) {
      ASSERT_TRUE(refusal.ParseFromString(any.value()));
    } else {
      EXPECT_EQ(any.type_url(), kRetryInfoUrl);
      ASSERT_TRUE(retry.ParseFromString(any.value()));
    }
  }
  EXPECT_EQ(refusal.name(), "TOKEN_SPENT");
  EXPECT_EQ(refusal.next_step(), "Vote on paper.");
  EXPECT_EQ(refusal.conflict().closing().signature(), "s");
  EXPECT_EQ(retry.retry_delay().seconds(), 1);
  EXPECT_EQ(retry.retry_delay().nanos(), 500'000'000);
}

TEST(RefusalTest, LeavesAPlainStatusPlain) {
  EXPECT_EQ(StatusDetails(absl::NotFoundError("no such tile")), "");
}

TEST(RefusalTest, ShedsLoadAndStopsWithTheRightCodes) {
  EXPECT_THAT(Overloaded("ballots"),
              FailsWith(absl::StatusCode::kResourceExhausted, "ballots"));
  EXPECT_THAT(Stopping(),
              FailsWith(absl::StatusCode::kUnavailable, "starts or stops"));
}

}  // namespace
}  // namespace pingyi
