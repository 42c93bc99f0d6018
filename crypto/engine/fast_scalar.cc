#include "crypto/engine/fast_scalar.h"

#include <cstddef>

namespace pingyi {
namespace {

__extension__ using Wide = unsigned __int128;
using Limbs = std::array<uint64_t, 4>;

constexpr Limbs kOrder = {0x5812631a5cf5d3ed, 0x14def9dea2f79cd6, 0,
                          0x1000000000000000};
// -1 / l mod 2^64.
constexpr uint64_t kFactor = 0xd2b51da312547e1b;
// 2^512 mod l.
constexpr Limbs kRadixSquared = {0xa40611e3449c0f01, 0xd00e1ba768859347,
                                 0xceec73d217f5be65, 0x0399411b7c309a3d};

// a - b, and whether it went below zero.
struct Difference {
  Limbs limbs = {};
  bool negative = false;
};
Difference Subtract(const Limbs& a, const Limbs& b) {
  Difference out;
  uint64_t borrow = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    const Wide d = Wide{a[i]} - b[i] - borrow;
    out.limbs[i] = static_cast<uint64_t>(d);
    borrow = static_cast<uint64_t>(d >> 64) & 1;
  }
  out.negative = borrow != 0;
  return out;
}

Limbs AddLimbs(const Limbs& a, const Limbs& b) {
  Limbs out = {};
  uint64_t carry = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    const Wide sum = Wide{a[i]} + b[i] + carry;
    out[i] = static_cast<uint64_t>(sum);
    carry = static_cast<uint64_t>(sum >> 64);
  }
  return out;
}

// A number below 2 l, brought below l.
Limbs ReduceOnce(const Limbs& value) {
  const Difference reduced = Subtract(value, kOrder);
  return reduced.negative ? value : reduced.limbs;
}

// a b / 2^256 mod l for a, b below l, one limb of `b` after the other.
Limbs MontgomeryProduct(const Limbs& a, const Limbs& b) {
  std::array<uint64_t, 5> sum = {};
  for (const uint64_t limb : b) {
    uint64_t carry = 0;
    for (size_t i = 0; i < a.size(); ++i) {
      const Wide product = Wide{a[i]} * limb + sum[i] + carry;
      sum[i] = static_cast<uint64_t>(product);
      carry = static_cast<uint64_t>(product >> 64);
    }
    sum[4] += carry;

    // Adds the multiple of l that clears the lowest limb, and drops that limb.
    const uint64_t factor = sum[0] * kFactor;
    carry = static_cast<uint64_t>((Wide{factor} * kOrder[0] + sum[0]) >> 64);
    for (size_t i = 1; i < a.size(); ++i) {
      const Wide product = Wide{factor} * kOrder[i] + sum[i] + carry;
      sum[i - 1] = static_cast<uint64_t>(product);
      carry = static_cast<uint64_t>(product >> 64);
    }
    // l has 253 bits, so the running sum always fits.
    sum[3] = sum[4] + carry;
    sum[4] = 0;
  }
  return ReduceOnce({sum[0], sum[1], sum[2], sum[3]});
}

}  // namespace

FastScalar FastScalar::From(const Scalar& value) {
  Limbs limbs = {};
  for (size_t i = 0; i < kScalarSize; ++i) {
    limbs[i / 8] |= uint64_t{value.bytes()[i]} << (8 * (i % 8));
  }
  return FastScalar(MontgomeryProduct(limbs, kRadixSquared));
}

Scalar FastScalar::ToScalar() const {
  const Limbs limbs = MontgomeryProduct(limbs_, {1, 0, 0, 0});
  std::array<uint8_t, kScalarSize> bytes = {};
  for (size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<uint8_t>(limbs[i / 8] >> (8 * (i % 8)));
  }
  // Below l by construction.
  return *Scalar::Parse(bytes);
}

FastScalar operator+(const FastScalar& a, const FastScalar& b) {
  return FastScalar(ReduceOnce(AddLimbs(a.limbs_, b.limbs_)));
}

FastScalar operator-(const FastScalar& a, const FastScalar& b) {
  const Difference difference = Subtract(a.limbs_, b.limbs_);
  return FastScalar(difference.negative ? AddLimbs(difference.limbs, kOrder)
                                        : difference.limbs);
}

FastScalar operator*(const FastScalar& a, const FastScalar& b) {
  return FastScalar(MontgomeryProduct(a.limbs_, b.limbs_));
}

}  // namespace pingyi
