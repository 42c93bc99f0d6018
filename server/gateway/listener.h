#ifndef SERVER_GATEWAY_LISTENER_H_
#define SERVER_GATEWAY_LISTENER_H_

#include <asio/awaitable.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>
#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "server/gateway/connection.h"

namespace pingyi {

// Threads, each with an event loop of its own; a connection stays on one.
class Loops {
 public:
  explicit Loops(size_t threads);
  // Stops.
  ~Loops();
  Loops(const Loops&) = delete;
  Loops& operator=(const Loops&) = delete;

  asio::io_context& first() { return loops_.front()->context; }
  // One after the other.
  asio::io_context& Any();
  // Ends the threads; what has not run yet never will.
  void Stop();

 private:
  struct Loop {
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> work{
        context.get_executor()};
    // Makes the context's reactor now: when descriptors have run out, there
    // would be none for it.
    asio::steady_timer reactor{context};
    std::thread thread;
  };
  std::vector<std::unique_ptr<Loop>> loops_;
  std::atomic<size_t> next_ = 0;
};

// Accepts connections at one address. Being out of descriptors or memory stops
// it for a moment, not for good.
class Listener {
 public:
  // Begins to listen and to accept. UNAVAILABLE: not at this address. `tls`
  // (nullptr: plain text), `loops` and `home` must outlive the listener and
  // all its connections.
  static absl::StatusOr<std::unique_ptr<Listener>> Open(
      const std::string& address, const TlsContext* tls, Loops& loops,
      const ConnectionHome& home);
  // Stop has been called, or the loops have ended.
  ~Listener() = default;
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  // host:port, with the port that was taken.
  const std::string& address() const { return address_; }

  // Accepts no more; returns at once.
  void Stop();

 private:
  Listener(const TlsContext* tls, Loops& loops, const ConnectionHome& home);
  absl::Status Bind(const std::string& address);
  asio::awaitable<void> Accept();
  void Welcome(asio::ip::tcp::socket socket);

  const TlsContext* const tls_;
  Loops& loops_;
  const ConnectionHome& home_;
  asio::ip::tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  std::string address_;
};

}  // namespace pingyi

#endif  // SERVER_GATEWAY_LISTENER_H_
