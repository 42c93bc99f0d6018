#include "crypto/engine/ed25519.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <memory>

#include "crypto/base/random.h"
#include "crypto/engine/edwards.h"
#include "crypto/engine/engine.h"
#include "crypto/engine/scratch.h"

namespace pingyi {
namespace engine {
namespace {

constexpr uint8_t kSignBit = 0x80;
// A point outside the subgroup stays undiscovered by one sum with a chance of
// at most 1/2.
constexpr size_t kRandomSums = 128;

// RFC 8032, section 5.1.3. Refuses y = 1 and y = -1, whose order is 1 and 2.
bool DecodeEdwards(const uint8_t* encoding, ExtendedPoint& out) {
  std::array<uint8_t, kEncodingSize> y_bytes = {};
  std::copy_n(encoding, kEncodingSize, y_bytes.begin());
  const bool want_odd = (y_bytes.back() & kSignBit) != 0;
  y_bytes.back() &= static_cast<uint8_t>(~kSignBit);
  const FieldElement y = FieldFromBytes(y_bytes.data());
  std::array<uint8_t, kEncodingSize> again = {};
  FieldToBytes(y, again.data());
  if (again != y_bytes) {
    return false;  // Not below p.
  }
  // x^2 = u / v, so x = u / sqrt(u v).
  const FieldElement yy = Square(y);
  const FieldElement u = Carry(Subtract(yy, kFieldOne));
  const FieldElement v = Add(Multiply(yy, kCurveD), kFieldOne);
  const InverseRoot inverse = InverseSquareRoot(Multiply(u, v));
  if (!inverse.was_square) {  // So it is for u = 0.
    return false;
  }
  const FieldElement x = Multiply(u, inverse.root);
  out.x = IsNegative(x) == want_odd ? x : Negate(x);
  out.y = y;
  out.z = kFieldOne;
  out.t = Multiply(out.x, out.y);
  return true;
}

// l P is the identity: of the curve, not only modulo torsion.
bool IsOfOrderL(const ExtendedPoint& p) {
  // l without its top bit, bit 252; least significant word first.
  constexpr std::array<uint64_t, 2> kLow = {0x5812631a5cf5d3ed,
                                            0x14def9dea2f79cd6};
  ExtendedPoint sum = p;
  for (int bit = 251; bit >= 0; --bit) {
    sum = DoublePoint(sum);
    if (bit < 128 &&
        (kLow[static_cast<size_t>(bit) / 64] >> (bit % 64) & 1) != 0) {
      sum = AddPoints(sum, p);
    }
  }
  return IsZero(sum.x) && IsEqual(sum.y, sum.z);
}

// kRandomSums sums of points, each in or out by the toss of a coin: the buckets
// 1 of a Pippenger whose digits are random bits.
bool AreOfOrderL(const Backend& backend,
                 std::span<const PointWords* const> points) {
  const size_t lanes = backend.lanes;
  constexpr size_t kBuckets = 2;
  const BucketLoops& loops = backend.buckets;
  const Scratch addends = Allocate(loops.addend_size * points.size());
  const Scratch buckets = Allocate(loops.bucket_size * lanes * kBuckets);
  loops.prepare(points.data(), points.size(), addends.get());
  std::vector<uint8_t> coins(points.size());
  std::vector<int16_t> digits(points.size() * lanes);
  std::vector<PointWords> sums(lanes);
  for (size_t done = 0; done < kRandomSums; done += lanes) {
    FillRandom(coins);
    for (size_t i = 0; i < points.size(); ++i) {
      for (size_t lane = 0; lane < lanes; ++lane) {
        digits[i * lanes + lane] = static_cast<int16_t>(coins[i] >> lane & 1);
      }
    }
    loops.clear(buckets.get(), kBuckets);
    loops.collect(addends.get(), digits.data(), points.size(), buckets.get());
    loops.weigh(buckets.get(), kBuckets, sums.data());
    if (!std::all_of(sums.begin(), sums.end(), [](const PointWords& sum) {
          return IsOfOrderL(FromWords(sum));
        })) {
      return false;
    }
  }
  return true;
}

std::optional<std::vector<Point>> Decode(std::span<const uint8_t> encodings) {
  assert(encodings.size() % kEncodingSize == 0);
  if (ActiveBackend().points != &kEdwardsArithmetic) {
    return std::nullopt;
  }
  std::vector<Point> out;
  out.reserve(encodings.size() / kEncodingSize);
  for (size_t at = 0; at < encodings.size(); at += kEncodingSize) {
    ExtendedPoint point = {};
    if (!DecodeEdwards(encodings.data() + at, point)) {
      return std::nullopt;
    }
    out.emplace_back(ToWords(point));
  }
  return out;
}

}  // namespace
}  // namespace engine

std::optional<std::vector<Point>> DecodePrimeOrder(
    std::span<const uint8_t> encodings) {
  std::optional<std::vector<Point>> points = engine::Decode(encodings);
  if (points.has_value()) {
    std::vector<const engine::PointWords*> words;
    words.reserve(points->size());
    for (const Point& point : *points) {
      words.push_back(&point.words());
    }
    if (!engine::AreOfOrderL(engine::ActiveBackend(), words)) {
      points.reset();
    }
  }
  return points;
}

std::optional<std::vector<Point>> DecodeKnownPrimeOrder(
    std::span<const uint8_t> encodings) {
  return engine::Decode(encodings);
}

}  // namespace pingyi
