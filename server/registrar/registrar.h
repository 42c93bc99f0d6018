#ifndef SERVER_REGISTRAR_REGISTRAR_H_
#define SERVER_REGISTRAR_REGISTRAR_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <vector>

#include "absl/status/statusor.h"
#include "crypto/audit/entry.h"
#include "crypto/token/token.h"
#include "pingyi/v1/registrar.pb.h"
#include "proto/codec/committee.h"
#include "proto/codec/registrar.h"
#include "server/base/timer.h"
#include "server/base/worker_pool.h"
#include "server/board/board.h"
#include "server/board/sequencer.h"

namespace pingyi {

// Check-in: logs each deputy's request, collects the issuers' parts for it and
// hands them out. Parts live in memory only: after a restart the issuers send
// them again. Thread-safe; nothing waits on a thread.
class Registrar : private Follower {
 public:
  using Done = std::function<void(absl::StatusOr<v1::RequestTokenResponse>)>;
  static constexpr auto kMaxWait = std::chrono::seconds(10);

  // None is owned. `timer` must be stopped before this object goes.
  Registrar(LedgerWriter& ledger, Board& board, WorkerPool& pool, Timer& timer);
  Registrar(const Registrar&) = delete;
  Registrar& operator=(const Registrar&) = delete;
  ~Registrar() override;

  // Answers a deputy, at `until` at the latest. `request` must live until
  // `done` is called, exactly once: with the parts so far, or an error of
  // registrar.proto.
  void RequestToken(const v1::RequestTokenRequest& request,
                    Timer::Clock::time_point until, const Done& done);

  // A request that stands in the log (Sequencer::Options::on_request).
  void OnRequest(const TokenRequestEntry& request);

  // Evaluations by `issuer`. Wrong ones are dropped, and named in the log.
  void OnParts(uint32_t issuer, const EvaluatedParts& parts);

  // Requests that the whole active set has answered.
  uint32_t issued() const;

  // Answers everybody who waits, with what there is.
  void Stop();

 private:
  struct Waiter {
    uint64_t number = 0;
    Done done;
    std::vector<uint32_t> issuers;  // The active set it waits for.
  };
  struct Deputy {
    TokenRequestEntry request;
    std::map<uint32_t, IssuedPart> parts;  // By issuer.
    std::list<Waiter> waiters;
  };

  // Another active set: whoever waits for an older one must ask again.
  void OnChange() override;
  void OnStop() override {}
  using Answers = std::vector<std::pair<Done, v1::RequestTokenResponse>>;
  // Takes out those who wait for another set than `keep`; all of them without
  // one. Under the lock.
  Answers TakeWaiters(const std::vector<uint32_t>* keep);
  void OnLogged(uint32_t deputy, Timer::Clock::time_point until,
                const Done& done);
  void Expire(uint32_t deputy, uint64_t number);
  // Keeps a part and answers who waited for it.
  void Keep(uint32_t deputy, const IssuedPart& part);
  // Whether `part` answers the deputy's logged request.
  absl::Status CheckPart(const SessionView& view,
                         const EvaluatedPart& part) const;
  v1::RequestTokenResponse Answer(const Deputy& deputy) const;

  LedgerWriter& ledger_;
  Board& board_;
  WorkerPool& pool_;
  Timer& timer_;

  mutable std::mutex mutex_;
  std::map<uint32_t, Deputy> deputies_;
  uint64_t next_waiter_ = 1;
  std::vector<uint32_t> active_issuers_;  // As OnChange saw them last.
  bool stopped_ = false;
};

}  // namespace pingyi

#endif  // SERVER_REGISTRAR_REGISTRAR_H_
