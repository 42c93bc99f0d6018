#ifndef CRYPTO_TOKEN_BISECT_H_
#define CRYPTO_TOKEN_BISECT_H_

#include <cstddef>
#include <functional>
#include <vector>

// Finds the bad items of a batch that is checked as a whole.
namespace pingyi {

// `holds(begin, end)` says whether all items of that range are good; it is
// asked for halves of what fails. Returns the bad positions, ascending: one
// question if there are none, about 2 log2(n) more for each.
std::vector<size_t> FindBad(
    size_t n, const std::function<bool(size_t begin, size_t end)>& holds);

}  // namespace pingyi

#endif  // CRYPTO_TOKEN_BISECT_H_
