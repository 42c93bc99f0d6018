#include "crypto/rehearsal/fixed_base.h"

#include "crypto/engine/digits.h"

namespace pingyi {
namespace {

constexpr unsigned kWidth = 5;
// Digits lie between -15 and 16.
constexpr size_t kMultiples = 16;
static_assert(kFixedBaseWindows * kWidth > engine::kScalarBits);

}  // namespace

FixedBaseDigits ToDigits(const Scalar& scalar) {
  FixedBaseDigits digits = {};
  engine::RecodeSigned(scalar, kWidth, [&digits](unsigned place, int digit) {
    digits[place] = static_cast<int16_t>(digit);
  });
  return digits;
}

FixedBase::FixedBase(const Point& base) {
  multiples_.reserve(kFixedBaseWindows * kMultiples);
  Point power = base;
  for (size_t window = 0; window < kFixedBaseWindows; ++window) {
    multiples_.push_back(power);
    for (size_t k = 1; k < kMultiples; ++k) {
      multiples_.push_back(multiples_.back() + power);
    }
    power = multiples_.back().Double();
  }
}

Point FixedBase::Times(const FixedBaseDigits& digits) const {
  Point sum;
  for (size_t window = 0; window < kFixedBaseWindows; ++window) {
    const int digit = digits[window];
    const size_t row = window * kMultiples;
    if (digit > 0) {
      sum += multiples_[row + static_cast<size_t>(digit) - 1];
    } else if (digit < 0) {
      sum -= multiples_[row + static_cast<size_t>(-digit) - 1];
    }
  }
  return sum;
}

}  // namespace pingyi
