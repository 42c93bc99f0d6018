#ifndef SERVER_GATEWAY_CONNECTION_H_
#define SERVER_GATEWAY_CONNECTION_H_

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "server/gateway/admission.h"
#include "server/gateway/call.h"
#include "server/gateway/site.h"
#include "server/gateway/traffic.h"
#include "server/gateway/wire.h"

namespace pingyi {

// How long a client may take, and how much it may send.
struct ConnectionLimits {
  std::chrono::milliseconds handshake = std::chrono::seconds(10);
  // From a request's first byte to the end of its head.
  std::chrono::milliseconds head = std::chrono::seconds(10);
  std::chrono::milliseconds body = std::chrono::seconds(30);
  // Without any request.
  std::chrono::milliseconds idle = std::chrono::seconds(75);
  // For taking an answer, on top of the time at 16 KiB a second.
  std::chrono::milliseconds stall = std::chrono::seconds(20);
  size_t body_bytes = size_t{17} << 20;
};

// What all connections of one listener share. Outlives them.
struct ConnectionHome {
  const Site* site = nullptr;
  Bridge* bridge = nullptr;  // nullptr: the site plans no calls.
  Admission* admission = nullptr;
  Traffic* traffic = nullptr;
  ConnectionLimits limits;
};

// One client: reads a request, answers it, reads the next. Lives on the one
// thread of its executor, and as long as something is under way.
//
// One reader (Pump) moves what comes into a small inbox, also while a call
// runs: that is how we see a client go. The rest is one coroutine that waits
// for the inbox, the call or the deadline.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  // Serves until the client or we have had enough. `socket` does not block.
  static void Start(asio::ip::tcp::socket socket, const TlsContext* tls,
                    const std::string& address, const ConnectionHome& home);

  Connection(asio::ip::tcp::socket socket, const TlsContext* tls,
             const ConnectionHome& home);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

 private:
  using Clock = std::chrono::steady_clock;
  template <typename T>
  using Task = asio::awaitable<T>;

  static Task<void> Run(std::shared_ptr<Connection> self);
  // False: the connection is at its end.
  Task<bool> Greet();
  Task<bool> ServeOne();
  Task<bool> AwaitHead();
  Task<bool> ReadHead();
  Task<bool> ReadBody();
  Task<bool> Converse(CallPlan plan);
  Task<bool> SendAnswer(std::shared_ptr<Call> call, CallPlan plan);
  Task<bool> SendStream(std::shared_ptr<Call> call, CallPlan plan);
  Task<bool> Send(Response response, bool close);
  Task<bool> Refuse(int status, std::string why);
  Task<bool> Write(absl::string_view data);
  Task<void> Linger();

  // Waits until more is in the inbox. False: the client is gone, was too slow,
  // or is to leave.
  Task<bool> MoreInput();
  // Waits for anything.
  Task<void> Rest();
  // Waits for the socket.
  Task<bool> Ready(Flow flow);

  void Pump();
  void Wake() { wake_.cancel(); }
  void SetDeadline(std::chrono::milliseconds limit);
  void EndDeadline();
  void OnDeadline();
  void Leave(Admission::Why why);
  bool TakeBodyMemory(size_t size);
  void ReturnBodyMemory();
  bool Ended() const { return closed_ || expired_ || dismissed_; }
  void Close();

  asio::ip::tcp::socket socket_;
  const std::unique_ptr<Wire> wire_;
  const ConnectionHome& home_;
  Admission::Seat* seat_ = nullptr;
  asio::steady_timer wake_;
  asio::steady_timer deadline_;
  std::string inbox_;
  std::string body_;
  RequestHead head_;
  size_t large_ = 0;        // Memory taken for the body.
  bool pumping_ = false;    // A wait of the pump is under way.
  bool closed_ = false;     // The client sends nothing more.
  bool serving_ = false;    // A request has come and is not answered yet.
  bool armed_ = false;      // There is a deadline.
  bool expired_ = false;    // The deadline has passed.
  bool dismissed_ = false;  // We want it to end.
  bool stopping_ = false;   // As soon as nothing is under way.
  bool linger_ = false;     // The client may still be sending.
};

}  // namespace pingyi

#endif  // SERVER_GATEWAY_CONNECTION_H_
