#include <decaf.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>

#include "crypto/engine/backend.h"
#include "crypto/engine/kernels.h"

// libdecaf under the same algorithms: the oracle that the other backends are
// compared with. Its points are padded for vector loads; at rest their limbs
// lie without the padding.
namespace pingyi::engine {
namespace {

using DecafPoint = decaf_255_point_s;

constexpr size_t kLimbsOfField = 5;
static_assert(sizeof(DecafPoint::x->limb) == kLimbsOfField * sizeof(uint64_t));

DecafPoint Unpack(const PointWords& a) {
  DecafPoint out;
  const uint64_t* from = a.words.data();
  for (auto* field : {out.x, out.y, out.z, out.t}) {
    std::copy_n(from, kLimbsOfField, field->limb);
    from += kLimbsOfField;
  }
  return out;
}

PointWords Pack(const DecafPoint& a) {
  PointWords out = {};
  uint64_t* to = out.words.data();
  for (const auto* field : {a.x, a.y, a.z, a.t}) {
    std::copy_n(field->limb, kLimbsOfField, to);
    to += kLimbsOfField;
  }
  return out;
}

DecafPoint Sum(const DecafPoint& a, const DecafPoint& b) {
  DecafPoint out;
  decaf_255_point_add(&out, &a, &b);
  return out;
}

DecafPoint Difference(const DecafPoint& a, const DecafPoint& b) {
  DecafPoint out;
  decaf_255_point_sub(&out, &a, &b);
  return out;
}

DecafPoint Twice(const DecafPoint& a) {
  DecafPoint out;
  decaf_255_point_double(&out, &a);
  return out;
}

DecafPoint Negative(const DecafPoint& a) {
  DecafPoint out;
  decaf_255_point_negate(&out, &a);
  return out;
}

struct ReferenceLanes {
  static constexpr size_t kLanes = 1;
  using Points = DecafPoint;
  using Addend = DecafPoint;
  struct alignas(64) Bucket {
    DecafPoint point;
  };
  using Mask = uint8_t;

  static Points Identity() { return *decaf_255_point_identity; }
  static Points Add(const Points& a, const Points& b) { return Sum(a, b); }
  static Points Double(const Points& a) { return Twice(a); }
  static Points Negate(const Points& a, Mask mask) {
    return mask != 0 ? Negative(a) : a;
  }
  static Points AddSame(const Points& a, const Addend& b, Mask negate) {
    return negate != 0 ? Difference(a, b) : Sum(a, b);
  }
  static Points Load(const Bucket* const* from) { return from[0]->point; }
  static void Store(const Points& a, Bucket* const* to) { to[0]->point = a; }
  static void Fetch(const Bucket* bucket) { __builtin_prefetch(bucket); }
  static Points FromWords(const PointWords* const* from) {
    return Unpack(*from[0]);
  }
  static void ToWords(const Points& a, PointWords* out) { *out = Pack(a); }
  static Mask Split(const int16_t* digits, uint16_t* magnitudes) {
    const int digit = digits[0];
    magnitudes[0] = static_cast<uint16_t>(digit < 0 ? -digit : digit);
    return static_cast<Mask>(digit < 0);
  }
  static Addend MakeAddend(const PointWords& a) { return Unpack(a); }
  // No point has Z = 0.
  static bool IsEmpty(const Bucket& bucket) {
    const auto& limbs = bucket.point.z->limb;
    return std::all_of(std::begin(limbs), std::end(limbs),
                       [](uint64_t limb) { return limb == 0; });
  }
  static void MakeEmpty(Bucket& bucket) {
    std::fill(std::begin(bucket.point.z->limb), std::end(bucket.point.z->limb),
              0);
  }
  static Points FromAddend(const Addend& a, Mask negate) {
    return Negate(a, negate);
  }
};

size_t DecodeReference(const uint8_t* encodings, size_t n, PointWords* out) {
  for (size_t i = 0; i < n; ++i) {
    DecafPoint point;
    if (decaf_255_point_decode(&point, encodings + i * kEncodingSize,
                               DECAF_TRUE) != DECAF_SUCCESS) {
      return i;
    }
    out[i] = Pack(point);
  }
  return n;
}

PointWords IdentityWords() {
  return Pack(*decaf_255_point_identity);
}
PointWords AddWords(const PointWords& a, const PointWords& b) {
  return Pack(Sum(Unpack(a), Unpack(b)));
}
PointWords NegateWords(const PointWords& a) {
  return Pack(Negative(Unpack(a)));
}
PointWords DoubleWords(const PointWords& a) {
  return Pack(Twice(Unpack(a)));
}
bool EqualWords(const PointWords& a, const PointWords& b) {
  const DecafPoint left = Unpack(a);
  const DecafPoint right = Unpack(b);
  return decaf_255_point_eq(&left, &right) == DECAF_TRUE;
}
void EncodeWords(const PointWords& a, uint8_t* out) {
  const DecafPoint point = Unpack(a);
  decaf_255_point_encode(out, &point);
}
void MapWords(RootPowers /*powers*/, const uint8_t* wide, size_t n,
              PointWords* out) {
  for (size_t i = 0; i < n; ++i) {
    DecafPoint point;
    decaf_255_point_from_hash_uniform(&point, wide + i * 2 * kEncodingSize);
    out[i] = Pack(point);
  }
}

constexpr PointArithmetic kDecafArithmetic = {.identity = IdentityWords,
                                              .add = AddWords,
                                              .negate = NegateWords,
                                              .twice = DoubleWords,
                                              .equal = EqualWords,
                                              .encode = EncodeWords,
                                              .map = MapWords};

}  // namespace

const Backend kReferenceBackend = {
    .name = "reference",
    .lanes = ReferenceLanes::kLanes,
    .affine_addends = false,
    .points = &kDecafArithmetic,
    .buckets = LoopsOf<ReferenceLanes>(),
    .costs = {.collect = 121, .weigh = 242, .straus_limit = 100},
    .decode = DecodeReference,
    .root_powers = nullptr,
    .straus = Straus<ReferenceLanes>};

}  // namespace pingyi::engine
