#ifndef CRYPTO_BALLOT_CHALLENGE_H_
#define CRYPTO_BALLOT_CHALLENGE_H_

#include <cstddef>
#include <vector>

#include "crypto/ballot/parameters.h"
#include "crypto/base/bytes.h"
#include "crypto/group/scalar.h"
#include "crypto/transcript/transcript.h"

// How a ballot's challenges depend on its bytes: in one place for prover and
// verifier, so that neither can leave anything out.
namespace pingyi {

class BallotTranscript {
 public:
  explicit BallotTranscript(const BallotParameters& parameters);

  // rho, from the context and the ballot's bytes up to C_sqr. `ballot` holds
  // at least those.
  Scalar DrawRho(ByteSpan ballot);
  // x, from all that and S, T, U; after DrawRho.
  Scalar DrawX(ByteSpan ballot);

 private:
  size_t ciphertexts_;
  Transcript transcript_;
};

// 1, base, base^2, ...: `count` of them.
std::vector<Scalar> Powers(const Scalar& base, size_t count);

}  // namespace pingyi

#endif  // CRYPTO_BALLOT_CHALLENGE_H_
