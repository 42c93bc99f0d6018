#include <cstddef>
#include <cstdint>
#include <cstring>

#include "crypto/engine/avx2/decode.h"
#include "crypto/engine/avx2/lanes.h"
#include "crypto/engine/backend.h"
#include "crypto/engine/constants.h"
#include "crypto/engine/kernels.h"
#include "crypto/engine/side_by_side.h"

namespace pingyi::engine {
namespace {

struct Avx2Lanes {
  static constexpr size_t kLanes = avx2::kLanes;
  using Points = avx2::Points;
  using Addend = avx2::Addend;
  using Bucket = avx2::Bucket;
  using Mask = unsigned;

  static Points Identity() {
    const avx2::Field zero = avx2::Constant(kFieldZero);
    const avx2::Field one = avx2::Constant(kFieldOne);
    return {.x = zero, .y = one, .z = one, .t = zero};
  }
  static Points Add(const Points& a, const Points& b) {
    return avx2::AddPoints(a, b);
  }
  static Points Double(const Points& a) { return avx2::DoublePoints(a); }
  static Points Negate(const Points& a, Mask mask) {
    const avx2::Doubles signs = avx2::SignsOf(mask);
    return {.x = avx2::TurnSign(a.x, signs),
            .y = a.y,
            .z = a.z,
            .t = avx2::TurnSign(a.t, signs)};
  }
  static Points AddSame(const Points& a, const Addend& b, Mask negate) {
    return avx2::AddAffine(a, b, negate);
  }
  static Points Load(const Bucket* const* from) {
    const double* rows[kLanes];
    for (size_t lane = 0; lane < kLanes; ++lane) {
      rows[lane] = from[lane]->words;
    }
    avx2::Doubles words[avx2::kWords];
    avx2::Gather(rows, words);
    return {.x = avx2::Coordinate(words, 0),
            .y = avx2::Coordinate(words, 1),
            .z = avx2::Coordinate(words, 2),
            .t = avx2::Coordinate(words, 3)};
  }
  static void Store(const Points& a, Bucket* const* to) {
    avx2::Doubles words[avx2::kWords];
    double* rows[kLanes];
    for (size_t k = 0; k < avx2::kLimbs; ++k) {
      words[k] = a.x.limb[k];
      words[avx2::kLimbs + k] = a.y.limb[k];
      words[2 * avx2::kLimbs + k] = a.z.limb[k];
      words[3 * avx2::kLimbs + k] = a.t.limb[k];
    }
    for (size_t lane = 0; lane < kLanes; ++lane) {
      rows[lane] = to[lane]->words;
    }
    avx2::Scatter(words, rows);
  }
  static void Fetch(const Bucket* bucket) {
    __builtin_prefetch(bucket->words);
    __builtin_prefetch(bucket->words + 8);
    __builtin_prefetch(bucket->words + 16);
  }
  static Points FromWords(const PointWords* const* from) {
    return avx2::LoadWords(from);
  }
  static void ToWords(const Points& a, PointWords* out) {
    avx2::Doubles words[avx2::kWords];
    avx2::PutWords(avx2::ToIntegers(a.x), 0, words);
    avx2::PutWords(avx2::ToIntegers(a.y), 1, words);
    avx2::PutWords(avx2::ToIntegers(a.z), 2, words);
    avx2::PutWords(avx2::ToIntegers(a.t), 3, words);
    avx2::StoreWords(words, out);
  }
  static Mask Split(const int16_t* digits, uint16_t* magnitudes) {
    const __m128i digit =
        _mm_loadl_epi64(reinterpret_cast<const __m128i*>(digits));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(magnitudes),
                     _mm_abs_epi16(digit));
    const int signs = _mm_movemask_epi8(_mm_packs_epi16(digit, digit));
    return static_cast<Mask>(signs) & 0xf;
  }
};

// Four at a time, where the kernel would prepare one.
void PrepareAvx2(const PointWords* const* points, size_t n, void* addends) {
  constexpr size_t kLanes = avx2::kLanes;
  auto* const out = static_cast<avx2::Addend*>(addends);
  size_t done = 0;
  for (; done + kLanes <= n; done += kLanes) {
    avx2::MakeAddends(points + done, out + done);
  }
  if (done < n) {
    const PointWords* last[kLanes];
    avx2::Addend prepared[kLanes];
    for (size_t lane = 0; lane < kLanes; ++lane) {
      last[lane] = points[done + lane < n ? done + lane : n - 1];
    }
    avx2::MakeAddends(last, prepared);
    std::memcpy(out + done, prepared, (n - done) * sizeof(avx2::Addend));
  }
}

size_t DecodeAvx2(const uint8_t* encodings, size_t n, PointWords* out) {
  for (size_t done = 0; done < n; done += avx2::kBatch) {
    const size_t count = n - done < avx2::kBatch ? n - done : avx2::kBatch;
    const uint8_t* from = encodings + done * kEncodingSize;
    // Room for a whole batch; zeros encode the identity.
    uint8_t padded[avx2::kBatch * kEncodingSize];
    PointWords points[avx2::kBatch];
    if (count < avx2::kBatch) {
      std::memset(padded, 0, sizeof padded);
      std::memcpy(padded, from, count * kEncodingSize);
      from = padded;
    }
    const unsigned bad = avx2::DecodeBatch(from, points);
    const size_t good =
        bad != 0 ? static_cast<size_t>(__builtin_ctz(bad)) : count;
    std::memcpy(out + done, points, good * sizeof(PointWords));
    if (bad != 0) {
      return done + good;
    }
  }
  return n;
}

// The powers of as many as kBatch elements.
void RootPowersOfBatch(const FieldElement* in, size_t n, FieldElement* out) {
  alignas(32) uint64_t words[avx2::kGroups][avx2::kLimbs][avx2::kLanes];
  SpreadElements<Avx2Lanes>(in, n, words);
  avx2::Groups groups = {};
  for (size_t g = 0; g < avx2::kGroups; ++g) {
    groups.group[g] = avx2::FromIntegers(avx2::EachLimb([&](size_t k) {
      return _mm256_load_pd(reinterpret_cast<const double*>(words[g][k]));
    }));
  }
  groups = avx2::Power(groups);
  for (size_t g = 0; g < avx2::kGroups; ++g) {
    const avx2::Integers integers = avx2::ToIntegers(groups.group[g]);
    for (size_t k = 0; k < avx2::kLimbs; ++k) {
      _mm256_store_si256(reinterpret_cast<avx2::Words*>(words[g][k]),
                         integers.limb[k]);
    }
  }
  CollectElements<Avx2Lanes>(words, n, out);
}

void RootPowersAvx2(const FieldElement* in, size_t n, FieldElement* out) {
  for (size_t i = 0; i < n; i += avx2::kBatch) {
    RootPowersOfBatch(in + i, n - i < avx2::kBatch ? n - i : avx2::kBatch,
                      out + i);
  }
}

}  // namespace

const Backend kAvx2Backend = {
    .name = "avx2",
    .lanes = Avx2Lanes::kLanes,
    .affine_addends = true,
    .points = &kEdwardsArithmetic,
    .buckets = {.addend_size = sizeof(avx2::Addend),
                .bucket_size = sizeof(avx2::Bucket),
                .prepare = PrepareAvx2,
                .clear = Clear<Avx2Lanes>,
                .collect = Collect<Avx2Lanes>,
                .weigh = Weigh<Avx2Lanes>},
    // Measured on an AMD EPYC (Zen 5); its collect takes 73 with 64-bit limbs,
    // for one window instead of four.
    .costs = {.collect = 120, .weigh = 290, .straus_limit = 32},
    .decode = DecodeAvx2,
    .root_powers = RootPowersAvx2,
    .straus = Straus<Avx2Lanes>};

}  // namespace pingyi::engine
