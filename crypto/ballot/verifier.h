#ifndef CRYPTO_BALLOT_VERIFIER_H_
#define CRYPTO_BALLOT_VERIFIER_H_

#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/ballot/ballot.h"
#include "crypto/ballot/parameters.h"
#include "crypto/base/executor.h"

namespace pingyi {

// Verifies ballot proofs: five equations a ballot, all linear in the points, so
// that any number of ballots are one multi-scalar multiplication with fresh
// random 128-bit weights. Immutable, so thread-safe.
//
// A proof that fails gives INVALID_ARGUMENT naming the first equation that does
// not hold, by its number in the protocol ("ballot: equation 3 ...").
// INTERNAL means that the engine itself computes wrongly: trust no answer.
class BallotVerifier {
 public:
  explicit BallotVerifier(BallotParameters parameters)
      : parameters_(std::move(parameters)) {}

  const BallotParameters& parameters() const { return parameters_; }

  // For 27 contests of 4 a quarter of a millisecond to two, by the engine.
  absl::Status Verify(const ParsedBallot& ballot) const;

  // One status a ballot, in order. Batches of kBatchSize go to the executor; a
  // failing batch is halved until the culprits are found. A quarter of Verify's
  // time a ballot where all are good (crypto/engine/DESIGN.md has figures).
  std::vector<absl::Status> VerifyBatch(std::span<const ParsedBallot> ballots,
                                        Executor& executor) const;

  // Parses and verifies, both on the executor: a parsed ballot, or why not.
  std::vector<absl::StatusOr<ParsedBallot>> ParseAndVerify(
      std::span<const ByteSpan> ballots, Executor& executor) const;

  static constexpr size_t kBatchSize = 128;

 private:
  BallotParameters parameters_;
};

}  // namespace pingyi

#endif  // CRYPTO_BALLOT_VERIFIER_H_
