#ifndef SERVER_CONTROL_CONTROL_H_
#define SERVER_CONTROL_CONTROL_H_

#include <cstdint>
#include <functional>

#include "absl/status/statusor.h"
#include "pingyi/v1/control.pb.h"
#include "server/base/worker_pool.h"
#include "server/board/sequencer.h"

namespace pingyi {

// Takes officials' signed statements. There is nothing to administer: whether
// one may be said now, and by whom, the session knows.
class Control {
 public:
  using Done = std::function<void(absl::StatusOr<uint64_t>)>;

  Control(LedgerWriter& ledger, WorkerPool& pool)
      : ledger_(ledger), pool_(pool) {}

  // Reads the request on the pool and hands the entry to the ledger. `request`
  // must live until `done` is called, exactly once: with the leaf's index, or
  // an error of control.proto.
  void Submit(const v1::SubmitStatementRequest& request, const Done& done);

 private:
  LedgerWriter& ledger_;
  WorkerPool& pool_;
};

}  // namespace pingyi

#endif  // SERVER_CONTROL_CONTROL_H_
