#include "server/board/sequencer.h"

#include <algorithm>
#include <utility>

#include "crypto/base/status_macros.h"
#include "server/base/log.h"
#include "server/base/refusal.h"

namespace pingyi {
namespace {

constexpr size_t kMaxGroup = 512;

}  // namespace

Sequencer::Sequencer(std::unique_ptr<LogWriter> writer, Urn& urn, Board& board,
                     Options options)
    : writer_(std::move(writer)),
      urn_(urn),
      board_(board),
      options_(std::move(options)) {}

void Sequencer::Start() {
  if (options_.on_request) {
    for (const CountedRequest& counted :
         writer_->session().check_in().requests()) {
      options_.on_request(counted.request);
    }
  }
  Publish();
  auto quorum = writer_->store().Quorum();
  if (quorum.ok() && !quorum->empty()) {
    saved_quorum_ = *quorum;
    const absl::Status restored = board_.RestoreQuorum(*quorum);
    if (!restored.ok()) {
      Log(LogLevel::kWarning, "stored quorum dropped",
          {{LogKey::kError, std::string(restored.message())}});
    }
  }
  thread_ = std::thread([this] { Run(); });
}

Sequencer::~Sequencer() {
  Stop();
}

void Sequencer::Append(AppendOperation operation) {
  Operation wrapped = std::move(operation);
  absl::Status refusal;
  if (!Submit(wrapped, refusal)) {
    std::get<AppendOperation>(wrapped).done(refusal);
  }
}

void Sequencer::Cast(CastOperation operation) {
  Operation wrapped = std::move(operation);
  absl::Status refusal;
  if (!Submit(wrapped, refusal)) {
    std::get<CastOperation>(wrapped).done(refusal);
  }
}

bool Sequencer::Submit(Operation& operation, absl::Status& refusal) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || failed_) {
      refusal = Stopping();
      return false;
    }
    if (queue_.size() >= options_.waiting_writes) {
      refusal = Overloaded("writes");
      return false;
    }
    queue_.push_back(std::move(operation));
  }
  changed_.notify_one();
  return true;
}

void Sequencer::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) {
    thread_.join();
  }
}

Sequencer::Clock::time_point Sequencer::NextTime() const {
  auto next = Clock::now() + std::chrono::milliseconds(200);
  if (unpublished_) {
    next = std::min(next, published_at_ + kPublishEvery);
  }
  if (box_deadline_.has_value() && !box_size_.has_value()) {
    next = std::min(next, *box_deadline_);
  }
  return settled_ ? next : Clock::now();
}

std::vector<Sequencer::Operation> Sequencer::Take() {
  const auto until = NextTime();
  std::unique_lock lock(mutex_);
  changed_.wait_until(lock, until,
                      [this] { return stopping_ || !queue_.empty(); });
  std::vector<Operation> taken;
  while (!queue_.empty() && taken.size() < kMaxGroup) {
    taken.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  return taken;
}

void Sequencer::Run() {
  for (;;) {
    std::vector<Operation> operations = Take();
    const bool idle = operations.empty();
    {
      const std::lock_guard lock(mutex_);
      if (stopping_ && idle) {
        break;
      }
    }
    absl::Status status = Process(std::move(operations));
    if (status.ok() && idle) {
      status = WorkWhileIdle();
    }
    if (!status.ok()) {
      Fail(status);
      return;
    }
    PublishIfDue();
  }
  if (unpublished_) {
    Publish();
  }
  if (const std::string note = board_.quorum_note(); note != saved_quorum_) {
    writer_->store().SaveQuorum(note).IgnoreError();  // Witnesses sign again.
  }
}

void Sequencer::Fail(const absl::Status& status) {
  Log(LogLevel::kError, "the log cannot be written: the server ends",
      {{LogKey::kError, std::string(status.message())}});
  std::deque<Operation> abandoned;
  {
    const std::lock_guard lock(mutex_);
    failed_ = true;
    abandoned.swap(queue_);
  }
  for (Operation& operation : abandoned) {
    if (auto* append = std::get_if<AppendOperation>(&operation)) {
      append->done(Stopping());
    } else {
      std::get<CastOperation>(operation).done(Stopping());
    }
  }
  if (options_.on_failure) {
    options_.on_failure(status);
  }
}

void Sequencer::PublishIfDue() {
  if (unpublished_ && Clock::now() >= published_at_ + kPublishEvery) {
    Publish();
  }
}

SessionView Sequencer::CurrentView() {
  const Session& session = writer_->session();
  if (keys_ == nullptr && session.has_keys()) {
    keys_ = CopyKeys(session);
  }
  SessionView view = MakeView(session, keys_);
  view.box_size = box_size_;
  return view;
}

void Sequencer::Publish() {
  LogWriter::Written written = writer_->TakeWritten();
  board_.Publish({.leaves = std::move(written.leaves),
                  .blobs = std::move(written.blobs),
                  .signed_note = writer_->SignHead(),
                  .view = CurrentView()});
  unpublished_ = false;
  published_at_ = Clock::now();
}

absl::Status Sequencer::WorkWhileIdle() {
  const Session& session = writer_->session();
  // Spreads over the vote what would otherwise make the close slow.
  if (session.has_keys() &&
      session.ledger().settled() < session.ledger().size()) {
    RETURN_IF_ERROR(session.Settle(32));
    settled_ = session.ledger().settled() == session.ledger().size();
    return absl::OkStatus();
  }
  settled_ = true;
  if (const std::string note = board_.quorum_note(); note != saved_quorum_) {
    RETURN_IF_ERROR(writer_->store().SaveQuorum(note));
    saved_quorum_ = note;
  }
  const Phase phase = session.phase();
  if (!order_forgotten_ && !unpublished_ &&
      (phase == Phase::kAnnounced || phase == Phase::kAborted)) {
    urn_.DrawAll();
    RETURN_IF_ERROR(writer_->store().ForgetOrder());
    order_forgotten_ = true;
    Log(LogLevel::kInfo, "order of arrival erased");
  }
  return absl::OkStatus();
}

}  // namespace pingyi
