#ifndef CLIENT_CPP_RETRY_H_
#define CLIENT_CPP_RETRY_H_

#include <grpcpp/support/status.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "pingyi/v1/board.pb.h"

// What to do after a call has failed, decided by its status code alone.
namespace pingyi {

// The end of a program's work, asked for by a signal or another thread. A
// latch: once requested it stays so.
class Stop {
 public:
  void Request();
  bool requested() const;
  // Waits; returns true, at once, when the stop is requested.
  bool WaitFor(absl::Duration duration) const;

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable wake_;
  bool requested_ = false;
};

// A gRPC status with its details: the message ends in what to do next, and
// RefusalOf and RetryDelayOf find what the server attached.
absl::Status FromGrpc(const grpc::Status& status);
// The server's Refusal; a default one if there is none.
v1::Refusal RefusalOf(const absl::Status& status);
// The server's RetryInfo; zero if there is none.
absl::Duration RetryDelayOf(const absl::Status& status);

// UNAVAILABLE, DEADLINE_EXCEEDED and RESOURCE_EXHAUSTED: the same call may
// succeed later. Everything else says that it will not.
bool IsRetryable(const absl::Status& status);

struct RetryPolicy {
  absl::Duration first_delay = absl::Milliseconds(100);
  absl::Duration max_delay = absl::Seconds(5);
  int max_attempts = 12;
};

// Delays that double up to a bound, each drawn from the upper half of its
// range, so that many clients do not come back together.
class Backoff {
 public:
  explicit Backoff(const RetryPolicy& policy) : policy_(policy) {}

  // How long to wait after `failed`: the server's delay if that is longer.
  absl::Duration Next(const absl::Status& failed);
  void Reset() { failures_ = 0; }

 private:
  RetryPolicy policy_;
  int failures_ = 0;
};

// Calls `attempt` (with 0, 1, ...) until it is OK, fails for good, has failed
// max_attempts times, or `stop` (may be null) is requested. Returns what the
// last attempt returned.
absl::Status Retry(const RetryPolicy& policy, const Stop* stop,
                   const std::function<absl::Status(int)>& attempt);

}  // namespace pingyi

#endif  // CLIENT_CPP_RETRY_H_
