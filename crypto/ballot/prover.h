#ifndef CRYPTO_BALLOT_PROVER_H_
#define CRYPTO_BALLOT_PROVER_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/ballot/parameters.h"
#include "crypto/base/bytes.h"
#include "crypto/elgamal/elgamal.h"
#include "crypto/group/secret_scalar.h"

// The tablet's side. It encrypts first and shows the tracking digest; only then
// does the voter decide whether the ballot is opened or cast. Either uses the
// encrypted ballot up, so none can be opened and cast. Everything secret goes
// through libsodium in constant time: no branch and no index by a choice.
namespace pingyi {

// What an opened ballot reveals: its randomness and the option of each contest,
// from 0.
struct Opening {
  Scalar r;
  std::vector<uint32_t> choices;
};

class EncryptedBallot {
 public:
  const Ciphertexts& ciphertexts() const { return ciphertexts_; }
  const Digest& tracking_digest() const { return tracking_digest_; }

 private:
  friend class BallotProver;
  EncryptedBallot(SecretScalar r, std::vector<SecretScalar> bits)
      : r_(std::move(r)), bits_(std::move(bits)) {}

  SecretScalar r_;
  std::vector<SecretScalar> bits_;  // m_j, 0 or 1.
  Ciphertexts ciphertexts_;
  Digest tracking_digest_ = {};
};

// The token that is spent: the tablet's secret y with Y = y G, and N.
struct BallotToken {
  const SecretScalar& key;
  Element n;
};

// Everything random in a proof. Fresh for every ballot: reuse reveals the vote.
struct ProofRandomness {
  SecretScalar beta;
  SecretScalar alpha;
  SecretScalar gamma;
  SecretScalar delta;
  SecretScalar s;
  SecretScalar u;
  // a_j of every option but the first of each contest, in order.
  std::vector<SecretScalar> masks;

  static ProofRandomness Random(const BallotLayout& layout);
};

class BallotProver {
 public:
  // `parameters` must outlive the prover.
  explicit BallotProver(const BallotParameters& parameters)
      : parameters_(parameters) {}

  // choices[k] is the option of contest k, from 0. INVALID_ARGUMENT if there is
  // not exactly one for each contest or one is out of range.
  absl::StatusOr<EncryptedBallot> Encrypt(
      std::span<const uint32_t> choices) const;
  // As Encrypt with the randomness given: for known answers and openings.
  absl::StatusOr<EncryptedBallot> EncryptWith(std::span<const uint32_t> choices,
                                              SecretScalar r) const;

  // The bytes to cast.
  Bytes Prove(EncryptedBallot&& ballot, const BallotToken& token) const;
  // As Prove with the randomness given: only for known answers.
  Bytes ProveWith(EncryptedBallot&& ballot, const BallotToken& token,
                  const ProofRandomness& randomness) const;

  // Instead of casting. The votes that come out are the challenger's test.
  Opening Open(EncryptedBallot&& ballot) const;
  // For the challenger's own device: encrypts again and compares.
  // INVALID_ARGUMENT if the opening is none for this layout,
  // FAILED_PRECONDITION if it does not give `tracking_digest`: the tablet lied.
  absl::Status CheckOpening(const Digest& tracking_digest,
                            const Opening& opening) const;

 private:
  const BallotParameters& parameters_;
};

}  // namespace pingyi

#endif  // CRYPTO_BALLOT_PROVER_H_
