#ifndef SERVER_BOARD_SEQUENCER_H_
#define SERVER_BOARD_SEQUENCER_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/audit/entry.h"
#include "crypto/base/bytes.h"
#include "server/board/board.h"
#include "server/board/log_writer.h"
#include "server/board/urn.h"

namespace pingyi {

// A statement or token request for the log.
struct AppendOperation {
  Entry entry;
  Bytes leaf;
  std::vector<Bytes> blobs;
  // With the leaf's index once it is durable, or a refusal.
  std::function<void(absl::StatusOr<uint64_t>)> done;
};

// A ballot that has passed every check but the ledger's own.
struct CastOperation {
  PendingBallot ballot;
  // OK once it is durable.
  std::function<void(const absl::Status&)> done;
};

// How the registrar, the ballot box and control write. Narrow on purpose.
class LedgerWriter {
 public:
  LedgerWriter() = default;
  LedgerWriter(const LedgerWriter&) = delete;
  LedgerWriter& operator=(const LedgerWriter&) = delete;
  virtual ~LedgerWriter() = default;

  // Calls `done` exactly once, on any thread, perhaps before it returns: with
  // RESOURCE_EXHAUSTED if too many wait, UNAVAILABLE if the server stops.
  virtual void Append(AppendOperation operation) = 0;
  virtual void Cast(CastOperation operation) = 0;
};

// The one thread that writes the log. Drains its queue, checks each operation
// against the session, commits all at once, completes, then publishes; mixes
// and flushes the urn, and appends the result. Nothing is published or
// acknowledged before it is durable. Checkpoints are at least kPublishEvery
// apart under load, and at once when idle.
class Sequencer final : public LedgerWriter {
 public:
  struct Options {
    size_t waiting_writes = 8192;
    // Beside the manifest's send window.
    std::chrono::milliseconds grace = std::chrono::seconds(2);
    // The store failed: the process must end. Called on the thread, which then
    // answers everything with UNAVAILABLE.
    std::function<void(const absl::Status&)> on_failure;
    // Sees each token request in the log, first those of earlier lives.
    std::function<void(const TokenRequestEntry&)> on_request;
  };
  static constexpr auto kPublishEvery = std::chrono::milliseconds(25);

  // Nothing is done before Start.
  Sequencer(std::unique_ptr<LogWriter> writer, Urn& urn, Board& board,
            Options options);
  // Stops.
  ~Sequencer() override;
  Sequencer(const Sequencer&) = delete;
  Sequencer& operator=(const Sequencer&) = delete;

  void Append(AppendOperation operation) override;
  void Cast(CastOperation operation) override;

  // Publishes what `writer` has read back, then starts the thread. Once.
  void Start();
  // Finishes what waits, publishes it, and joins. Idempotent.
  void Stop();

 private:
  using Clock = std::chrono::steady_clock;
  using Operation = std::variant<AppendOperation, CastOperation>;
  // Called with how the commit went.
  using Completion = std::function<void(const absl::Status& commit)>;

  bool Submit(Operation& operation, absl::Status& refusal);
  void Run();
  // Waits for operations or for the time; empty when only the time has come.
  std::vector<Operation> Take();
  Clock::time_point NextTime() const;

  absl::Status Process(std::vector<Operation> operations);
  // Stages a group and commits it. INTERNAL or the store's error: the end.
  absl::Status WriteGroup(std::vector<Operation>& operations,
                          std::vector<Completion>& completions);
  Completion Stage(AppendOperation& operation, absl::Status& fatal);
  Completion Stage(CastOperation& operation, absl::Status& fatal);
  absl::Status CheckClose(const Entry& entry) const;
  // What the server itself owes the log.
  absl::Status MixBallots();
  absl::Status StopBox();
  absl::Status AppendResult();
  void PublishIfDue();
  void Publish();
  SessionView CurrentView();
  absl::Status WorkWhileIdle();
  void Fail(const absl::Status& status);

  std::unique_ptr<LogWriter> writer_;
  Urn& urn_;
  Board& board_;
  const Options options_;

  // Of the thread.
  std::shared_ptr<const SessionKeys> keys_;
  bool unpublished_ = false;
  Clock::time_point published_at_;
  std::optional<Clock::time_point> box_deadline_;
  std::optional<uint64_t> box_size_;
  std::string saved_quorum_;
  bool order_forgotten_ = false;
  bool settled_ = false;
  bool result_due_ = true;  // Something came since it was last tried.

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Operation> queue_;
  bool stopping_ = false;
  bool failed_ = false;
  std::thread thread_;
};

}  // namespace pingyi

#endif  // SERVER_BOARD_SEQUENCER_H_
