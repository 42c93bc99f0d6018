#include "crypto/rehearsal/fixed_base.h"

#include <cstdlib>

#include "crypto/engine/digits.h"

namespace pingyi {
namespace {

constexpr unsigned kWidth = 5;
// Digits lie between -15 and 16.
constexpr size_t kMultiples = 16;
// Tables of many bases do not fit the nearest caches: what is added in so many
// windows is on its way while others are added.
constexpr size_t kAhead = 6;
constexpr size_t kCacheLine = 64;
static_assert(kFixedBaseWindows * kWidth > engine::kScalarBits);

void Fetch(const Point* entry) {
  if (entry == nullptr) {
    return;
  }
  const auto* const bytes = reinterpret_cast<const char*>(entry);
  for (size_t place = 0; place < sizeof(Point); place += kCacheLine) {
    __builtin_prefetch(bytes + place);
  }
  __builtin_prefetch(bytes + sizeof(Point) - 1);
}

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

const Point* FixedBase::Entry(const FixedBaseDigits& digits,
                              size_t window) const {
  const auto size = static_cast<size_t>(std::abs(digits[window]));
  return size == 0 ? nullptr : &multiples_[window * kMultiples + size - 1];
}

Point FixedBase::Times(const FixedBaseDigits& digits) const {
  // One subtraction in the end, instead of one for each negative digit.
  Point positive;
  Point negative;
  for (size_t window = 0; window < kFixedBaseWindows; ++window) {
    if (window + kAhead < kFixedBaseWindows) {
      Fetch(Entry(digits, window + kAhead));
    }
    if (const Point* const entry = Entry(digits, window); entry != nullptr) {
      (digits[window] > 0 ? positive : negative) += *entry;
    }
  }
  return positive - negative;
}

}  // namespace pingyi
