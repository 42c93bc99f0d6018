#ifndef CRYPTO_BALLOT_EQUATIONS_H_
#define CRYPTO_BALLOT_EQUATIONS_H_

#include <array>
#include <cstddef>
#include <vector>

#include "crypto/ballot/ballot.h"
#include "crypto/ballot/parameters.h"
#include "crypto/engine/fast_scalar.h"
#include "crypto/engine/point.h"
#include "crypto/group/scalar.h"

// The five equations of a ballot as one sum that must be the identity.
namespace pingyi {

inline constexpr size_t kEquations = 5;

// One weight an equation: fresh and random to check all at once.
using EquationWeights = std::array<FastScalar, kEquations>;
std::vector<EquationWeights> RandomWeights(size_t ballots);
// 1 for equation `number` (from 1), 0 for the others.
EquationWeights OnlyEquation(size_t number);

// A ballot with its challenges drawn.
struct ChallengedBallot {
  const ParsedBallot* ballot = nullptr;
  FastScalar rho;
  FastScalar x;
};
ChallengedBallot DrawChallenges(const BallotParameters& parameters,
                                const ParsedBallot& ballot);

// The weighted sum of right side minus left side over any equations of any
// ballots. Terms over Q, P_j, K_i and G are gathered: those points occur once,
// however many ballots there are.
class EquationSum {
 public:
  // `parameters` must outlive the sum.
  explicit EquationSum(const BallotParameters& parameters);

  void Reserve(size_t ballots);
  // The ballot's points must stay where they are until IsIdentity.
  void Add(const ChallengedBallot& ballot, const EquationWeights& weights);

  // Whether the sum is the identity. A random multiple of G is added first and
  // the result compared with libsodium's: an engine that answers with a
  // constant cannot make anything pass.
  bool IsIdentity();

 private:
  // Equations 1 and 2.
  void AddCommitments(const ChallengedBallot& ballot,
                      const EquationWeights& weights);
  // Equations 3 and 5.
  void AddSchnorr(const ChallengedBallot& ballot,
                  const EquationWeights& weights);
  // Equation 4.
  void AddCiphertexts(const ChallengedBallot& ballot, const FastScalar& weight);
  void AddTerm(const FastScalar& scalar, const Point& point);

  const BallotParameters& parameters_;
  std::array<FastScalar, 4> pack_weights_;
  std::vector<Scalar> scalars_;
  std::vector<const Point*> points_;
  FastScalar g_;
  FastScalar q_;
  std::vector<FastScalar> p_;
  std::vector<FastScalar> k_;
  // Of the ballot being added: all f_j, and the f_j of each ciphertext packed.
  std::vector<FastScalar> f_;
  std::vector<FastScalar> packed_;
};

}  // namespace pingyi

#endif  // CRYPTO_BALLOT_EQUATIONS_H_
