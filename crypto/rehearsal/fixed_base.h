#ifndef CRYPTO_REHEARSAL_FIXED_BASE_H_
#define CRYPTO_REHEARSAL_FIXED_BASE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "crypto/engine/point.h"
#include "crypto/group/scalar.h"

// Many public multiples of one point: 51 additions each, without doublings.
namespace pingyi {

inline constexpr size_t kFixedBaseWindows = 51;

// A scalar in signed digits of base 32, for any number of bases.
using FixedBaseDigits = std::array<int16_t, kFixedBaseWindows>;
FixedBaseDigits ToDigits(const Scalar& scalar);

// A point's multiples 1 to 16 at every power of 32: 130 KB, made in the time of
// sixteen products. Immutable, so thread-safe.
class FixedBase {
 public:
  explicit FixedBase(const Point& base);

  Point Times(const FixedBaseDigits& digits) const;
  Point Times(const Scalar& scalar) const { return Times(ToDigits(scalar)); }

 private:
  // What is added or subtracted for a digit; nullptr for zero.
  const Point* Entry(const FixedBaseDigits& digits, size_t window) const;

  std::vector<Point> multiples_;
};

}  // namespace pingyi

#endif  // CRYPTO_REHEARSAL_FIXED_BASE_H_
