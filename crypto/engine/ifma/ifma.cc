#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "crypto/engine/backend.h"
#include "crypto/engine/constants.h"
#include "crypto/engine/ifma/decode.h"
#include "crypto/engine/ifma/lanes.h"
#include "crypto/engine/kernels.h"
#include "crypto/engine/side_by_side.h"

namespace pingyi::engine {
namespace {

// Of internal linkage, and so all that kernels.h makes of it.
struct IfmaLanes {
  static constexpr size_t kLanes = ifma::kLanes;
  using Points = ifma::Points;
  using Addend = ifma::Addend;
  using Bucket = ifma::Bucket;
  using Mask = __mmask8;

  static Points Identity() { return ifma::Identity(); }
  [[gnu::always_inline]] static Points Add(const Points& a, const Points& b) {
    return ifma::Add(a, b);
  }
  static Points Double(const Points& a) { return ifma::Double(a); }
  static Points Negate(const Points& a, Mask mask) {
    return ifma::Negate(a, mask);
  }
  [[gnu::always_inline]] static Points AddSame(const Points& a, const Addend& b,
                                               Mask negate) {
    return ifma::AddSame(a, b, negate);
  }
  template <class BucketPointer>
  [[gnu::always_inline]] static Points Load(BucketPointer const* from) {
    const uint64_t* words[kLanes];
    for (size_t lane = 0; lane < kLanes; ++lane) {
      words[lane] = from[lane]->words;
    }
    ifma::Field fields[ifma::kCoordinates];
    ifma::LoadPoints<ifma::Order::kSwapped>(words, fields);
    return {fields[0], fields[1], fields[2], fields[3]};
  }
  [[gnu::always_inline]] static void Store(const Points& a, Bucket* const* to) {
    uint64_t* words[kLanes];
    for (size_t lane = 0; lane < kLanes; ++lane) {
      words[lane] = to[lane]->words;
    }
    const ifma::Field fields[ifma::kCoordinates] = {a.minus, a.plus, a.z, a.t};
    ifma::StorePoints<ifma::Order::kSwapped>(fields, words);
  }
  // 160 bytes from a multiple of 32: three lines.
  static void Fetch(const Bucket* bucket) {
    const auto* const bytes = reinterpret_cast<const char*>(bucket);
    _mm_prefetch(bytes, _MM_HINT_T0);
    _mm_prefetch(bytes + 64, _MM_HINT_T0);
    _mm_prefetch(bytes + 128, _MM_HINT_T0);
  }
  static Points FromWords(const PointWords* const* from) {
    return ifma::FromWords(from);
  }
  static void ToWords(const Points& a, PointWords* out) {
    ifma::ToWords(a, out);
  }
  static Mask Split(const int16_t* digits, uint16_t* magnitudes) {
    const __m128i all =
        _mm_loadu_si128(reinterpret_cast<const __m128i*>(digits));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(magnitudes),
                     _mm_abs_epi16(all));
    return _mm_movepi16_mask(all);
  }
};

// Eight points at a time.
void PrepareEight(const PointWords* const* points, ifma::Addend* out) {
  const ifma::Points all = ifma::FromWords(points);
  const ifma::Field t_2d =
      ifma::Multiply(all.t, ifma::Splat(kTwiceCurveD.limbs));
  alignas(64) uint64_t words[3 * ifma::kLimbs][ifma::kLanes];
  for (int k = 0; k < ifma::kLimbs; ++k) {
    _mm512_store_si512(words[k], all.minus.limb[k]);
    _mm512_store_si512(words[ifma::kLimbs + k], all.plus.limb[k]);
    _mm512_store_si512(words[2 * ifma::kLimbs + k], t_2d.limb[k]);
  }
  for (int lane = 0; lane < ifma::kLanes; ++lane) {
    for (int k = 0; k < ifma::kLimbs; ++k) {
      out[lane].minus[k] = words[k][lane];
      out[lane].plus[k] = words[ifma::kLimbs + k][lane];
      out[lane].t_2d[k] = words[2 * ifma::kLimbs + k][lane];
    }
  }
}

void PrepareIfma(const PointWords* const* points, size_t n, void* addends) {
  auto* const out = static_cast<ifma::Addend*>(addends);
  size_t i = 0;
  for (; i + ifma::kLanes <= n; i += ifma::kLanes) {
    PrepareEight(points + i, out + i);
  }
  if (i == n) {
    return;
  }
  // The last few, filled up with the first of them.
  const PointWords* filled[ifma::kLanes];
  ifma::Addend rest[ifma::kLanes];
  for (size_t lane = 0; lane < ifma::kLanes; ++lane) {
    filled[lane] = points[i + lane < n ? i + lane : i];
  }
  PrepareEight(filled, rest);
  std::memcpy(out + i, rest, (n - i) * sizeof(ifma::Addend));
}

// Decodes as many as 8 * kGroups encodings, fewer filled up with zeros, which
// encode the identity.
template <int kGroups>
size_t DecodeRest(const uint8_t* encodings, size_t n, PointWords* out) {
  constexpr size_t kSize = size_t{kGroups} * ifma::kLanes;
  uint8_t filled[kSize * kEncodingSize] = {};
  PointWords points[kSize];
  std::memcpy(filled, encodings, n * kEncodingSize);
  const auto good = static_cast<size_t>(
      std::countr_one(ifma::DecodeBatch<kGroups>(filled, points)));
  std::memcpy(out, points, n * sizeof(PointWords));
  return good < n ? good : n;
}

// Two groups keep most of the multipliers busy, four take another tenth off.
constexpr int kGroups = 4;
constexpr size_t kBatch = size_t{kGroups} * ifma::kLanes;

size_t DecodeFew(const uint8_t* encodings, size_t n, PointWords* out) {
  if (n <= ifma::kLanes) {
    return DecodeRest<1>(encodings, n, out);
  }
  if (n <= size_t{2} * ifma::kLanes) {
    return DecodeRest<2>(encodings, n, out);
  }
  return DecodeRest<kGroups>(encodings, n, out);
}

size_t DecodeIfma(const uint8_t* encodings, size_t n, PointWords* out) {
  size_t i = 0;
  for (; i + kBatch <= n; i += kBatch) {
    const auto good = static_cast<size_t>(std::countr_one(
        ifma::DecodeBatch<kGroups>(encodings + i * kEncodingSize, out + i)));
    if (good < kBatch) {
      return i + good;
    }
  }
  if (i == n) {
    return n;
  }
  return i + DecodeFew(encodings + i * kEncodingSize, n - i, out + i);
}

// The powers of as many as 8 * kGroups elements.
template <int kGroups>
void RootPowersOf(const FieldElement* in, size_t n, FieldElement* out) {
  alignas(64) uint64_t words[kGroups][ifma::kLimbs][ifma::kLanes];
  SpreadElements<IfmaLanes>(in, n, words);
  ifma::Batch<kGroups> batch = {};
  for (int g = 0; g < kGroups; ++g) {
    for (int k = 0; k < ifma::kLimbs; ++k) {
      batch.group[g].limb[k] = _mm512_load_si512(words[g][k]);
    }
  }
  batch = ifma::RootPower(batch);
  for (int g = 0; g < kGroups; ++g) {
    for (int k = 0; k < ifma::kLimbs; ++k) {
      _mm512_store_si512(words[g][k], batch.group[g].limb[k]);
    }
  }
  CollectElements<IfmaLanes>(words, n, out);
}

void RootPowersIfma(const FieldElement* in, size_t n, FieldElement* out) {
  size_t i = 0;
  for (; i + ifma::kLanes < n; i += kBatch) {
    RootPowersOf<kGroups>(in + i, n - i < kBatch ? n - i : kBatch, out + i);
  }
  if (i < n) {
    RootPowersOf<1>(in + i, n - i, out + i);
  }
}

// As Collect, which finds the places twice: here that would come late, behind
// the thousand instructions of the addition before.
void CollectIfma(const void* addends, const int16_t* digits, size_t n,
                 void* buckets) {
  if (n == 0) {
    return;
  }
  const auto* const addend = static_cast<const ifma::Addend*>(addends);
  auto* const bucket = static_cast<ifma::Bucket*>(buckets);
  Places<IfmaLanes> next = FindPlaces<IfmaLanes>(digits, bucket);
  for (size_t i = 0; i < n; ++i) {
    const Places<IfmaLanes> places = next;
    if (i + 1 < n) {
      next = FindPlaces<IfmaLanes>(digits + (i + 1) * ifma::kLanes, bucket);
      FetchPlaces<IfmaLanes>(next);
    }
    const ifma::Points sum =
        ifma::AddSame(IfmaLanes::Load(places.at), addend[i], places.negate);
    IfmaLanes::Store(sum, places.at);
  }
}

// As Weigh, but the two additions of a round do not wait for each other (and
// share a multiplication, which compilers see).
void WeighIfma(const void* buckets, size_t count, PointWords* out) {
  const auto* const bucket = static_cast<const ifma::Bucket*>(buckets);
  ifma::Points running = ifma::Identity();
  ifma::Points total = ifma::Identity();
  for (size_t k = count - 1; k > 0; --k) {
    const ifma::Bucket* from[ifma::kLanes];
    for (size_t lane = 0; lane < ifma::kLanes; ++lane) {
      from[lane] = bucket + k * ifma::kLanes + lane;
    }
    total = ifma::Add(running, total);
    running = ifma::Add(running, IfmaLanes::Load(from));
  }
  ifma::ToWords(ifma::Add(running, total), out);
}

constexpr BucketLoops kLoops = {.addend_size = sizeof(ifma::Addend),
                                .bucket_size = sizeof(ifma::Bucket),
                                .prepare = PrepareIfma,
                                .clear = Clear<IfmaLanes>,
                                .collect = CollectIfma,
                                .weigh = WeighIfma};

}  // namespace

const Backend kIfmaBackend = {
    .name = "ifma",
    .lanes = IfmaLanes::kLanes,
    .affine_addends = true,
    .points = &kEdwardsArithmetic,
    .buckets = kLoops,
    .costs = {.collect = 80, .weigh = 160, .straus_limit = 150},
    .decode = DecodeIfma,
    .root_powers = RootPowersIfma,
    .straus = Straus<IfmaLanes>};

}  // namespace pingyi::engine
