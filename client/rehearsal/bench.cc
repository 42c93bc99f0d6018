#include "client/rehearsal/bench.h"

#include <algorithm>
#include <ctime>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "crypto/ballot/layout.h"
#include "crypto/ballot/parameters.h"
#include "crypto/ballot/prover.h"
#include "crypto/ballot/verifier.h"
#include "crypto/base/bytes.h"
#include "crypto/base/status_macros.h"
#include "crypto/group/element.h"
#include "crypto/group/secret_scalar.h"
#include "crypto/rehearsal/rehearsal_prover.h"

namespace pingyi {
namespace {

// Each core takes several, so that one that is late holds up little.
constexpr size_t kBatchesACore = 2;

absl::StatusOr<BallotParameters> MakeParameters(const BenchPlan& plan) {
  ASSIGN_OR_RETURN(
      BallotLayout layout,
      BallotLayout::Create(std::vector<uint32_t>(plan.contests, plan.levels),
                           plan.pack));
  std::vector<Element> keys;
  keys.reserve(layout.ciphertexts());
  for (size_t i = 0; i < layout.ciphertexts(); ++i) {
    keys.push_back(Element::MulBase(SecretScalar::Random()));
  }
  return BallotParameters::Create(Context(), std::move(layout),
                                  std::move(keys));
}

// Of ballot `number`: all options in turn.
std::vector<uint32_t> ChoicesOf(size_t number, const BenchPlan& plan) {
  std::vector<uint32_t> choices(plan.contests);
  for (size_t contest = 0; contest < choices.size(); ++contest) {
    choices[contest] = static_cast<uint32_t>((number + contest) % plan.levels);
  }
  return choices;
}

absl::StatusOr<std::vector<Bytes>> MakeBallots(
    const BenchPlan& plan, const BallotParameters& parameters, size_t count,
    Executor& executor) {
  const RehearsalProver prover(parameters);
  std::vector<absl::StatusOr<Bytes>> made(count);
  executor.Run(count, [&](size_t i) {
    made[i] = prover.Make(
        ChoicesOf(i, plan),
        {.key = SecretScalar::Random().Publish(), .n = Element::Generator()});
  });
  std::vector<Bytes> ballots;
  ballots.reserve(count);
  for (absl::StatusOr<Bytes>& ballot : made) {
    RETURN_IF_ERROR(ballot.status());
    ballots.push_back(*std::move(ballot));
  }
  return ballots;
}

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

absl::StatusOr<absl::Duration> TimeOfMaking(
    const BenchPlan& plan, const BallotParameters& parameters) {
  const BallotProver prover(parameters);
  const SecretScalar key = SecretScalar::Random();
  size_t number = 0;
  return TimeOfOne(plan, 1, [&]() -> absl::Status {
    ASSIGN_OR_RETURN(EncryptedBallot ballot,
                     prover.Encrypt(ChoicesOf(number++, plan)));
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
  ASSIGN_OR_RETURN(const BallotParameters parameters, MakeParameters(plan));
  const BallotVerifier verifier(parameters);
  ASSIGN_OR_RETURN(
      const std::vector<Bytes> ballots,
      MakeBallots(plan, parameters,
                  cores * kBatchesACore * BallotVerifier::kBatchSize,
                  executor));
  const std::vector<ByteSpan> all(ballots.begin(), ballots.end());
  SerialExecutor serial;
  BenchFigures figures;
  figures.ballot_size = parameters.layout().ballot_size();
  const absl::Time begin = absl::Now();
  const double cpu = CpuSeconds();
  ASSIGN_OR_RETURN(figures.making, TimeOfMaking(plan, parameters));
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
