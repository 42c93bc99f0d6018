// What a connection sends.
#include <asio/post.hpp>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/gateway/connection.h"

namespace pingyi {
namespace {

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

}  // namespace pingyi
