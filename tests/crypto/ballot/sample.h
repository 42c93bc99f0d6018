#ifndef TESTS_CRYPTO_BALLOT_SAMPLE_H_
#define TESTS_CRYPTO_BALLOT_SAMPLE_H_

#include <cstdint>
#include <vector>

#include "crypto/ballot/parameters.h"
#include "crypto/base/bytes.h"

namespace pingyi::testing {

// A small round with fresh keys: three contests of 4, 4 and 3 options (one of
// them a single-option remainder of its ciphertext), pack 2.
BallotParameters SampleParameters();

// Any round with fresh keys, pack 2.
BallotParameters SampleParametersOf(
    const std::vector<uint32_t>& options_per_contest);

// The same round under another context.
BallotParameters InContext(const BallotParameters& parameters,
                           const Context& context);

// A good ballot with a fresh token; contest k takes option (seed + k).
Bytes SampleBallot(const BallotParameters& parameters, uint32_t seed = 0);

}  // namespace pingyi::testing

#endif  // TESTS_CRYPTO_BALLOT_SAMPLE_H_
