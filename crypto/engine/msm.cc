#include "crypto/engine/msm.h"

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "crypto/engine/digits.h"
#include "crypto/engine/edwards.h"
#include "crypto/engine/engine.h"
#include "crypto/engine/scratch.h"

namespace pingyi {
namespace engine {
namespace {

bool IsAffine(const PointWords& a) {
  constexpr size_t kZ = 10;
  return a.words[kZ] == 1 && a.words[kZ + 1] == 0 && a.words[kZ + 2] == 0 &&
         a.words[kZ + 3] == 0 && a.words[kZ + 4] == 0;
}

// The same points with Z = 1: what is decoded has it already, sums do not.
class AffinePoints {
 public:
  explicit AffinePoints(std::span<const PointWords* const> points)
      : pointers_(points.begin(), points.end()) {
    std::vector<size_t> places;
    std::vector<ExtendedPoint> others;
    for (size_t i = 0; i < points.size(); ++i) {
      if (!IsAffine(*points[i])) {
        places.push_back(i);
        others.push_back(FromWords(*points[i]));
      }
    }
    Normalise(others.data(), others.size());
    normalised_.reserve(others.size());
    for (size_t i = 0; i < others.size(); ++i) {
      normalised_.push_back(ToWords(others[i]));
      pointers_[places[i]] = &normalised_[i];
    }
  }
  AffinePoints(const AffinePoints&) = delete;
  AffinePoints& operator=(const AffinePoints&) = delete;
  ~AffinePoints() = default;

  const PointWords* const* data() const { return pointers_.data(); }

 private:
  std::vector<const PointWords*> pointers_;
  std::vector<PointWords> normalised_;
};

Scratch PrepareAddends(const Backend& backend,
                       std::span<const PointWords* const> points) {
  Scratch addends = Allocate(backend.buckets.addend_size * points.size());
  if (backend.affine_addends) {
    const AffinePoints affine(points);
    backend.buckets.prepare(affine.data(), points.size(), addends.get());
  } else {
    backend.buckets.prepare(points.data(), points.size(), addends.get());
  }
  return addends;
}

// sum 2^(width w) windows[w].
PointWords CombineWindows(const PointArithmetic& points, unsigned width,
                          std::span<const PointWords> windows) {
  PointWords sum = windows.back();
  for (size_t w = windows.size() - 1; w-- > 0;) {
    for (unsigned i = 0; i < width; ++i) {
      sum = points.twice(sum);
    }
    sum = points.add(sum, windows[w]);
  }
  return sum;
}

size_t GroupCount(const Backend& backend, unsigned width) {
  return (WindowCount(width) + backend.lanes - 1) / backend.lanes;
}

// `lanes` windows go together: digit w of scalar i is at [w / lanes][i][w %
// lanes].
std::vector<int16_t> RecodeForBuckets(const Backend& backend, unsigned width,
                                      std::span<const Scalar> scalars) {
  const size_t n = scalars.size();
  const size_t lanes = backend.lanes;
  std::vector<int16_t> digits(GroupCount(backend, width) * n * lanes);
  for (size_t i = 0; i < n; ++i) {
    RecodeSigned(scalars[i], width, [&](unsigned w, int digit) {
      digits[(w / lanes * n + i) * lanes + w % lanes] =
          static_cast<int16_t>(digit);
    });
  }
  return digits;
}

}  // namespace

PointWords StrausSum(const Backend& backend, std::span<const Scalar> scalars,
                     std::span<const PointWords* const> points) {
  // Filled up with the identity to whole lanes.
  const size_t n =
      (points.size() + backend.lanes - 1) / backend.lanes * backend.lanes;
  const PointWords identity = backend.points->identity();
  std::vector<const PointWords*> padded(points.begin(), points.end());
  padded.resize(n, &identity);
  std::vector<int16_t> digits(kStrausWindows * n);
  for (size_t i = 0; i < scalars.size(); ++i) {
    RecodeSigned(scalars[i], kStrausWidth, [&](unsigned w, int digit) {
      digits[w * n + i] = static_cast<int16_t>(digit);
    });
  }
  const Scratch tables =
      Allocate(n * kStrausTable * backend.buckets.bucket_size);
  std::vector<PointWords> lanes(backend.lanes);
  backend.straus(padded.data(), digits.data(), n, tables.get(), lanes.data());
  PointWords sum = identity;
  for (const PointWords& lane : lanes) {
    sum = backend.points->add(sum, lane);
  }
  return sum;
}

PointWords PippengerSum(const Backend& backend, unsigned width,
                        std::span<const Scalar> scalars,
                        std::span<const PointWords* const> points) {
  const size_t n = points.size();
  const size_t group_size = n * backend.lanes;
  const size_t count = (size_t{1} << (width - 1)) + 1;
  const size_t groups = GroupCount(backend, width);
  const BucketLoops& loops = backend.buckets;
  const Scratch addends = PrepareAddends(backend, points);
  const std::vector<int16_t> digits = RecodeForBuckets(backend, width, scalars);
  const Scratch buckets = Allocate(count * backend.lanes * loops.bucket_size);
  std::vector<PointWords> windows(groups * backend.lanes);
  for (size_t group = 0; group < groups; ++group) {
    loops.clear(buckets.get(), count);
    loops.collect(addends.get(), digits.data() + group * group_size, n,
                  buckets.get());
    loops.weigh(buckets.get(), count, windows.data() + group * backend.lanes);
  }
  windows.resize(WindowCount(width));
  return CombineWindows(*backend.points, width, windows);
}

unsigned BestWidth(const Backend& backend, size_t n) {
  // Buckets beyond the second-level cache are met more slowly.
  constexpr double kNearBytes = 1 << 20;
  constexpr double kFar = 1.2;
  unsigned best = 2;
  double least = std::numeric_limits<double>::max();
  for (unsigned width = 2; width <= 15; ++width) {
    const double count = static_cast<double>(size_t{1} << (width - 1));
    const double bytes =
        count *
        static_cast<double>(backend.lanes * backend.buckets.bucket_size);
    const double one = static_cast<double>(n) * backend.costs.collect *
                           (bytes > kNearBytes ? kFar : 1) +
                       count * backend.costs.weigh;
    const double all = static_cast<double>(GroupCount(backend, width)) * one;
    if (all < least) {
      least = all;
      best = width;
    }
  }
  return best;
}

PointWords Sum(const Backend& backend, std::span<const Scalar> scalars,
               std::span<const PointWords* const> points) {
  assert(scalars.size() == points.size());
  if (points.empty()) {
    return backend.points->identity();
  }
  if (points.size() < backend.costs.straus_limit) {
    return StrausSum(backend, scalars, points);
  }
  return PippengerSum(backend, BestWidth(backend, points.size()), scalars,
                      points);
}

}  // namespace engine

Point MultiScalarMul(std::span<const Scalar> scalars,
                     std::span<const Point> points) {
  std::vector<const Point*> pointers;
  pointers.reserve(points.size());
  for (const Point& point : points) {
    pointers.push_back(&point);
  }
  return MultiScalarMul(scalars, pointers);
}

Point MultiScalarMul(std::span<const Term> terms) {
  std::vector<Scalar> scalars;
  std::vector<const Point*> points;
  scalars.reserve(terms.size());
  points.reserve(terms.size());
  for (const Term& term : terms) {
    scalars.push_back(term.scalar);
    points.push_back(&term.point);
  }
  return MultiScalarMul(scalars, points);
}

Point MultiScalarMul(std::span<const Scalar> scalars,
                     std::span<const Point* const> points) {
  std::vector<const engine::PointWords*> words;
  words.reserve(points.size());
  for (const Point* const point : points) {
    words.push_back(&point->words());
  }
  return Point(engine::Sum(engine::ActiveBackend(), scalars, words));
}

}  // namespace pingyi
