#ifndef SERVER_BALLOT_BOX_BALLOT_BOX_H_
#define SERVER_BALLOT_BOX_BALLOT_BOX_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/audit/decoded.h"
#include "crypto/statement/signing_key.h"
#include "crypto/token/casting.h"
#include "pingyi/v1/ballot_box.pb.h"
#include "proto/codec/ballot_box.h"
#include "server/ballot_box/counters.h"
#include "server/base/timer.h"
#include "server/base/worker_pool.h"
#include "server/board/board.h"
#include "server/board/sequencer.h"
#include "server/board/urn.h"
#include "server/committee/issuers.h"

namespace pingyi {

// Takes ballots, all or nothing: proof, token, the issuers' yes, the durable
// commit, and only then the receipt. What has arrived together is checked
// together; nothing waits on a thread. Remembers, logs and stores nothing of a
// time, an order or a caller. Thread-safe.
class BallotBox {
 public:
  using Done = std::function<void(absl::StatusOr<Signature>)>;

  // None is owned.
  struct Parts {
    LedgerWriter& ledger;
    const Board& board;
    const Urn& urn;
    Issuers& issuers;
    WorkerPool& pool;
    Timer& timer;             // Stopped before this object goes.
    DecodedBallots& decoded;  // For the log's own ledger.
  };
  // Checked together at most; the ballot verifier's best batch.
  static constexpr size_t kMaxBatch = 128;

  // `waiting`: ballots that may be under way at a time.
  BallotBox(const Parts& parts, std::shared_ptr<const SigningKey> log_key,
            size_t waiting);

  // `request` must live until `done` is called, exactly once: with the
  // receipt, or an error of ballot_box.proto.
  void Cast(const v1::CastBallotRequest& request, Done done);

  // Refuses what waits for its check and what comes.
  void Stop();

 private:
  friend class ConfirmRound;

  struct Job {
    const v1::CastBallotRequest* request = nullptr;
    Done done;
    CastRequest cast = {};
    Digest token = {};  // Y, as a key for the urn.
    Digest hash = {};
    CountedBallot counted = {};  // Once its proof is verified.
  };

  // On the pool: checks what has arrived until nothing is left.
  void Work();
  std::vector<Job> TakeBatch();
  void Check(std::vector<Job> batch);
  // What can be said before any arithmetic: repeated, spent, not open.
  bool Early(Job& job, const SessionView& view);
  std::vector<CastToken> CheckProofs(std::vector<Job>& batch,
                                     const SessionView& view);
  void CheckTokens(std::vector<Job>& batch, std::vector<CastToken>& tokens,
                   const SessionView& view);
  // Asks the issuers.
  void Confirm(std::vector<Job> batch, std::vector<CastToken> tokens,
               const SessionView& view);
  void Commit(Job job);
  void Finish(Job& job, const absl::Status& refusal);
  void GiveReceipt(Job& job);
  void CountMinute();

  const Parts parts_;
  const std::shared_ptr<const SigningKey> log_key_;
  const size_t waiting_;
  Counters counters_;

  std::mutex mutex_;
  std::deque<Job> queue_;
  size_t under_way_ = 0;
  size_t workers_ = 0;
  bool stopped_ = false;
};

}  // namespace pingyi

#endif  // SERVER_BALLOT_BOX_BALLOT_BOX_H_
