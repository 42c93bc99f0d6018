#ifndef CRYPTO_REHEARSAL_REHEARSAL_PROVER_H_
#define CRYPTO_REHEARSAL_REHEARSAL_PROVER_H_

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "crypto/ballot/parameters.h"
#include "crypto/base/bytes.h"
#include "crypto/engine/fast_scalar.h"
#include "crypto/engine/point.h"
#include "crypto/group/element.h"
#include "crypto/group/scalar.h"
#include "crypto/rehearsal/fixed_base.h"

// Ballots of deputies that nobody is: the same bytes as BallotProver's for the
// same randomness, made ten times as fast by the engine. That is in variable
// time, with votes and keys as public scalars: whoever watches the machine
// learns them. For simulated deputies and measurements only; the layer check
// keeps it out of everything that makes a voter's ballot.
namespace pingyi {

struct RehearsalToken {
  Scalar key;
  Element n;

  // Good in every ballot; none that anybody issued.
  static RehearsalToken Random();
};

// Everything random in a ballot, as BallotProver has it in secret.
struct RehearsalRandomness {
  Scalar r;
  Scalar beta;
  Scalar alpha;
  Scalar gamma;
  Scalar delta;
  Scalar s;
  Scalar u;
  // a_j of every option but the first of each contest, in order.
  std::vector<Scalar> masks;

  static RehearsalRandomness Random(const BallotLayout& layout);
};

// Immutable, so thread-safe.
class RehearsalProver {
 public:
  // `parameters` must outlive the prover. Makes a table for each key: 7 MB in
  // some milliseconds for 27 contests of 4.
  explicit RehearsalProver(const BallotParameters& parameters);

  // The bytes to cast. INVALID_ARGUMENT as BallotProver::Encrypt.
  absl::StatusOr<Bytes> Make(std::span<const uint32_t> choices,
                             const RehearsalToken& token) const;
  // As Make with the randomness given.
  absl::StatusOr<Bytes> MakeWith(std::span<const uint32_t> choices,
                                 const RehearsalToken& token,
                                 const RehearsalRandomness& random) const;

 private:
  // The ballot's option of each contest, by its number over all contests.
  using Chosen = std::vector<size_t>;

  void AppendCiphertexts(const Chosen& chosen, const Scalar& r,
                         Bytes& out) const;
  void AppendCommitments(const Chosen& chosen, std::span<const Scalar> masks,
                         const RehearsalRandomness& random, Bytes& out) const;
  void AppendNonces(const Scalar& rho, std::span<const Scalar> masks,
                    const RehearsalRandomness& random, Bytes& out) const;

  const BallotParameters& parameters_;
  FixedBase g_;
  FixedBase q_;
  std::vector<FixedBase> keys_;
  // u_j by an option's place in its ciphertext, and u_j G, which a chosen
  // option adds to it.
  std::array<FastScalar, 4> weights_;
  std::array<Point, 4> weight_points_;
  std::vector<const Point*> p_;
  std::vector<const Point*> k_;
};

}  // namespace pingyi

#endif  // CRYPTO_REHEARSAL_REHEARSAL_PROVER_H_
