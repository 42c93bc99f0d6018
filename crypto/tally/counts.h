#ifndef CRYPTO_TALLY_COUNTS_H_
#define CRYPTO_TALLY_COUNTS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/group/element.h"

// From a decrypted total M_i = (sum_j u_j count_j) G to the counts. Who finds
// them searches; who checks claimed ones solves one equation.
namespace pingyi {

// How options lie in ciphertexts.
struct CountLayout {
  // Options by contest, each at least 1.
  std::vector<uint32_t> options;
  // Options a ciphertext, 1 to 4.
  uint32_t pack = 2;

  // n, and m.
  size_t option_count() const;
  size_t ciphertext_count() const;
};

// The most ballots that a search is allowed for: 10 million at pack 1, 100,000
// at 2, 500 at 3 and 4; 0 for another pack.
uint32_t MaxBallots(uint32_t pack);

// The counts by option, contest after contest: each contest's add up to
// `ballots`. INVALID_ARGUMENT if `totals` do not fit `layout`; OUT_OF_RANGE if
// there are more than MaxBallots; DATA_LOSS, naming the contest, if no counts
// fit: then what was decrypted is not a sum of this many valid ballots.
// Takes some 10 encodings a ballot and 27 contests of 4 at pack 2.
absl::StatusOr<std::vector<uint32_t>> FindCounts(
    const CountLayout& layout, std::span<const Element> totals,
    uint32_t ballots);

// Whether `counts` are the ones in `totals` and add up to `ballots` in every
// contest: one equation with fresh random weights. INVALID_ARGUMENT says what
// does not fit.
absl::Status CheckCounts(const CountLayout& layout,
                         std::span<const Element> totals,
                         std::span<const uint32_t> counts, uint32_t ballots);

}  // namespace pingyi

#endif  // CRYPTO_TALLY_COUNTS_H_
