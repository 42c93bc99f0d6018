#ifndef CRYPTO_TALLY_COUNT_SEARCH_H_
#define CRYPTO_TALLY_COUNT_SEARCH_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "crypto/engine/point.h"

namespace pingyi {

// Finds small c_k in sum_k c_k W_k for fixed points W_k: baby steps in a table
// made once, giant steps over the other counts for every sum that is asked
// for. Points are compared by their canonical encodings, since equal elements
// may be different curve points; an encoding (3.5 us) is what a step costs.
//
// The lower half of the counts is in the table for all values, the next one for
// `slice` values; giant steps go over the rest, `slice` at a time.
class CountSearch {
 public:
  // For sums with sum c_k <= bound, about `uses` of them: that balances the
  // table against the steps. At most 4 weights; none means that only the empty
  // sum is found.
  CountSearch(std::vector<Point> weights, uint32_t bound, size_t uses);

  // The counts in `sum` if there are any with sum c_k <= bound, which is not
  // above the table's.
  std::optional<std::vector<uint32_t>> Find(const Point& sum,
                                            uint32_t bound) const;

 private:
  // One search: what is looked for and how far it has come.
  struct Walk {
    const Point& sum;
    uint32_t bound;
    std::vector<uint32_t> counts;
  };

  void Fill(const Point& at, size_t dimension, uint32_t left, uint64_t packed);
  bool Step(Walk& walk, const Point& from, size_t dimension,
            uint32_t left) const;
  bool LookUp(Walk& walk, const Point& at) const;

  std::vector<Point> weights_;
  size_t sliced_ = 0;  // Which count is sliced; those below are full.
  uint32_t slice_ = 1;
  Point giant_;  // slice W_sliced
  // From the first 8 bytes of an encoding to the counts that make it, packed.
  absl::flat_hash_map<uint64_t, uint64_t> table_;
};

}  // namespace pingyi

#endif  // CRYPTO_TALLY_COUNT_SEARCH_H_
