#ifndef CLIENT_REHEARSAL_BENCH_H_
#define CLIENT_REHEARSAL_BENCH_H_

#include <cstddef>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "crypto/base/executor.h"
#include "crypto/rehearsal/rehearsal_round.h"

// How fast this machine is with ballots, by the very code that a sitting runs.
namespace pingyi {

struct BenchPlan {
  RehearsalForm form;
  // For each of the three measurements.
  absl::Duration time = absl::Seconds(1);
};

// Wall-clock, a ballot.
struct BenchFigures {
  size_t ballot_size = 0;     // Bytes.
  absl::Duration making;      // A voter's, by libsodium, on one core.
  absl::Duration verifying;   // Parsed and verified in batches, on one core.
  absl::Duration everywhere;  // The same on all cores.
  // The part of a core that this program got while it used one: less than 1
  // where the machine is busy with something else.
  double share = 1;
};

// Makes simulated ballots and verifies them again and again; `executor` brings
// `cores` cores. INVALID_ARGUMENT if no ballot can be so large, INTERNAL if a
// good ballot is refused: then the machine cannot be trusted.
absl::StatusOr<BenchFigures> RunBench(const BenchPlan& plan, Executor& executor,
                                      size_t cores);

}  // namespace pingyi

#endif  // CLIENT_REHEARSAL_BENCH_H_
