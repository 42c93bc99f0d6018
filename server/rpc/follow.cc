#include "server/rpc/follow.h"

#include <mutex>

#include "crypto/base/status_macros.h"
#include "proto/codec/strict.h"
#include "server/base/refusal.h"
#include "server/rpc/unary.h"

namespace pingyi {
namespace {

class FollowReactor final : public grpc::ServerWriteReactor<v1::FollowResponse>,
                            public Follower {
 public:
  FollowReactor(Board& board, uint64_t start) : board_(board) {
    cursor_.next = start;
  }
  FollowReactor(const FollowReactor&) = delete;
  FollowReactor& operator=(const FollowReactor&) = delete;
  ~FollowReactor() override = default;

  void Begin(size_t max_followers, const absl::Status& early) {
    absl::Status status = early;
    if (status.ok()) {
      status = board_.AddFollower(this, max_followers);
    }
    if (!status.ok()) {
      End(status);
      return;
    }
    OnChange();
  }

  void OnChange() override {
    const std::lock_guard lock(mutex_);
    Pump();
  }
  void OnStop() override { End(Stopping()); }

  void OnWriteDone(bool ok) override {
    const std::lock_guard lock(mutex_);
    writing_ = false;
    response_ = v1::FollowResponse();  // Its memory too: pieces are large.
    if (!ok) {
      FinishLocked(absl::CancelledError("the follower is gone"));
      return;
    }
    if (finish_later_) {
      FinishLocked(Stopping());
      return;
    }
    Pump();
  }
  void OnCancel() override { End(absl::CancelledError("cancelled")); }
  void OnDone() override {
    board_.RemoveFollower(this);
    delete this;
  }

 private:
  void Pump() {
    if (!writing_ && !finished_ && board_.Next(cursor_, response_)) {
      writing_ = true;
      StartWrite(&response_);
    }
  }
  void End(const absl::Status& status) {
    const std::lock_guard lock(mutex_);
    if (writing_) {
      finish_later_ = true;  // Its write ends first, with or without success.
      return;
    }
    FinishLocked(status);
  }
  void FinishLocked(const absl::Status& status) {
    if (!finished_) {
      finished_ = true;
      Finish(ToGrpcStatus(status));
    }
  }

  Board& board_;
  std::mutex mutex_;
  FollowCursor cursor_;
  v1::FollowResponse response_;
  bool writing_ = false;
  bool finish_later_ = false;
  bool finished_ = false;
};

absl::Status CheckRequest(const Board& board,
                          const v1::FollowRequest& request) {
  RETURN_IF_ERROR(CheckNoUnknownFields(request, "request"));
  if (request.start() > board.size()) {
    return WithRefusal(
        absl::OutOfRangeError("start: behind the log's end"),
        {.name = "BEHIND_THE_END",
         .next_step = "Compare the logs: this one is shorter than what you "
                      "have seen. Keep your checkpoint."});
  }
  return absl::OkStatus();
}

}  // namespace

grpc::ServerWriteReactor<v1::FollowResponse>* StartFollow(
    Board& board, size_t max_followers, const v1::FollowRequest& request) {
  auto* reactor = new FollowReactor(board, request.start());
  reactor->Begin(max_followers, CheckRequest(board, request));
  return reactor;
}

}  // namespace pingyi
