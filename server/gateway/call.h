#ifndef SERVER_GATEWAY_CALL_H_
#define SERVER_GATEWAY_CALL_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "server/gateway/grpc_web.h"

namespace grpc {
class ChannelInterface;
}  // namespace grpc

namespace pingyi {

// One call under way, seen from the browser's side: one message in, any number
// out, an ending. Knows no message's type: bytes go through as they are.
class Call {
 public:
  Call() = default;
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;
  virtual ~Call() = default;

  // Appends the message that has come, as a data frame; false if none has.
  virtual bool Take(std::string& out) = 0;
  // Asks for the next message, once the last is taken and has found its way:
  // a slow reader holds one message, not many.
  virtual void Next() = 0;
  // Set once the call is over.
  virtual std::optional<Ending> ending() const = 0;
  // Nobody wants the rest. The last call on this.
  virtual void Cancel() = 0;
};

struct CallRequest {
  std::string method;  // "/package.Service/Method"
  std::string message;
  std::chrono::milliseconds limit;
};

// Where calls are made: the services of this process. Thread-safe.
class Bridge {
 public:
  explicit Bridge(std::shared_ptr<grpc::ChannelInterface> services);
  ~Bridge();
  Bridge(const Bridge&) = delete;
  Bridge& operator=(const Bridge&) = delete;

  // Begins a call. `wake` is called, on any thread, whenever Take or ending
  // may have something new; it must be short.
  std::shared_ptr<Call> Start(const CallRequest& request,
                              std::function<void()> wake);

  // Waits until every call is over; those that nobody cancels may take long.
  void Drain();

 private:
  class GenericCall;
  void OnOver();

  const std::shared_ptr<grpc::ChannelInterface> services_;
  std::mutex mutex_;
  std::condition_variable over_;
  size_t running_ = 0;
};

}  // namespace pingyi

#endif  // SERVER_GATEWAY_CALL_H_
