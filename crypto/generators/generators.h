#ifndef CRYPTO_GENERATORS_GENERATORS_H_
#define CRYPTO_GENERATORS_GENERATORS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "crypto/engine/point.h"
#include "crypto/group/element.h"

namespace pingyi {

// The one-way map of SHA-512(frame(SUITE) || frame("generator") || le32(i)):
// nobody knows a relation between these, G and any key.
Element Generator(uint32_t i);

// Q = Generator(0) and P_j = Generator(j + 1) for the options j of a round, as
// elements (for what touches a secret) and as points (for public sums).
// Immutable, so thread-safe. Making one costs some 25 us an option: keep it.
class Generators {
 public:
  explicit Generators(size_t options);

  const Element& q() const { return elements_[0]; }
  // P_first ... P_(first + count - 1).
  std::span<const Element> p(size_t first, size_t count) const {
    return std::span(elements_).subspan(first + 1, count);
  }
  const Point& q_point() const { return points_[0]; }
  const Point& p_point(size_t j) const { return points_[j + 1]; }

 private:
  std::vector<Element> elements_;
  std::vector<Point> points_;
};

}  // namespace pingyi

#endif  // CRYPTO_GENERATORS_GENERATORS_H_
