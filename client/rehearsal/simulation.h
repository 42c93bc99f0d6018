#ifndef CLIENT_REHEARSAL_SIMULATION_H_
#define CLIENT_REHEARSAL_SIMULATION_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "client/cpp/board_reader.h"
#include "client/cpp/session_view.h"
#include "client/cpp/voter.h"
#include "crypto/credential/slip.h"

// Deputies that nobody is: for rehearsals, tests and measurements. Each one is
// a whole voter with a slip, a token, a ballot and a receipt, over the same
// calls as a tablet; what they share is the verified view of the log and the
// machine. Their secrets are nobody's, so their ballots are made by the engine
// (crypto/rehearsal): the same bytes as a voter's in a tenth of the time.
namespace pingyi {

struct SimulatedSlip {
  uint32_t number = 0;  // As printed; the roster knows who it is.
  SlipSecret secret;
};

// How simulated deputies choose: option k of every contest with the weight
// weights[k]; empty: all options alike. Drawn from `seed` alone, so that a run
// can be repeated.
struct ChoiceRule {
  uint64_t seed = 0;
  std::vector<uint32_t> weights;
};
// Reads "55,30,10,5", or "random" for none. INVALID_ARGUMENT says what to
// write.
absl::StatusOr<std::vector<uint32_t>> ParseWeights(absl::string_view text);
// The options of deputy `index` (from 0), one a contest.
std::vector<uint32_t> DrawChoices(const ChoiceRule& rule, uint64_t index,
                                  size_t contests, uint32_t options);

// What happened, honest about times: wall-clock, with everything that runs on
// this machine in them.
struct SimulationResult {
  size_t deputies = 0;
  absl::Duration check_in;
  absl::Duration making;   // All ballots encrypted and proved.
  absl::Duration casting;  // First ballot sent to last receipt.
  // One a ballot, ascending: sent to receipt, retries included.
  std::vector<absl::Duration> latencies;
  // counts[contest][option] of what was chosen.
  std::vector<std::vector<uint32_t>> counts;
};
// The q-quantile of ascending durations (nearest rank); zero for none.
absl::Duration Quantile(const std::vector<absl::Duration>& ascending, double q);

class Simulation {
 public:
  struct Options {
    Endpoint endpoint;
    ChoiceRule rule = {};
    size_t threads = 32;
    // Told now and then how far a step is; from any thread, one at a time.
    std::function<void(absl::string_view step, size_t done, size_t all)>
        progress = nullptr;
  };

  // Reads the log through `reader`, which must outlive this.
  Simulation(Options options, BoardReader& reader,
             std::vector<SimulatedSlip> slips);

  // Each waits for its phase, however long that takes, and runs all deputies
  // through it. FAILED_PRECONDITION on a session that is not a rehearsal;
  // otherwise the first deputy's failure, by number.
  absl::Status CheckIn();
  // Only the first `count` of those checked in go on to vote.
  void KeepVoters(size_t count);
  absl::Status MakeBallots();
  absl::Status Cast();

  const SimulationResult& result() const { return result_; }

 private:
  absl::StatusOr<std::shared_ptr<const SessionView>> WaitForView(bool opened);
  absl::Status CheckIn(Voter& voter);
  // Runs `task` for every deputy on the threads, and tells the progress.
  absl::Status ForEach(absl::string_view step,
                       const std::function<absl::Status(size_t)>& task);

  Options options_;
  BoardReader& reader_;
  std::vector<SimulatedSlip> slips_;
  std::vector<Voter> voters_;
  SimulationResult result_;
};

}  // namespace pingyi

#endif  // CLIENT_REHEARSAL_SIMULATION_H_
