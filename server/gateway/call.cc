#include "server/gateway/call.h"

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <utility>
#include <vector>

namespace pingyi {
namespace {

// For what the caller puts around a frame.
constexpr size_t kSpare = 16;

}  // namespace

// gRPC calls us back on its threads, the connection on its own.
class Bridge::GenericCall final
    : public Call,
      public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>,
      public std::enable_shared_from_this<GenericCall> {
 public:
  GenericCall(Bridge& bridge, std::function<void()> wake)
      : bridge_(bridge), wake_(std::move(wake)) {}

  void Begin(const std::shared_ptr<grpc::ChannelInterface>& services,
             const CallRequest& request) {
    self_ = shared_from_this();
    const grpc::Slice slice(request.message);
    request_ = grpc::ByteBuffer(&slice, 1);
    context_.set_deadline(std::chrono::system_clock::now() + request.limit);
    grpc::GenericStub stub(services);
    stub.PrepareBidiStreamingCall(&context_, request.method,
                                  grpc::StubOptions(), this);
    // Reads are asked for outside of a reaction; without the hold OnDone could
    // overtake them.
    AddHold();
    StartWriteLast(&request_, grpc::WriteOptions());
    StartRead(&response_);
    StartCall();
  }

  bool Take(std::string& out) override {
    const std::lock_guard lock(mutex_);
    if (!has_message_) {
      return false;
    }
    has_message_ = false;
    out.reserve(out.size() + response_.Length() + kSpare);
    out += DataFrameHeader(static_cast<uint32_t>(response_.Length()));
    std::vector<grpc::Slice> slices;
    if (response_.Dump(&slices).ok()) {
      for (const grpc::Slice& slice : slices) {
        out.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
      }
    }
    response_.Clear();
    return true;
  }

  void Next() override {
    {
      const std::lock_guard lock(mutex_);
      if (reading_ || !held_) {
        return;
      }
      reading_ = true;
    }
    StartRead(&response_);
  }

  std::optional<Ending> ending() const override {
    const std::lock_guard lock(mutex_);
    return ending_;
  }

  void Cancel() override {
    context_.TryCancel();
    {
      const std::lock_guard lock(mutex_);
      if (reading_) {
        return;  // The read ends, and with it the hold.
      }
    }
    Release();
  }

 private:
  void OnReadDone(bool ok) override {
    {
      const std::lock_guard lock(mutex_);
      reading_ = false;
      has_message_ = ok;
    }
    if (ok) {
      wake_();
    } else {
      Release();
    }
  }

  void OnDone(const grpc::Status& status) override {
    {
      const std::lock_guard lock(mutex_);
      ending_ = Ending{.code = status.error_code(),
                       .message = status.error_message(),
                       .details = status.error_details()};
    }
    wake_();
    const std::shared_ptr<GenericCall> self = std::move(self_);
    bridge_.OnOver();
  }

  // gRPC is never called with our mutex: it might call back at once.
  void Release() {
    {
      const std::lock_guard lock(mutex_);
      if (!std::exchange(held_, false)) {
        return;
      }
    }
    RemoveHold();
  }

  Bridge& bridge_;
  std::function<void()> wake_;
  std::shared_ptr<GenericCall> self_;
  grpc::ClientContext context_;
  grpc::ByteBuffer request_;
  mutable std::mutex mutex_;
  grpc::ByteBuffer response_;
  bool reading_ = true;
  bool has_message_ = false;
  bool held_ = true;
  std::optional<Ending> ending_;
};

Bridge::Bridge(std::shared_ptr<grpc::ChannelInterface> services)
    : services_(std::move(services)) {}

Bridge::~Bridge() {
  Drain();
}

std::shared_ptr<Call> Bridge::Start(const CallRequest& request,
                                    std::function<void()> wake) {
  {
    const std::lock_guard lock(mutex_);
    ++running_;
  }
  auto call = std::make_shared<GenericCall>(*this, std::move(wake));
  call->Begin(services_, request);
  return call;
}

void Bridge::Drain() {
  std::unique_lock lock(mutex_);
  over_.wait(lock, [this] { return running_ == 0; });
}

void Bridge::OnOver() {
  const std::lock_guard lock(mutex_);
  --running_;
  over_.notify_all();
}

}  // namespace pingyi
