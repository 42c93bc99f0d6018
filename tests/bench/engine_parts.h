#ifndef TESTS_BENCH_ENGINE_PARTS_H_
#define TESTS_BENCH_ENGINE_PARTS_H_

#include <cstddef>
#include <string>

// What engine_bench measures with the engine that this process was started
// with. Each prints lines "key value" for the parent, nanoseconds of CPU time
// unless said otherwise.
namespace pingyi::bench {

inline constexpr size_t kBatchSizes[] = {1, 8, 32, 128, 512};
inline constexpr size_t kSumSizes[] = {128, 512, 2'048, 8'192, 32'768, 65'536};
inline constexpr size_t kGrowth[] = {100, 1'000, 10'000, 100'000};

// "ballot B": a ballot in batches of B. "parse", "hash", "sum": the share of
// decoding, of the challenges and of the multi-scalar multiplication in a
// ballot of a batch of 128. "leaf", "base", "signature": of what a deputy costs
// a verifier besides, the leaf's SHA-256, the token's base and the request's
// Ed25519 signature, of 1,024. "simulated": making a ballot that nobody casts.
void MeasureBallots();
// "decode N", "sum N": a point of N.
void MeasurePoints();
// "wall T": nanoseconds of wall time a ballot on T threads.
void MeasureThreads();
// "growth N": seconds of CPU time for the first N of the ballots in this file.
void MeasureGrowth(const std::string& ballots);

}  // namespace pingyi::bench

#endif  // TESTS_BENCH_ENGINE_PARTS_H_
