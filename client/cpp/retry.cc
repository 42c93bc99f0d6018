#include "client/cpp/retry.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <thread>

#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "crypto/base/random.h"
#include "pingyi/v1/status.pb.h"

namespace pingyi {
namespace {

constexpr char kRefusalUrl[] = "type.googleapis.com/pingyi.v1.Refusal";
constexpr char kRetryUrl[] = "type.googleapis.com/google.rpc.RetryInfo";

}  // namespace

void Stop::Request() {
  {
    const std::lock_guard lock(mutex_);
    requested_ = true;
  }
  wake_.notify_all();
}

bool Stop::requested() const {
  const std::lock_guard lock(mutex_);
  return requested_;
}

bool Stop::WaitFor(absl::Duration duration) const {
  std::unique_lock lock(mutex_);
  return wake_.wait_for(lock, absl::ToChronoMilliseconds(duration),
                        [this] { return requested_; });
}

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) {
    return absl::OkStatus();
  }
  v1::StatusDetails details;
  v1::Refusal refusal;
  if (!details.ParseFromString(status.error_details())) {
    details.Clear();
  }
  std::string message = status.error_message();
  for (const google::protobuf::Any& any : details.details()) {
    if (any.type_url() == kRefusalUrl && refusal.ParseFromString(any.value()) &&
        !refusal.next_step().empty() &&
        !absl::StrContains(message, refusal.next_step())) {
      absl::StrAppend(&message, message.empty() ? "" : "; ",
                      refusal.next_step());
    }
  }
  absl::Status out(static_cast<absl::StatusCode>(status.error_code()), message);
  for (const google::protobuf::Any& any : details.details()) {
    out.SetPayload(any.type_url(), absl::Cord(any.value()));
  }
  return out;
}

v1::Refusal RefusalOf(const absl::Status& status) {
  v1::Refusal refusal;
  const auto payload = status.GetPayload(kRefusalUrl);
  if (payload.has_value() && !refusal.ParseFromString(std::string(*payload))) {
    refusal.Clear();
  }
  return refusal;
}

absl::Duration RetryDelayOf(const absl::Status& status) {
  const auto payload = status.GetPayload(kRetryUrl);
  v1::RetryInfo info;
  if (!payload.has_value() || !info.ParseFromString(std::string(*payload))) {
    return absl::ZeroDuration();
  }
  return absl::Seconds(info.retry_delay().seconds()) +
         absl::Nanoseconds(info.retry_delay().nanos());
}

bool IsRetryable(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ||
         absl::IsResourceExhausted(status);
}

absl::Duration Backoff::Next(const absl::Status& failed) {
  constexpr int kMaxDoublings = 20;
  absl::Duration delay = policy_.first_delay;
  for (int i = 0; i < std::min(failures_, kMaxDoublings); ++i) {
    delay = std::min(delay * 2, policy_.max_delay);
  }
  ++failures_;
  std::array<uint8_t, 2> random = {};
  FillRandom(random);
  const double fraction = (random[0] * 256.0 + random[1]) / 65536.0;
  delay = delay / 2 + delay / 2 * fraction;
  return std::max(delay, RetryDelayOf(failed));
}

absl::Status Retry(const RetryPolicy& policy, const Stop* stop,
                   const std::function<absl::Status(int)>& attempt) {
  Backoff backoff(policy);
  for (int i = 0;; ++i) {
    absl::Status status = attempt(i);
    if (status.ok() || !IsRetryable(status) || i + 1 >= policy.max_attempts) {
      return status;
    }
    const absl::Duration delay = backoff.Next(status);
    if (stop == nullptr) {
      std::this_thread::sleep_for(absl::ToChronoMilliseconds(delay));
    } else if (stop->WaitFor(delay)) {
      return status;
    }
  }
}

}  // namespace pingyi
