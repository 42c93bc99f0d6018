#include "crypto/tally/count_search.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "crypto/group/element.h"
#include "crypto/group/scalar.h"

namespace pingyi {
namespace {

// Counts in the table lie 24 bits apart: 10 million is less than 2^24, and
// where there is a third one they are at most 500.
constexpr unsigned kPackBits = 24;
constexpr uint64_t kPackMask = (uint64_t{1} << kPackBits) - 1;
// 2^20 entries are some 40 MB.
constexpr double kMaxTable = 1 << 20;

uint64_t Key(const Point& point) {
  const Element element = point.ToElement();
  uint64_t key = 0;
  std::memcpy(&key, element.bytes().data(), sizeof(key));
  return key;
}

// How many tuples of `n` counts add up to at most `bound`, about:
// (bound + 1)^n / n!.
double Simplex(uint32_t bound, size_t n) {
  double out = 1;
  for (size_t i = 1; i <= n; ++i) {
    out *= (static_cast<double>(bound) + 1) / static_cast<double>(i);
  }
  return out;
}

}  // namespace

CountSearch::CountSearch(std::vector<Point> weights, uint32_t bound,
                         size_t uses)
    : weights_(std::move(weights)) {
  if (weights_.empty()) {
    return;
  }
  sliced_ = weights_.size() / 2;
  // table(s) = unit s and steps(s) = all / s a use: best where they are equal.
  const double unit = Simplex(bound, sliced_);
  const double all = Simplex(bound, weights_.size() - sliced_);
  const double best = std::sqrt(static_cast<double>(uses) * all / unit);
  const double most =
      std::min(kMaxTable / unit, static_cast<double>(bound) + 1);
  slice_ = static_cast<uint32_t>(std::clamp(best, 1.0, std::max(most, 1.0)));
  giant_ = Scalar::FromUint64(slice_) * weights_[sliced_];
  Fill(Point(), sliced_ + 1, bound, 0);
}

void CountSearch::Fill(const Point& at, size_t dimension, uint32_t left,
                       uint64_t packed) {
  if (dimension == 0) {
    table_.emplace(Key(at), packed);
    return;
  }
  const size_t k = dimension - 1;
  const uint32_t last = k == sliced_ ? std::min(slice_ - 1, left) : left;
  Point next = at;
  for (uint32_t c = 0; c <= last; ++c) {
    Fill(next, k, left - c, packed | uint64_t{c} << (kPackBits * k));
    next += weights_[k];
  }
}

std::optional<std::vector<uint32_t>> CountSearch::Find(const Point& sum,
                                                       uint32_t bound) const {
  Walk walk = {.sum = sum,
               .bound = bound,
               .counts = std::vector<uint32_t>(weights_.size())};
  const bool found = weights_.empty()
                         ? sum.IsIdentity()
                         : Step(walk, sum, weights_.size() - 1, bound);
  if (!found) {
    return std::nullopt;
  }
  return std::move(walk.counts);
}

bool CountSearch::Step(Walk& walk, const Point& from, size_t dimension,
                       uint32_t left) const {
  Point at = from;
  const bool sliced = dimension == sliced_;
  const uint32_t step = sliced ? slice_ : 1;
  for (uint64_t c = 0; c <= left; c += step) {
    const auto count = static_cast<uint32_t>(c);
    walk.counts[dimension] = count;
    if (sliced ? LookUp(walk, at)
               : Step(walk, at, dimension - 1, left - count)) {
      return true;
    }
    at -= sliced ? giant_ : weights_[dimension];
  }
  return false;
}

bool CountSearch::LookUp(Walk& walk, const Point& at) const {
  const auto found = table_.find(Key(at));
  if (found == table_.end()) {
    return false;
  }
  std::vector<uint32_t> counts = walk.counts;
  uint64_t packed = found->second;
  for (size_t k = 0; k <= sliced_; ++k) {
    const auto baby = static_cast<uint32_t>(packed & kPackMask);
    counts[k] = k == sliced_ ? counts[k] + baby : baby;
    packed >>= kPackBits;
  }
  // Eight bytes agree: see whether all do, and whether the bound is kept.
  uint64_t total = 0;
  std::vector<Scalar> scalars;
  for (const uint32_t count : counts) {
    total += count;
    scalars.push_back(Scalar::FromUint64(count));
  }
  if (total > walk.bound || !(MultiScalarMul(scalars, weights_) == walk.sum)) {
    return false;
  }
  walk.counts = std::move(counts);
  return true;
}

}  // namespace pingyi
