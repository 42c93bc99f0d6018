#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "crypto/engine/backend.h"
#include "crypto/engine/edwards.h"
#include "crypto/engine/kernels.h"

namespace pingyi::engine {
namespace {

// One point at a time, 5x51 limbs: any 64-bit machine.
struct PortableLanes {
  static constexpr size_t kLanes = 1;
  using Points = ExtendedPoint;
  using Addend = AffineAddend;
  struct alignas(64) Bucket {
    ExtendedPoint point = {};
  };
  using Mask = uint8_t;

  static Points Identity() { return kIdentityPoint; }
  static Points Add(const Points& a, const Points& b) {
    return AddPoints(a, b);
  }
  static Points Double(const Points& a) { return DoublePoint(a); }
  static Points Negate(const Points& a, Mask mask) {
    return mask != 0 ? NegatePoint(a) : a;
  }
  static Points AddSame(const Points& a, const Addend& b, Mask negate) {
    return negate != 0 ? AddAffine<true>(a, b) : AddAffine<false>(a, b);
  }
  static Points Load(const Bucket* const* from) { return from[0]->point; }
  static void Store(const Points& a, Bucket* const* to) { to[0]->point = a; }
  static void Fetch(const Bucket* bucket) {
    __builtin_prefetch(bucket);
    __builtin_prefetch(&bucket->point.z);
  }
  static Points FromWords(const PointWords* const* from) {
    return engine::FromWords(*from[0]);
  }
  static void ToWords(const Points& a, PointWords* out) {
    *out = engine::ToWords(a);
  }
  static Mask Split(const int16_t* digits, uint16_t* magnitudes) {
    const int digit = digits[0];
    magnitudes[0] = static_cast<uint16_t>(digit < 0 ? -digit : digit);
    return static_cast<Mask>(digit < 0);
  }
  static Addend MakeAddend(const PointWords& a) {
    return MakeAffineAddend(engine::FromWords(a));
  }
  // No point has Z = 0.
  static bool IsEmpty(const Bucket& bucket) {
    return bucket.point.z == kFieldZero;
  }
  static void MakeEmpty(Bucket& bucket) { bucket.point.z = kFieldZero; }
  static Points FromAddend(const Addend& a, Mask negate) {
    return AddSame(kIdentityPoint, a, negate);
  }
};

size_t DecodePortable(const uint8_t* encodings, size_t n, PointWords* out) {
  for (size_t i = 0; i < n; ++i) {
    ExtendedPoint point = {};
    if (!DecodePoint(encodings + i * kEncodingSize, point)) {
      return i;
    }
    out[i] = ToWords(point);
  }
  return n;
}

void RootPowersPortable(const FieldElement* in, size_t n, FieldElement* out) {
  std::transform(in, in + n, out, PowP58);
}

}  // namespace

const Backend kPortableBackend = {
    .name = "portable",
    .lanes = PortableLanes::kLanes,
    .affine_addends = true,
    .points = &kEdwardsArithmetic,
    .buckets = LoopsOf<PortableLanes>(),
    .costs = {.collect = 75, .weigh = 190, .straus_limit = 100},
    .decode = DecodePortable,
    .root_powers = RootPowersPortable,
    .straus = Straus<PortableLanes>};

}  // namespace pingyi::engine
