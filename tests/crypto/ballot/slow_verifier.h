#ifndef TESTS_CRYPTO_BALLOT_SLOW_VERIFIER_H_
#define TESTS_CRYPTO_BALLOT_SLOW_VERIFIER_H_

#include "crypto/ballot/parameters.h"
#include "crypto/base/bytes.h"

namespace pingyi::testing {

// What a verifier looks like that is written down from the protocol over
// libsodium's arithmetic alone: no engine, no batch, no gathering. The oracle
// of the fast one, and what it is measured against. Returns the number of the
// first equation that fails, 0 if all hold, -1 if the ballot cannot be read.
int SlowVerify(const BallotParameters& parameters, ByteSpan ballot);

}  // namespace pingyi::testing

#endif  // TESTS_CRYPTO_BALLOT_SLOW_VERIFIER_H_
