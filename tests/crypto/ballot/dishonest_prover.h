#ifndef TESTS_CRYPTO_BALLOT_DISHONEST_PROVER_H_
#define TESTS_CRYPTO_BALLOT_DISHONEST_PROVER_H_

#include <cstddef>
#include <string>
#include <vector>

#include "crypto/ballot/parameters.h"
#include "crypto/base/bytes.h"
#include "crypto/group/element.h"
#include "crypto/group/scalar.h"
#include "crypto/transcript/transcript.h"

namespace pingyi::testing {

// A prover without secrets or shame: it follows the protocol step by step over
// public scalars, and a test may change anything between two steps. What was
// changed before a challenge is drawn goes into that challenge, as with a
// forger who writes the proof's code.
//
//   DishonestProver prover(parameters, {0, 3, 4});
//   prover.Encrypt(); prover.Commit(); prover.DrawRho();
//   prover.MakeNonces(); prover.DrawX(); prover.Respond();
struct DishonestProver {
  DishonestProver(const BallotParameters& round,
                  const std::vector<size_t>& chosen_options);

  // Y, N, A and B from `encrypted_bits`.
  void Encrypt();
  // The C from `bits`.
  void Commit();
  void DrawRho();
  // S, T, U.
  void MakeNonces();
  void DrawX();
  // z and f.
  void Respond();
  // The ballot's bytes as they stand.
  Bytes Serialize() const;
  // All steps.
  Bytes Prove();

  const BallotParameters& parameters;
  const BallotLayout& layout;
  // Left out of the transcript: a name of "session", "keys", "round", "token",
  // "A", "B", "C", "S", "T", "U".
  std::string omit;

  std::vector<Scalar> bits;
  std::vector<Scalar> encrypted_bits;
  std::vector<Scalar> masks;
  Scalar r, y, beta, alpha, gamma, delta, s, u;

  Element token_key, token, a;
  std::vector<Element> b;
  Element c_bits, c_mask, c_lin, c_sqr, s_point, t_point, u_point;
  Scalar rho, x;
  Scalar z_r, z_y, z_bits, z_lin;
  std::vector<Scalar> f;  // Of every option.

 private:
  void Append(const std::string& name, const std::vector<Element>& elements);
  Transcript transcript_;
};

// A ballot for option 0 of each contest, of whose proof one equation, 1 to 5,
// is off by `error` and all others hold.
Bytes BrokenBallot(const BallotParameters& parameters, int equation,
                   const Element& error);

}  // namespace pingyi::testing

#endif  // TESTS_CRYPTO_BALLOT_DISHONEST_PROVER_H_
