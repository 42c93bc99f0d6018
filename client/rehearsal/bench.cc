#include "client/rehearsal/bench.h"

#include <algorithm>
#include <ctime>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "crypto/ballot/prover.h"
#include "crypto/ballot/verifier.h"
#include "crypto/base/bytes.h"
#include "crypto/base/status_macros.h"
#include "crypto/group/element.h"
#include "crypto/group/secret_scalar.h"

namespace pingyi {
namespace {

// Each core takes several, so that one that is late holds up little.
constexpr size_t kBatchesACore = 2;

double CpuSeconds() {
  timespec now = {};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) +
         static_cast<double>(now.tv_nsec) * 1e-9;
}

// What one of `count` things takes that `round` does, done until the time is
// over; but once at least.
absl::StatusOr<absl::Duration> TimeOfOne(
    const BenchPlan& plan, size_t count,
    const std::function<absl::Status()>& round) {
  const absl::Time begin = absl::Now();
  int64_t done = 0;
  absl::Duration spent;
  do {
    RETURN_IF_ERROR(round());
    done += static_cast<int64_t>(count);
    spent = absl::Now() - begin;
  } while (spent < plan.time);
  return spent / done;
}

absl::StatusOr<absl::Duration> TimeOfMaking(const BenchPlan& plan,
                                            const RehearsalRound& rehearsal) {
  const BallotProver prover(rehearsal.parameters());
  const SecretScalar key = SecretScalar::Random();
  size_t number = 0;
  return TimeOfOne(plan, 1, [&]() -> absl::Status {
    ASSIGN_OR_RETURN(EncryptedBallot ballot,
                     prover.Encrypt(rehearsal.Choices(number++)));
    prover.Prove(std::move(ballot), {.key = key, .n = Element::Generator()});
    return absl::OkStatus();
  });
}

absl::StatusOr<absl::Duration> TimeOfVerifying(
    const BenchPlan& plan, const BallotVerifier& verifier,
    std::span<const ByteSpan> ballots, Executor& executor) {
  return TimeOfOne(plan, ballots.size(), [&]() -> absl::Status {
    for (const auto& ballot : verifier.ParseAndVerify(ballots, executor)) {
      if (!ballot.ok()) {
        return absl::InternalError(
            absl::StrCat("a good ballot was refused on this machine: ",
                         ballot.status().message()));
      }
    }
    return absl::OkStatus();
  });
}

}  // namespace

absl::StatusOr<BenchFigures> RunBench(const BenchPlan& plan, Executor& executor,
                                      size_t cores) {
  ASSIGN_OR_RETURN(const RehearsalRound rehearsal,
                   RehearsalRound::Create(plan.form));
  const BallotVerifier verifier(rehearsal.parameters());
  const std::vector<Bytes> ballots = rehearsal.MakeBallots(
      cores * kBatchesACore * BallotVerifier::kBatchSize, executor);
  const std::vector<ByteSpan> all(ballots.begin(), ballots.end());
  SerialExecutor serial;
  BenchFigures figures;
  figures.ballot_size = rehearsal.parameters().layout().ballot_size();
  const absl::Time begin = absl::Now();
  const double cpu = CpuSeconds();
  ASSIGN_OR_RETURN(figures.making, TimeOfMaking(plan, rehearsal));
  ASSIGN_OR_RETURN(
      figures.verifying,
      TimeOfVerifying(plan, verifier,
                      std::span(all).first(BallotVerifier::kBatchSize),
                      serial));
  figures.share = std::min(
      1.0, (CpuSeconds() - cpu) / absl::ToDoubleSeconds(absl::Now() - begin));
  ASSIGN_OR_RETURN(figures.everywhere,
                   TimeOfVerifying(plan, verifier, all, executor));
  return figures;
}

}  // namespace pingyi
