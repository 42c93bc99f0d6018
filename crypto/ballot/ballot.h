#ifndef CRYPTO_BALLOT_BALLOT_H_
#define CRYPTO_BALLOT_BALLOT_H_

#include <vector>

#include "absl/status/statusor.h"
#include "crypto/ballot/layout.h"
#include "crypto/base/bytes.h"
#include "crypto/engine/point.h"
#include "crypto/group/scalar.h"

namespace pingyi {

// A ballot of the right size whose every element is canonical, with Y, N and A
// not the identity. Its proof is not verified yet: that is BallotVerifier. Each
// point is decoded once, here, and used for proof and totals alike. Made by
// ParseBallot only. Names are the protocol's.
struct ParsedBallot {
  Bytes bytes;  // Exactly what was parsed.

  Point y;  // The token: its key and its value.
  Point n;
  Point a;  // The ciphertexts.
  std::vector<Point> b;

  Point c_bits;
  Point c_mask;
  Point c_lin;
  Point c_sqr;
  Point s;
  Point t;
  Point u;
  Scalar z_r;
  Scalar z_y;
  Scalar z_bits;
  Scalar z_lin;
  std::vector<Scalar> f;  // Of every option but the first of each contest.
};

// INVALID_ARGUMENT naming what is wrong: the length, which element is not
// canonical ("ballot: B_3 ..."), which scalar is not reduced, or which of Y, N
// and A is the identity.
absl::StatusOr<ParsedBallot> ParseBallot(const BallotLayout& layout,
                                         ByteSpan bytes);

// Y || N || A || B_0 ... || proof, from the decoded parts (not from `bytes`).
// One byte string per ballot: Serialize(Parse(x)) == x.
Bytes SerializeBallot(const ParsedBallot& ballot);

}  // namespace pingyi

#endif  // CRYPTO_BALLOT_BALLOT_H_
