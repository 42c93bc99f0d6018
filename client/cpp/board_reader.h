#ifndef CLIENT_CPP_BOARD_READER_H_
#define CLIENT_CPP_BOARD_READER_H_

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "client/cpp/board_log.h"
#include "client/cpp/channel.h"
#include "client/cpp/retry.h"
#include "client/record/record.h"

namespace pingyi {

// Follows a server's log on a thread of its own, for as long as it lives:
// connects again after every break, and stops only at a log that cannot be
// trusted (BoardLog::broken). Thread-safe.
class BoardReader {
 public:
  struct Options {
    Endpoint endpoint;
    BoardLog::Options log;
    RetryPolicy retry = {.first_delay = absl::Milliseconds(100),
                         .max_delay = absl::Seconds(3)};
    // Called on the reader's thread, without its lock, after anything changed
    // (leaves, checkpoints, connection). Must not block. May be empty.
    std::function<void()> on_change;
  };

  // Errors as for CheckEndpoint.
  static absl::StatusOr<std::unique_ptr<BoardReader>> Start(Options options);
  ~BoardReader();
  BoardReader(const BoardReader&) = delete;
  BoardReader& operator=(const BoardReader&) = delete;

  // Calls `look(log)` under the lock and returns what it returns. What it
  // points into is valid inside only.
  template <typename F>
  auto With(F&& look) {
    const std::lock_guard lock(mutex_);
    return std::forward<F>(look)(log_);
  }

  // Waits until `ready(log)`. DEADLINE_EXCEEDED, with what the connection said
  // last; or why the log cannot be trusted.
  absl::Status WaitUntil(const std::function<bool(BoardLog&)>& ready,
                         absl::Duration timeout);

  // OK while connected; otherwise what the last attempt failed with, or why
  // the log cannot be trusted.
  absl::Status state() const;

 private:
  explicit BoardReader(Options options);
  void Run();
  // Follows over one connection until it breaks.
  absl::Status Follow(size_t attempt);
  void Changed(absl::Status state);

  const Options options_;
  Stop stop_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  BoardLog log_;
  absl::Status state_;
  grpc::ClientContext* running_ = nullptr;
  bool ended_ = false;
  std::thread thread_;
};

// A blob from the server; errors as for GetBlob, and DATA_LOSS if it is
// another.
absl::StatusOr<Bytes> FetchBlob(const std::shared_ptr<grpc::Channel>& channel,
                                const Digest& sha256);

// All that is public, up to the newest checkpoint with quorum, believed in
// nothing: for `verify` and `export`. Retryable codes if the server is away;
// FAILED_PRECONDITION if there is no quorum yet.
absl::StatusOr<RawRecord> FetchRecord(const Endpoint& endpoint,
                                      absl::Duration timeout);

}  // namespace pingyi

#endif  // CLIENT_CPP_BOARD_READER_H_
