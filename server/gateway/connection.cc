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

#include "absl/strings/str_cat.h"

namespace pingyi {
namespace {

// Read ahead of what is being served.
constexpr size_t kInbox = size_t{16} << 10;
// Every client may send a body of this size; a ballot is a third of it.
constexpr size_t kSmallBody = size_t{32} << 10;
// What a refused client may still send before we hang up.
constexpr size_t kLingerBytes = size_t{1} << 20;
constexpr std::chrono::milliseconds kLingerTime = std::chrono::seconds(1);
constexpr size_t kSlowestBytesPerMilli = 16;

// A chunk is its size in hexadecimal, and its bytes; the size is filled in
// later, so that a large piece of the log is not copied for it.
constexpr char kNoSize[] = "00000000\r\n";
constexpr char kChunkEnd[] = "\r\n";
constexpr char kLastChunk[] = "0\r\n\r\n";

size_t BeginChunk(std::string& out) {
  const size_t begin = out.size();
  out += kNoSize;
  return begin;
}

void EndChunk(std::string& out, size_t begin, WebFormat format) {
  const size_t content = begin + sizeof(kNoSize) - 1;
  if (format == WebFormat::kText) {
    const std::string text = InFormat(format, out.substr(content));
    out.replace(content, std::string::npos, text);
  }
  const std::string size =
      absl::StrCat(absl::Hex(out.size() - content, absl::kZeroPad8));
  out.replace(begin, size.size(), size);
  out += kChunkEnd;
}

}  // namespace

void Connection::Start(asio::ip::tcp::socket socket, const TlsContext* tls,
                       std::string address, const ConnectionHome& home) {
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

Connection::Task<bool> Connection::ReadHead() {
  if (stopping_ || !home_.admission->SetWaiting(seat_, true)) {
    co_return false;
  }
  serving_ = false;
  bool begun = false;
  SetDeadline(home_.limits.idle);
  size_t end = HeadEnd(inbox_);
  while (end == std::string::npos && inbox_.size() <= kMaxHead) {
    if (!inbox_.empty() && !std::exchange(begun, true)) {
      SetDeadline(home_.limits.head);
    }
    if (!co_await MoreInput()) {
      if (begun && expired_) {
        co_return co_await Refuse(408, "the head took too long");
      }
      co_return false;
    }
    end = HeadEnd(inbox_);
  }
  if (!home_.admission->SetWaiting(seat_, false)) {
    co_return false;
  }
  serving_ = true;
  if (end == std::string::npos || end > kMaxHead) {
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

Connection::Task<bool> Connection::Converse(CallPlan plan) {
  auto message = DecodeWebRequest(plan.format, std::exchange(body_, {}));
  ReturnBodyMemory();
  if (!message.ok()) {
    co_return co_await Refuse(400, std::string(message.status().message()));
  }
  EndDeadline();
  const std::shared_ptr<Call> call = home_.bridge->Start(
      {.method = plan.method,
       .message = *std::move(message),
       .limit = plan.limit},
      [weak = weak_from_this(), executor = socket_.get_executor()] {
        asio::post(executor, [weak] {
          if (const auto self = weak.lock()) {
            self->Wake();
          }
        });
      });
  Pump();
  const bool done = plan.streaming ? co_await SendStream(call, std::move(plan))
                                   : co_await SendAnswer(call, std::move(plan));
  if (!done) {
    call->Cancel();
  }
  co_return done && !head_.close && !stopping_;
}

Connection::Task<bool> Connection::SendAnswer(std::shared_ptr<Call> call,
                                              CallPlan plan) {
  std::string frames;
  std::optional<Ending> ending;
  while (!ending.has_value()) {
    if (call->Take(frames)) {
      call->Next();
    }
    ending = call->ending();
    if (Ended()) {
      co_return false;
    }
    if (!ending.has_value()) {
      co_await Rest();
    }
  }
  frames += TrailersFrame(*ending);
  Response response = PlainText(200, ContentTypeOf(plan.format),
                                InFormat(plan.format, std::move(frames)));
  response.fields += plan.fields;
  co_return co_await Send(std::move(response), head_.close || stopping_);
}

Connection::Task<bool> Connection::SendStream(std::shared_ptr<Call> call,
                                              CallPlan plan) {
  std::string out =
      HeadOfStream(ContentTypeOf(plan.format), plan.fields, head_.close);
  // The head goes first, so that the page knows that it is connected.
  bool alive = co_await Write(out);
  while (alive) {
    out = std::string();  // Its memory too: a stream may wait for hours.
    const size_t chunk = BeginChunk(out);
    if (call->Take(out)) {
      EndChunk(out, chunk, plan.format);
      alive = co_await Write(out);
      call->Next();
      continue;
    }
    if (const std::optional<Ending> ending = call->ending()) {
      out += TrailersFrame(*ending);
      EndChunk(out, chunk, plan.format);
      out += kLastChunk;
      co_return co_await Write(out);
    }
    if (Ended()) {
      co_return false;
    }
    co_await Rest();
  }
  co_return false;
}

Connection::Task<bool> Connection::Send(Response response, bool close) {
  const std::string head = HeadOf(response, close);
  if (!co_await Write(head)) {
    co_return false;
  }
  if (response.body != nullptr && head_.method != "HEAD") {
    co_return co_await Write(*response.body);
  }
  co_return true;
}

Connection::Task<bool> Connection::Refuse(int status, std::string why) {
  home_.traffic->Add(status == 408 ? Count::kTimedOut
                                   : Count::kRefusedRequests);
  body_.clear();
  ReturnBodyMemory();
  linger_ = true;
  head_.method.clear();
  co_await Send(PlainText(status, why), /*close=*/true);
  co_return false;
}

Connection::Task<bool> Connection::Write(absl::string_view data) {
  SetDeadline(home_.limits.stall +
              std::chrono::milliseconds(data.size() / kSlowestBytesPerMilli));
  while (!data.empty()) {
    const Moved moved = wire_->Write(data);
    if (moved.flow == Flow::kMoved) {
      data.remove_prefix(moved.bytes);
      home_.traffic->Add(Count::kBytesOut, static_cast<int64_t>(moved.bytes));
    } else if (moved.flow == Flow::kClosed || !co_await Ready(moved.flow)) {
      home_.traffic->Add(Count::kTimedOut, expired_ ? 1 : 0);
      co_return false;
    }
  }
  EndDeadline();
  co_return true;
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
