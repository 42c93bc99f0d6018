#ifndef CRYPTO_ENGINE_BACKEND_H_
#define CRYPTO_ENGINE_BACKEND_H_

#include <array>
#include <cstddef>
#include <cstdint>

// What a set of instructions offers to the engine: the parts of a multi-scalar
// multiplication and of decoding that are worth writing anew for it. Public
// data only, variable time. Files of a backend are compiled for its own
// processor: they include nothing that could leave an inline function behind
// for others to call (tests/crypto/engine checks their symbols).
namespace pingyi::engine {

// A point at rest. With every backend but the reference: extended coordinates
// (X : Y : Z : T), XY = ZT, x = X/Z, y = Y/Z, on -x^2 + y^2 = 1 + d x^2 y^2;
// each five limbs of 51 bits, limb k worth 2^(51 k), every limb below 2^52. The
// reference keeps libdecaf's own coordinates, another curve's, in them.
struct PointWords {
  std::array<uint64_t, 20> words;
};

inline constexpr size_t kEncodingSize = 32;

// An integer mod p = 2^255 - 19: five limbs of 51 bits, limb k worth 2^(51 k),
// not unique. field51.h computes with it.
//
// A plain array: the checked access of std::array, though never failing, keeps
// g++ 12 from holding the limbs in registers, and doubles the time.
struct FieldElement {
  uint64_t limbs[5];
};

// a^((p - 5) / 8) of n elements, which is where the time of a square root goes.
// Limbs below 2^52 in and out; `out` may be `in`.
using RootPowers = void (*)(const FieldElement* in, size_t n,
                            FieldElement* out);

// Arithmetic on single points.
struct PointArithmetic {
  PointWords (*identity)();
  PointWords (*add)(const PointWords& a, const PointWords& b);
  PointWords (*negate)(const PointWords& a);
  PointWords (*twice)(const PointWords& a);
  // Equality of elements: points may differ by 4-torsion.
  bool (*equal)(const PointWords& a, const PointWords& b);
  // RFC 9496, section 4.3.2.
  void (*encode)(const PointWords& a, uint8_t out[kEncodingSize]);
  // The one-way map of n times 64 uniform bytes, section 4.3.4. `powers` is the
  // backend's own.
  void (*map)(RootPowers powers, const uint8_t* wide, size_t n,
              PointWords* out);
};

// The inner loops of Pippenger: `lanes` windows of the same scalars side by
// side, each with buckets of its own. Bucket (k, lane) is at index k * lanes +
// lane; bucket 0 takes what has digit 0 and is not read again.
struct BucketLoops {
  size_t addend_size;  // Bytes, a multiple of 8.
  size_t bucket_size;  // Bytes; `lanes` of them are a multiple of 64.
  // Turns n points with Z = 1 into what `collect` reads. (The reference takes
  // any points.)
  void (*prepare)(const PointWords* const* points, size_t n, void* addends);
  // Makes `count` x lanes buckets the identity.
  void (*clear)(void* buckets, size_t count);
  // Adds point i to bucket |digit| of each lane, negated where the digit is
  // negative; digits[i * lanes + lane].
  void (*collect)(const void* addends, const int16_t* digits, size_t n,
                  void* buckets);
  // Lane by lane, the sum of k bucket_k for 0 < k < count.
  void (*weigh)(const void* buckets, size_t count, PointWords* out);
};

// Nanoseconds on a machine of its kind: only their ratios matter, they choose
// window width and method.
struct Costs {
  double collect;       // One point into `lanes` buckets.
  double weigh;         // `lanes` buckets into the sums.
  size_t straus_limit;  // Fewer points than this: Straus.
};

struct Backend {
  const char* name;
  size_t lanes;
  bool affine_addends;  // `prepare` wants Z = 1.
  const PointArithmetic* points;
  BucketLoops buckets;
  Costs costs;
  // Decodes n encodings (RFC 9496, section 4.3.1) to points with Z = 1.
  // Returns the index of the first that is not canonical, n if there is none;
  // those before it are decoded.
  size_t (*decode)(const uint8_t* encodings, size_t n, PointWords* out);
  // nullptr for the reference, which needs none.
  RootPowers root_powers;
  // Straus: lane by lane, the sum of scalar_i point_i over every lanes-th i;
  // n a multiple of `lanes`. digits[w * n + i] is digit w of scalar i, base
  // 2^kStrausWidth, signed, least significant first; `tables` has room for n *
  // kStrausTable buckets.
  void (*straus)(const PointWords* const* points, const int16_t* digits,
                 size_t n, void* tables, PointWords* out);
};

inline constexpr unsigned kStrausWidth = 4;
inline constexpr size_t kStrausWindows = 64;
// Multiples 0 to 8 of a point.
inline constexpr size_t kStrausTable = 9;

// That of every backend whose points are extended coordinates.
extern const PointArithmetic kEdwardsArithmetic;

extern const Backend kPortableBackend;
extern const Backend kReferenceBackend;
#if defined(__x86_64__)
extern const Backend kAvx2Backend;
extern const Backend kIfmaBackend;
#endif

}  // namespace pingyi::engine

#endif  // CRYPTO_ENGINE_BACKEND_H_
