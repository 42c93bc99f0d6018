#include "crypto/engine/msm.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace pingyi {
namespace {

// A scalar has 253 bits; recoding to signed digits may carry into one more.
constexpr unsigned kScalarBits = 253;
// Measured: below this many points the tables of Straus are cheaper.
constexpr size_t kStrausLimit = 150;

// --- Straus ---------------------------------------------------------------

constexpr unsigned kNafWidth = 5;
constexpr size_t kTableSize = size_t{1} << (kNafWidth - 2);
using NafDigits = std::array<int16_t, kScalarBits + 2>;

// The bits of a scalar, with room to read past its end.
class ScalarBits {
 public:
  explicit ScalarBits(const Scalar& scalar) {
    std::copy(scalar.bytes().begin(), scalar.bytes().end(), bytes_.begin());
  }

  // `count` <= 16 bits from bit `position` <= 256 on.
  unsigned At(unsigned position, unsigned count) const {
    const uint8_t* const low = bytes_.data() + position / 8;
    const uint32_t window =
        low[0] | uint32_t{low[1]} << 8 | uint32_t{low[2]} << 16;
    return window >> (position % 8) & ((1U << count) - 1);
  }

 private:
  std::array<uint8_t, kScalarSize + 3> bytes_ = {};
};

// Width-5 non-adjacent form: odd digits below 16 in absolute value, four zeros
// between any two.
NafDigits RecodeNaf(const Scalar& scalar) {
  NafDigits digits = {};
  const ScalarBits bits(scalar);
  unsigned carry = 0;
  unsigned position = 0;
  while (position < digits.size()) {
    const unsigned window = bits.At(position, kNafWidth) + carry;
    if (window % 2 == 0) {
      ++position;
      continue;
    }
    carry = window >> (kNafWidth - 1);
    digits[position] = static_cast<int16_t>(
        static_cast<int>(window) - static_cast<int>(carry << kNafWidth));
    position += kNafWidth;
  }
  return digits;
}

// The multiples 1, 3, 5, ... 15 of a point.
std::array<Point, kTableSize> OddMultiples(const Point& point) {
  std::array<Point, kTableSize> table;
  const Point twice = point.Double();
  table[0] = point;
  for (size_t i = 1; i < table.size(); ++i) {
    table[i] = table[i - 1] + twice;
  }
  return table;
}

// --- Pippenger ------------------------------------------------------------

unsigned WindowCount(unsigned width) {
  return (kScalarBits + 1 + width - 1) / width;
}

// The window width with the fewest additions: per window one for each point
// and two for each bucket.
unsigned BestWidth(size_t n) {
  unsigned best = 2;
  size_t best_cost = SIZE_MAX;
  for (unsigned width = 2; width <= 14; ++width) {
    const size_t buckets = size_t{1} << (width - 1);
    const size_t cost = WindowCount(width) * (n + 2 * buckets);
    if (cost < best_cost) {
      best_cost = cost;
      best = width;
    }
  }
  return best;
}

// Signed digits, -2^(width-1) < digit <= 2^(width-1), window by window: digit w
// of scalar i is at w * n + i.
std::vector<int16_t> RecodeSigned(std::span<const Scalar> scalars,
                                  unsigned width) {
  const unsigned windows = WindowCount(width);
  const unsigned half = 1U << (width - 1);
  std::vector<int16_t> digits(windows * scalars.size());
  for (size_t i = 0; i < scalars.size(); ++i) {
    const ScalarBits bits(scalars[i]);
    unsigned carry = 0;
    for (unsigned w = 0; w < windows; ++w) {
      const unsigned value = bits.At(w * width, width) + carry;
      carry = value > half ? 1 : 0;
      digits[w * scalars.size() + i] = static_cast<int16_t>(
          static_cast<int>(value) - static_cast<int>(carry << width));
    }
  }
  return digits;
}

// One window's buckets: bucket k collects the points with digit k + 1.
class Buckets {
 public:
  explicit Buckets(unsigned width)
      : sums_(size_t{1} << (width - 1)), used_(sums_.size()) {}

  void Collect(std::span<const int16_t> digits, std::span<const Point> points) {
    used_.assign(used_.size(), 0);
    for (size_t i = 0; i < digits.size(); ++i) {
      if (digits[i] > 0) {
        Add(static_cast<size_t>(digits[i]) - 1, points[i]);
      } else if (digits[i] < 0) {
        Subtract(static_cast<size_t>(-digits[i]) - 1, points[i]);
      }
    }
  }

  // sum (k + 1) bucket_k, by running sums from the top.
  Point WeightedSum() const {
    Point running;
    Point total;
    bool any = false;
    for (size_t k = sums_.size(); k-- > 0;) {
      if (used_[k] != 0) {
        running += sums_[k];
        any = true;
      }
      if (any) {
        total += running;
      }
    }
    return total;
  }

 private:
  void Add(size_t bucket, const Point& point) {
    if (used_[bucket] != 0) {
      sums_[bucket] += point;
      return;
    }
    used_[bucket] = 1;
    sums_[bucket] = point;
  }
  void Subtract(size_t bucket, const Point& point) {
    if (used_[bucket] != 0) {
      sums_[bucket] -= point;
      return;
    }
    used_[bucket] = 1;
    sums_[bucket] = -point;
  }

  std::vector<Point> sums_;
  std::vector<uint8_t> used_;
};

}  // namespace

Point StrausSum(std::span<const Scalar> scalars,
                std::span<const Point> points) {
  std::vector<NafDigits> digits;
  std::vector<std::array<Point, kTableSize>> tables;
  digits.reserve(scalars.size());
  tables.reserve(points.size());
  for (size_t i = 0; i < scalars.size(); ++i) {
    digits.push_back(RecodeNaf(scalars[i]));
    tables.push_back(OddMultiples(points[i]));
  }
  Point sum;
  bool started = false;
  for (size_t position = NafDigits().size(); position-- > 0;) {
    if (started) {
      sum = sum.Double();
    }
    for (size_t i = 0; i < digits.size(); ++i) {
      const int digit = digits[i][position];
      if (digit == 0) {
        continue;
      }
      started = true;
      if (digit > 0) {
        sum += tables[i][static_cast<size_t>(digit) / 2];
      } else {
        sum -= tables[i][static_cast<size_t>(-digit) / 2];
      }
    }
  }
  return sum;
}

Point PippengerSum(std::span<const Scalar> scalars,
                   std::span<const Point> points) {
  const unsigned width = BestWidth(points.size());
  const std::vector<int16_t> digits = RecodeSigned(scalars, width);
  Buckets buckets(width);
  Point sum;
  for (unsigned w = WindowCount(width); w-- > 0;) {
    for (unsigned i = 0; i < width; ++i) {
      sum = sum.Double();
    }
    buckets.Collect(std::span(digits).subspan(w * points.size(), points.size()),
                    points);
    sum += buckets.WeightedSum();
  }
  return sum;
}

Point MultiScalarMul(std::span<const Scalar> scalars,
                     std::span<const Point> points) {
  assert(scalars.size() == points.size());
  if (points.size() < kStrausLimit) {
    return StrausSum(scalars, points);
  }
  return PippengerSum(scalars, points);
}

Point MultiScalarMul(std::span<const Term> terms) {
  std::vector<Scalar> scalars;
  std::vector<Point> points;
  scalars.reserve(terms.size());
  points.reserve(terms.size());
  for (const Term& term : terms) {
    scalars.push_back(term.scalar);
    points.push_back(term.point);
  }
  return MultiScalarMul(scalars, points);
}

}  // namespace pingyi
