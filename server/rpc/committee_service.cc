#include "server/rpc/committee_service.h"

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "proto/codec/committee.h"
#include "server/base/refusal.h"
#include "server/rpc/unary.h"

namespace pingyi {
namespace {

using Reactor = grpc::ServerBidiReactor<v1::ServeRequest, v1::ServeResponse>;

// An official that does not read gets no more than this.
constexpr size_t kMaxQueued = 1024;

// The sending half: outlives the stream, because others hold it.
class Wire final : public MemberLink {
 public:
  explicit Wire(Reactor* reactor) : reactor_(reactor) {}

  void Send(const CommitteeTask& task) override {
    const std::lock_guard lock(mutex_);
    if (reactor_ == nullptr || end_.has_value()) {
      return;
    }
    if (queue_.size() >= kMaxQueued) {
      end_ = absl::ResourceExhaustedError("the official does not read");
      return;
    }
    queue_.push_back(EncodeCommitteeTask(task));
    Pump();
  }
  void End(const absl::Status& status) override {
    const std::lock_guard lock(mutex_);
    if (!end_.has_value()) {
      end_ = status;
    }
    Pump();
  }

  // The stream's own calls.
  void OnWriteDone(bool ok) {
    const std::lock_guard lock(mutex_);
    writing_ = false;
    if (!ok && !end_.has_value()) {
      end_ = absl::CancelledError("the official is gone");
    }
    Pump();
  }
  // While messages are worked on, the stream may not be finished. (Two, for a
  // moment: the next may be read before the last one's work returns.)
  void BeginWork() {
    const std::lock_guard lock(mutex_);
    ++working_;
  }
  void EndWork() {
    const std::lock_guard lock(mutex_);
    --working_;
    Pump();
  }
  bool ended() const {
    const std::lock_guard lock(mutex_);
    return end_.has_value();
  }
  void Detach() {
    const std::lock_guard lock(mutex_);
    reactor_ = nullptr;
  }

 private:
  void Pump() {
    if (reactor_ == nullptr || writing_ || finished_) {
      return;
    }
    if (end_.has_value()) {
      if (working_ == 0) {
        finished_ = true;
        reactor_->Finish(ToGrpcStatus(*end_));
      }
      return;
    }
    if (!queue_.empty()) {
      current_ = std::move(queue_.front());
      queue_.pop_front();
      writing_ = true;
      reactor_->StartWrite(&current_);
    }
  }

  mutable std::mutex mutex_;
  Reactor* reactor_;
  std::deque<v1::ServeResponse> queue_;
  v1::ServeResponse current_;
  bool writing_ = false;
  int working_ = 0;
  bool finished_ = false;
  std::optional<absl::Status> end_;
};

// The receiving half: one message at a time, worked on by the pool.
class ServeReactor final : public Reactor {
 public:
  ServeReactor(Officials& officials, WorkerPool& pool)
      : officials_(officials),
        pool_(pool),
        wire_(std::make_shared<Wire>(this)),
        stream_(officials.Connect(wire_)) {
    StartRead(&request_);
  }
  ServeReactor(const ServeReactor&) = delete;
  ServeReactor& operator=(const ServeReactor&) = delete;
  ~ServeReactor() override = default;

  void OnReadDone(bool ok) override {
    if (!ok) {
      officials_.Disconnect(stream_);
      wire_->End(absl::OkStatus());
      return;
    }
    wire_->BeginWork();
    if (!pool_.TrySubmit([this] { Work(); })) {
      wire_->End(Overloaded("officials"));
      wire_->EndWork();
    }
  }
  void OnWriteDone(bool ok) override { wire_->OnWriteDone(ok); }
  void OnCancel() override {
    officials_.Disconnect(stream_);
    wire_->End(absl::CancelledError("cancelled"));
  }
  void OnDone() override {
    officials_.Disconnect(stream_);
    wire_->Detach();
    delete this;
  }

 private:
  void Work() {
    absl::Status status;
    if (auto message = DecodeMemberMessage(request_); message.ok()) {
      status = officials_.Receive(stream_, *message);
    } else {
      status = message.status();
    }
    if (!status.ok()) {
      officials_.Disconnect(stream_);
      wire_->End(WithRefusal(
          status, {.name = "STREAM_REFUSED",
                   .next_step = "Read the message, then connect again."}));
    } else if (!wire_->ended()) {
      StartRead(&request_);
    }
    // The last word: `this` may be gone behind it.
    const std::shared_ptr<Wire> wire = wire_;
    wire->EndWork();
  }

  Officials& officials_;
  WorkerPool& pool_;
  v1::ServeRequest request_;
  const std::shared_ptr<Wire> wire_;
  const uint64_t stream_;
};

}  // namespace

grpc::ServerBidiReactor<v1::ServeRequest, v1::ServeResponse>*
CommitteeServiceRpc::Serve(grpc::CallbackServerContext* /*context*/) {
  return new ServeReactor(officials_, pool_);
}

}  // namespace pingyi
