#include "server/gateway/connection.h"

#include <algorithm>
#include <array>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <system_error>
#include <utility>
#include <variant>

namespace pingyi {
namespace {

// Read ahead of what is being served.
constexpr size_t kInbox = size_t{16} << 10;
// Every client may send a body of this size; a ballot is a third of it.
constexpr size_t kSmallBody = size_t{32} << 10;
// What a refused client may still send before we hang up.
constexpr size_t kLingerBytes = size_t{1} << 20;
constexpr std::chrono::milliseconds kLingerTime = std::chrono::seconds(1);

}  // namespace

void Connection::Start(asio::ip::tcp::socket socket, const TlsContext* tls,
                       const std::string& address, const ConnectionHome& home) {
  const asio::any_io_executor executor = socket.get_executor();
  auto self = std::make_shared<Connection>(std::move(socket), tls, home);
  bool shed = false;
  self->seat_ = home.admission->Enter(
      address,
      [weak = self->weak_from_this(), executor](Admission::Why why) {
        asio::post(executor, [weak, why] {
          if (const auto connection = weak.lock()) {
            connection->Leave(why);
          }
        });
      },
      &shed);
  home.traffic->Add(Count::kShed, shed ? 1 : 0);
  if (self->seat_ == nullptr) {
    home.traffic->Add(Count::kRefusedConnections);
    return;  // Closes the socket.
  }
  home.traffic->Add(Count::kConnections);
  home.traffic->Add(Count::kOpen);
  asio::co_spawn(executor, Run(std::move(self)), asio::detached);
}

Connection::Connection(asio::ip::tcp::socket socket, const TlsContext* tls,
                       const ConnectionHome& home)
    : socket_(std::move(socket)),
      wire_(MakeWire(socket_.native_handle(), tls)),
      home_(home),
      wake_(socket_.get_executor(), Clock::time_point::max()),
      deadline_(socket_.get_executor(), Clock::time_point::max()) {}

Connection::~Connection() {
  ReturnBodyMemory();
  if (seat_ != nullptr) {
    home_.traffic->Add(Count::kOpen, -1);
    home_.admission->Leave(seat_);
  }
}

Connection::Task<void> Connection::Run(std::shared_ptr<Connection> self) {
  bool more = co_await self->Greet();
  while (more) {
    more = co_await self->ServeOne();
  }
  if (self->linger_ && !self->dismissed_) {
    co_await self->Linger();
  }
  self->Close();
}

Connection::Task<bool> Connection::Greet() {
  SetDeadline(home_.limits.handshake);
  for (;;) {
    const Flow flow = wire_->Handshake();
    if (flow == Flow::kMoved || flow == Flow::kClosed) {
      co_return flow == Flow::kMoved;
    }
    if (!co_await Ready(flow)) {
      co_return false;
    }
  }
}

Connection::Task<bool> Connection::ServeOne() {
  if (!co_await ReadHead()) {
    co_return false;
  }
  std::variant<Response, CallPlan> route = home_.site->Open(head_);
  if (auto* response = std::get_if<Response>(&route)) {
    // A body that nobody asked for is not read: nothing can follow it.
    linger_ = head_.length > 0;
    const bool close = head_.close || linger_ || stopping_;
    co_return co_await Send(std::move(*response), close) && !close;
  }
  if (!co_await ReadBody()) {
    co_return false;
  }
  co_return co_await Converse(std::get<CallPlan>(std::move(route)));
}

Connection::Task<bool> Connection::AwaitHead() {
  bool begun = false;
  SetDeadline(home_.limits.idle);
  while (HeadEnd(inbox_) == std::string::npos && inbox_.size() <= kMaxHead) {
    if (!inbox_.empty() && !std::exchange(begun, true)) {
      SetDeadline(home_.limits.head);
    }
    if (co_await MoreInput()) {
      continue;
    }
    if (begun && expired_) {
      co_return co_await Refuse(408, "the head took too long");
    }
    co_return false;
  }
  co_return true;
}

Connection::Task<bool> Connection::ReadHead() {
  serving_ = false;
  if (stopping_ || !home_.admission->SetWaiting(seat_, true)) {
    co_return false;
  }
  if (!co_await AwaitHead()) {
    co_return false;
  }
  if (!home_.admission->SetWaiting(seat_, false)) {
    co_return false;
  }
  serving_ = true;
  const size_t end = HeadEnd(inbox_);
  if (end > kMaxHead) {  // Or there is none.
    co_return co_await Refuse(431, "the head is longer than 8 KiB");
  }
  auto parsed = ParseRequestHead(absl::string_view(inbox_.data(), end));
  inbox_.erase(0, end);
  if (const auto* refusal = std::get_if<HttpRefusal>(&parsed)) {
    co_return co_await Refuse(refusal->status, refusal->why);
  }
  head_ = std::get<RequestHead>(std::move(parsed));
  // "The connection that this came over is not to be used again."
  head_.close |= head_.Field("pingyi-fresh") == "1";
  co_return true;
}

Connection::Task<bool> Connection::ReadBody() {
  if (!head_.has_length) {
    co_return co_await Refuse(411, "a body must come with its length");
  }
  if (head_.length > home_.limits.body_bytes) {
    co_return co_await Refuse(413, "the body is too large");
  }
  SetDeadline(home_.limits.body);
  if (head_.expects_continue && inbox_.empty() &&
      !co_await Write("HTTP/1.1 100 Continue\r\n\r\n")) {
    co_return false;
  }
  body_.clear();
  for (;;) {
    const size_t piece =
        std::min<size_t>(inbox_.size(), head_.length - body_.size());
    if (!TakeBodyMemory(body_.size() + piece)) {
      co_return co_await Refuse(503, "too many large bodies at a time");
    }
    body_.append(inbox_, 0, piece);
    inbox_.erase(0, piece);
    if (body_.size() == head_.length) {
      co_return true;
    }
    if (!co_await MoreInput()) {
      if (expired_) {
        co_return co_await Refuse(408, "the body took too long");
      }
      co_return false;
    }
  }
}

// A client that is still sending would lose our answer if we hung up at once.
Connection::Task<void> Connection::Linger() {
  std::error_code ignored;
  wire_->SayBye();
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  SetDeadline(kLingerTime);
  for (size_t bytes = 0; bytes < kLingerBytes;) {
    bytes += inbox_.size();
    inbox_.clear();
    if (!co_await MoreInput()) {
      break;
    }
  }
}

Connection::Task<bool> Connection::MoreInput() {
  const size_t before = inbox_.size();
  Pump();
  while (inbox_.size() == before && !Ended()) {
    co_await Rest();
  }
  co_return inbox_.size() != before && !expired_ && !dismissed_;
}

Connection::Task<void> Connection::Rest() {
  std::error_code ignored;
  co_await wake_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

Connection::Task<bool> Connection::Ready(Flow flow) {
  if (expired_ || dismissed_) {
    co_return false;
  }
  const auto wait = flow == Flow::kWantRead ? asio::socket_base::wait_read
                                            : asio::socket_base::wait_write;
  std::error_code error;
  co_await socket_.async_wait(wait,
                              asio::redirect_error(asio::use_awaitable, error));
  co_return !error && !expired_ && !dismissed_;
}

void Connection::Pump() {
  const size_t before = inbox_.size();
  while (!pumping_ && !closed_ && inbox_.size() < kInbox) {
    std::array<char, kInbox> piece;  // NOLINT: not worth clearing each time.
    const Moved moved = wire_->Read(piece.data(), piece.size() - inbox_.size());
    if (moved.flow == Flow::kMoved) {
      inbox_.append(piece.data(), moved.bytes);
      home_.traffic->Add(Count::kBytesIn, static_cast<int64_t>(moved.bytes));
    } else if (moved.flow == Flow::kClosed) {
      closed_ = true;
    } else {
      pumping_ = true;
      socket_.async_wait(moved.flow == Flow::kWantRead
                             ? asio::socket_base::wait_read
                             : asio::socket_base::wait_write,
                         [self = shared_from_this()](std::error_code error) {
                           self->pumping_ = false;
                           if (!error) {
                             self->Pump();
                           }
                         });
    }
  }
  if (closed_ || inbox_.size() != before) {
    Wake();
  }
}

void Connection::SetDeadline(std::chrono::milliseconds limit) {
  expired_ = false;
  armed_ = true;
  deadline_.expires_after(limit);
  deadline_.async_wait([weak = weak_from_this()](std::error_code error) {
    const auto self = weak.lock();
    if (!error && self != nullptr) {
      self->OnDeadline();
    }
  });
}

void Connection::EndDeadline() {
  armed_ = false;
  deadline_.cancel();
}

void Connection::OnDeadline() {
  if (!armed_ || deadline_.expiry() > Clock::now()) {
    return;  // It was moved while we were on our way.
  }
  expired_ = true;
  std::error_code ignored;
  socket_.cancel(ignored);
  Wake();
}

void Connection::Leave(Admission::Why why) {
  // What is being served comes to its end first; told again, it does not.
  if (why == Admission::Why::kStop && !std::exchange(stopping_, true) &&
      serving_) {
    return;
  }
  dismissed_ = true;
  std::error_code ignored;
  socket_.cancel(ignored);
  Wake();
}

bool Connection::TakeBodyMemory(size_t size) {
  if (size > kSmallBody && size > large_) {
    if (!home_.admission->TakeLarge(size - large_)) {
      return false;
    }
    large_ = size;
  }
  return true;
}

void Connection::ReturnBodyMemory() {
  home_.admission->ReturnLarge(std::exchange(large_, 0));
}

void Connection::Close() {
  std::error_code ignored;
  EndDeadline();
  if (!linger_) {
    wire_->SayBye();
  }
  socket_.close(ignored);
}

}  // namespace pingyi
