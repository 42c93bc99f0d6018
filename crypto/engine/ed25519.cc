#include "crypto/engine/ed25519.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <memory>

#include "crypto/base/random.h"
#include "crypto/engine/digits.h"
#include "crypto/engine/edwards.h"
#include "crypto/engine/engine.h"
#include "crypto/engine/scratch.h"
#include "crypto/group/scalar.h"

namespace pingyi {
namespace engine {
namespace {

constexpr uint8_t kSignBit = 0x80;
// A point outside the subgroup stays undiscovered by one sum with a chance of
// at most 1/2.
constexpr size_t kRandomSums = 128;

// What is known of an encoding before the root: y, x^2 = u / v, the sign of x.
struct Begun {
  FieldElement y;
  FieldElement u;
  FieldElement uv;
  bool want_odd;
};

// RFC 8032, section 5.1.3. False if y is not below p.
bool Begin(const uint8_t* encoding, Begun& out) {
  std::array<uint8_t, kEncodingSize> y_bytes = {};
  std::copy_n(encoding, kEncodingSize, y_bytes.begin());
  out.want_odd = (y_bytes.back() & kSignBit) != 0;
  y_bytes.back() &= static_cast<uint8_t>(~kSignBit);
  out.y = FieldFromBytes(y_bytes.data());
  std::array<uint8_t, kEncodingSize> again = {};
  FieldToBytes(out.y, again.data());
  const FieldElement yy = Square(out.y);
  out.u = Carry(Subtract(yy, kFieldOne));
  out.uv = Multiply(out.u, Add(Multiply(yy, kCurveD), kFieldOne));
  return again == y_bytes;
}

// x = u / sqrt(u v). False if x^2 is no square; and for u = 0, which is y = 1
// and y = -1, whose order is 1 and 2.
bool End(const Begun& begun, const InverseRoot& inverse, ExtendedPoint& out) {
  const FieldElement x = Multiply(begun.u, inverse.root);
  out.x = IsNegative(x) == begun.want_odd ? x : Negate(x);
  out.y = begun.y;
  out.z = kFieldOne;
  out.t = Multiply(out.x, out.y);
  return inverse.was_square;
}

// The digits of l - 1 for Straus with one point in each lane.
std::vector<int16_t> DigitsOfMinusOne(size_t lanes) {
  std::vector<int16_t> out(kStrausWindows * lanes);
  RecodeSigned(-Scalar::FromUint64(1), kStrausWidth,
               [&](unsigned w, int digit) {
                 std::fill_n(out.begin() + static_cast<ptrdiff_t>(w * lanes),
                             lanes, static_cast<int16_t>(digit));
               });
  return out;
}

// As many points as lanes: whether l P is the identity, of the curve, not only
// modulo torsion; that is, (l - 1) P + P.
bool AreOfOrderL(const Backend& backend,
                 const std::vector<PointWords>& points) {
  const size_t lanes = points.size();
  std::vector<const PointWords*> pointers;
  for (const PointWords& point : points) {
    pointers.push_back(&point);
  }
  const Scratch tables =
      Allocate(lanes * kStrausTable * backend.buckets.bucket_size);
  std::vector<PointWords> negatives(lanes);
  backend.straus(pointers.data(), DigitsOfMinusOne(lanes).data(), lanes,
                 tables.get(), negatives.data());
  for (size_t i = 0; i < lanes; ++i) {
    const ExtendedPoint sum =
        AddPoints(FromWords(negatives[i]), FromWords(points[i]));
    if (!IsZero(sum.x) || !IsEqual(sum.y, sum.z)) {
      return false;
    }
  }
  return true;
}

// kRandomSums sums of points, each in or out by the toss of a coin: the buckets
// 1 of a Pippenger whose digits are random bits.
bool AreAllOfOrderL(const Backend& backend,
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
    if (!AreOfOrderL(backend, sums)) {
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
  const size_t n = encodings.size() / kEncodingSize;
  std::vector<Begun> begun(n);
  std::vector<FieldElement> products(n);
  for (size_t i = 0; i < n; ++i) {
    if (!Begin(encodings.data() + i * kEncodingSize, begun[i])) {
      return std::nullopt;
    }
    products[i] = begun[i].uv;
  }
  std::vector<InverseRoot> roots(n);
  InverseSquareRoots(ActiveBackend().root_powers, products.data(), n,
                     roots.data());
  std::vector<Point> out;
  out.reserve(n);
  for (size_t i = 0; i < n; ++i) {
    ExtendedPoint point = {};
    if (!End(begun[i], roots[i], point)) {
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
    if (!engine::AreAllOfOrderL(engine::ActiveBackend(), words)) {
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
