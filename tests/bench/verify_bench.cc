// How long a ballot's proof takes to verify, three ways in one run. Times are
// CPU time of one core, the median of several repetitions.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <utility>
#include <vector>

#include "crypto/ballot/prover.h"
#include "crypto/ballot/verifier.h"
#include "tests/crypto/ballot/slow_verifier.h"

namespace pingyi {
namespace {

constexpr uint32_t kContests = 27;
constexpr uint32_t kLevels = 4;
constexpr uint32_t kPack = 2;
constexpr int kRepetitions = 7;

BallotParameters MakeParameters() {
  BallotLayout layout =
      *BallotLayout::Create(std::vector<uint32_t>(kContests, kLevels), kPack);
  std::vector<Element> keys;
  keys.reserve(layout.ciphertexts());
  for (size_t i = 0; i < layout.ciphertexts(); ++i) {
    keys.push_back(Element::MulBase(SecretScalar::Random()));
  }
  return *BallotParameters::Create(Context(), std::move(layout),
                                   std::move(keys));
}

std::vector<Bytes> MakeBallots(const BallotParameters& parameters,
                               size_t count) {
  const BallotProver prover(parameters);
  std::vector<Bytes> out;
  for (size_t b = 0; b < count; ++b) {
    std::vector<uint32_t> choices;
    choices.reserve(kContests);
    for (uint32_t k = 0; k < kContests; ++k) {
      choices.push_back(static_cast<uint32_t>((b + k) % kLevels));
    }
    const SecretScalar y = SecretScalar::Random();
    const Element n = Element::MulBase(SecretScalar::Random());
    out.push_back(prover.Prove(*prover.Encrypt(choices), {.key = y, .n = n}));
  }
  return out;
}

double CpuMilliseconds() {
  timespec now = {};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) +
         1e-6 * static_cast<double>(now.tv_nsec);
}

// The median time of `run` in milliseconds.
double Median(const std::function<bool()>& run) {
  std::vector<double> times;
  for (int i = 0; i < kRepetitions; ++i) {
    const double start = CpuMilliseconds();
    if (!run()) {
      std::fprintf(stderr, "a good ballot was refused\n");
      std::exit(1);
    }
    times.push_back(CpuMilliseconds() - start);
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

double BatchTime(const BallotVerifier& verifier,
                 const std::vector<Bytes>& ballots, size_t count) {
  const std::vector<ByteSpan> batch(
      ballots.begin(), ballots.begin() + static_cast<ptrdiff_t>(count));
  return Median([&] {
    SerialExecutor executor;
    const auto results = verifier.ParseAndVerify(batch, executor);
    return std::all_of(results.begin(), results.end(),
                       [](const auto& result) { return result.ok(); });
  });
}

void Print(const char* what, double per_ballot, double reference) {
  std::printf("  %-44s %8.3f ms a ballot   %6.1f x\n", what, per_ballot,
              reference / per_ballot);
}

void SayWhatTheProcessorHas() {
#if defined(__x86_64__)
  __builtin_cpu_init();
  std::printf("AVX-512 IFMA: %s\n",
              static_cast<int>(__builtin_cpu_supports("avx512ifma")) != 0
                  ? "present, not used (libdecaf does not)"
                  : "NOT present on this machine");
#else
  std::printf("AVX-512 IFMA: NOT present on this machine (not x86-64)\n");
#endif
}

int Main() {
  const BallotParameters parameters = MakeParameters();
  const BallotVerifier verifier(parameters);
  std::printf("ballot of %u contests of %u options, pack %u: %zu bytes\n",
              kContests, kLevels, kPack, parameters.layout().ballot_size());
  SayWhatTheProcessorHas();
  const std::vector<Bytes> ballots =
      MakeBallots(parameters, BallotVerifier::kBatchSize);

  const double sodium =
      Median([&] { return testing::SlowVerify(parameters, ballots[0]) == 0; });
  const double single = BatchTime(verifier, ballots, 1);
  const double parse = Median([&] {
    return std::all_of(ballots.begin(), ballots.end(), [&](const Bytes& b) {
      return ParseBallot(parameters.layout(), b).ok();
    });
  });
  const double prove =
      Median([&] { return MakeBallots(parameters, 1).size() == 1; });
  const auto n = static_cast<double>(ballots.size());
  std::printf("encrypting and proving, libsodium: %.1f ms\n", prove);
  std::printf("parsing and proof, one core (parsing alone %.3f ms):\n",
              parse / n);
  Print("libsodium's arithmetic only", sodium, sodium);
  Print("libdecaf, one ballot by itself", single, sodium);
  for (const size_t count : {size_t{8}, size_t{32}, ballots.size()}) {
    char what[48] = {};
    std::snprintf(what, sizeof(what), "libdecaf, batches of %zu", count);
    Print(what,
          BatchTime(verifier, ballots, count) / static_cast<double>(count),
          sodium);
  }
  return 0;
}

}  // namespace
}  // namespace pingyi

int main() {
  return pingyi::Main();
}
