#ifndef CRYPTO_BALLOT_PARAMETERS_H_
#define CRYPTO_BALLOT_PARAMETERS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "crypto/ballot/layout.h"
#include "crypto/engine/point.h"
#include "crypto/generators/generators.h"
#include "crypto/group/element.h"
#include "crypto/transcript/transcript.h"

namespace pingyi {

// What all ballots of one round have in common, for provers and verifiers.
// Immutable, so thread-safe; takes some milliseconds to make.
class BallotParameters {
 public:
  // INVALID_ARGUMENT unless there is one key a ciphertext and none is the
  // identity.
  static absl::StatusOr<BallotParameters> Create(const Context& context,
                                                 BallotLayout layout,
                                                 std::vector<Element> keys);

  const Context& context() const { return context_; }
  const BallotLayout& layout() const { return layout_; }
  // K_i, one a ciphertext.
  const std::vector<Element>& keys() const { return keys_; }
  const std::vector<Point>& key_points() const { return key_points_; }
  const Generators& generators() const { return generators_; }

 private:
  BallotParameters(const Context& context, BallotLayout layout,
                   std::vector<Element> keys);

  Context context_;
  BallotLayout layout_;
  std::vector<Element> keys_;
  std::vector<Point> key_points_;
  Generators generators_;
};

}  // namespace pingyi

#endif  // CRYPTO_BALLOT_PARAMETERS_H_
