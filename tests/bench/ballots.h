#ifndef TESTS_BENCH_BALLOTS_H_
#define TESTS_BENCH_BALLOTS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "crypto/ballot/parameters.h"
#include "crypto/base/bytes.h"

namespace pingyi::bench {

// What all benchmarks verify: 27 departments of four levels, pack 2.
inline constexpr uint32_t kContests = 27;
inline constexpr uint32_t kLevels = 4;
inline constexpr uint32_t kPack = 2;

// A round with fresh keys.
BallotParameters MakeParameters();

// Different good ballots, made by the engine.
std::vector<Bytes> MakeBallots(const BallotParameters& parameters,
                               size_t count);

}  // namespace pingyi::bench

#endif  // TESTS_BENCH_BALLOTS_H_
