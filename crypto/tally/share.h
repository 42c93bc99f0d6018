#ifndef CRYPTO_TALLY_SHARE_H_
#define CRYPTO_TALLY_SHARE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"
#include "crypto/dleq/dleq.h"
#include "crypto/engine/point.h"
#include "crypto/group/element.h"
#include "crypto/group/secret_scalar.h"
#include "crypto/transcript/transcript.h"

// Threshold decryption of a round's totals: never of a single ballot.
namespace pingyi {

// A = sum A_b, B_i = sum B_{b,i} over the valid ballots.
struct Totals {
  Element a;
  std::vector<Element> b;
  uint32_t ballots = 0;

  friend bool operator==(const Totals&, const Totals&) = default;
};

// Adds ballots up one by one, so that nobody needs them all in memory.
class TotalsSum {
 public:
  explicit TotalsSum(size_t ciphertexts) : b_(ciphertexts) {}
  // INVALID_ARGUMENT, and nothing added, if `b` has another size.
  absl::Status Add(const Point& a, std::span<const Point> b);
  Totals Total() const;

 private:
  Point a_;
  std::vector<Point> b_;
  uint32_t ballots_ = 0;
};

// A trustee's D_i = x_i A for every ciphertext, with one proof.
struct TallyShare {
  uint32_t trustee = 0;
  std::vector<Element> d;
  DleqProof proof;

  // le32(trustee) || D_0 ... || proof.
  Bytes Payload() const;
  // INVALID_ARGUMENT unless there are exactly `ciphertexts` D and everything
  // is canonical.
  static absl::StatusOr<TallyShare> Parse(ByteSpan payload, size_t ciphertexts);
};

// What a trustee uses: x_i and X_i = x_i G for every ciphertext of the round.
struct TrusteeKey {
  uint32_t trustee = 0;
  std::span<const SecretScalar> shares;
  std::span<const Element> public_shares;
};

// INVALID_ARGUMENT if the sizes differ. Whether a share may be released at all
// (verified log, min_ballots, once only) is the caller's to decide.
absl::StatusOr<TallyShare> MakeTallyShare(const Context& context,
                                          const Totals& totals,
                                          const TrusteeKey& key);
// As MakeTallyShare with the proof's nonce given: only for known answers.
absl::StatusOr<TallyShare> MakeTallyShareWithNonce(const Context& context,
                                                   const Totals& totals,
                                                   const TrusteeKey& key,
                                                   const SecretScalar& nonce);

// INVALID_ARGUMENT, naming the trustee, if the share has another size or its
// proof does not hold for X_i of `public_shares`.
absl::Status VerifyTallyShare(const Context& context, const Totals& totals,
                              std::span<const Element> public_shares,
                              const TallyShare& share);

// M_i = B_i - sum lambda_k D_{k,i} from verified shares of distinct trustees:
// the `threshold` lowest are combined, and every other must agree with them.
// FAILED_PRECONDITION if there are too few; INVALID_ARGUMENT for a trustee
// twice, or naming one that does not agree.
absl::StatusOr<std::vector<Element>> DecryptTotals(
    const Totals& totals, uint32_t threshold,
    std::span<const TallyShare> shares);

}  // namespace pingyi

#endif  // CRYPTO_TALLY_SHARE_H_
