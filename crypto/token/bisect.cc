#include "crypto/token/bisect.h"

#include <utility>

namespace pingyi {

std::vector<size_t> FindBad(
    size_t n, const std::function<bool(size_t begin, size_t end)>& holds) {
  std::vector<size_t> bad;
  // Ranges still to be asked about, the leftmost on top.
  std::vector<std::pair<size_t, size_t>> open;
  if (n > 0) {
    open.emplace_back(0, n);
  }
  while (!open.empty()) {
    const auto [begin, end] = open.back();
    open.pop_back();
    if (holds(begin, end)) {
      continue;
    }
    if (end - begin == 1) {
      bad.push_back(begin);
      continue;
    }
    const size_t middle = begin + (end - begin) / 2;
    open.emplace_back(middle, end);
    open.emplace_back(begin, middle);
  }
  return bad;
}

}  // namespace pingyi
