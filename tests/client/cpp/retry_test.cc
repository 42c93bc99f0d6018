#include "client/cpp/retry.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "pingyi/v1/status.pb.h"
#include "tests/support/status_matchers.h"

namespace pingyi::testing {
namespace {

const RetryPolicy kFast = {.first_delay = absl::Microseconds(10),
                           .max_delay = absl::Microseconds(50),
                           .max_attempts = 4};

grpc::Status Refused() {
  v1::Refusal refusal;
  refusal.set_name("TOKEN_SPENT");
  refusal.set_next_step("Nothing more to do.");
  v1::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(3);
  v1::StatusDetails details;
  details.add_details()->PackFrom(refusal);
  google::protobuf::Any* info = details.add_details();
  info->set_type_url("type.googleapis.com/google.rpc.RetryInfo");
  info->set_value(retry.SerializeAsString());
  return {grpc::StatusCode::RESOURCE_EXHAUSTED, "too much",
          details.SerializeAsString()};
}

TEST(RetryTest, RepeatsWhatMaySucceedLater) {
  int calls = 0;
  const absl::Status status = Retry(kFast, nullptr, [&](int attempt) {
    EXPECT_EQ(attempt, calls);
    return ++calls < 3 ? absl::UnavailableError("away") : absl::OkStatus();
  });

  EXPECT_THAT(status, IsOk());
  EXPECT_EQ(calls, 3);
}

TEST(RetryTest, GivesUpAfterTheLastAttempt) {
  int calls = 0;
  const absl::Status status = Retry(kFast, nullptr, [&](int /*attempt*/) {
    ++calls;
    return absl::DeadlineExceededError("slow");
  });

  EXPECT_EQ(status.code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(calls, 4);
}

TEST(RetryTest, NeverRepeatsAnythingElse) {
  for (int code = 1; code <= 16; ++code) {
    absl::Status failure(static_cast<absl::StatusCode>(code), "no");
    const bool repeats = code == 4 || code == 8 || code == 14;
    int calls = 0;
    Retry(kFast, nullptr, [&](int /*attempt*/) {
      ++calls;
      return failure;
    }).IgnoreError();
    EXPECT_EQ(calls, repeats ? 4 : 1) << failure;
  }
}

TEST(RetryTest, EndsAtOnceWhenStopped) {
  Stop stop;
  stop.Request();
  int calls = 0;

  Retry({.first_delay = absl::Hours(1), .max_delay = absl::Hours(1)}, &stop,
        [&](int /*attempt*/) {
          ++calls;
          return absl::UnavailableError("away");
        })
      .IgnoreError();

  EXPECT_EQ(calls, 1);
}

TEST(BackoffTest, DoublesUpToItsBoundInTheUpperHalf) {
  Backoff backoff({.first_delay = absl::Milliseconds(100),
                   .max_delay = absl::Milliseconds(450)});
  const absl::Status failed = absl::UnavailableError("");

  for (const int64_t whole : {100, 200, 400, 450, 450}) {
    const absl::Duration delay = backoff.Next(failed);
    EXPECT_GE(delay, absl::Milliseconds(whole) / 2);
    EXPECT_LE(delay, absl::Milliseconds(whole));
  }
}

TEST(BackoffTest, WaitsAsLongAsTheServerSays) {
  Backoff backoff(kFast);

  EXPECT_EQ(backoff.Next(FromGrpc(Refused())), absl::Seconds(3));
}

TEST(FromGrpcTest, CarriesWhatToDoNext) {
  const absl::Status status = FromGrpc(Refused());

  EXPECT_THAT(status, FailsWith(absl::StatusCode::kResourceExhausted,
                                "too much; Nothing more to do."));
  EXPECT_EQ(RefusalOf(status).name(), "TOKEN_SPENT");
  EXPECT_EQ(RetryDelayOf(status), absl::Seconds(3));
}

TEST(FromGrpcTest, TakesAnythingForDetails) {
  const absl::Status status = FromGrpc(
      {grpc::StatusCode::INTERNAL, "odd", std::string("\xff\xff\xff", 3)});

  EXPECT_THAT(status, FailsWith(absl::StatusCode::kInternal, "odd"));
  EXPECT_EQ(RefusalOf(status).name(), "");
  EXPECT_EQ(RetryDelayOf(status), absl::ZeroDuration());
  EXPECT_THAT(FromGrpc(grpc::Status::OK), IsOk());
}

}  // namespace
}  // namespace pingyi::testing
