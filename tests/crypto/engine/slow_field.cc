#include "tests/crypto/engine/slow_field.h"

#include <cstddef>

namespace pingyi::testing {
namespace {

using Digits = std::array<uint32_t, 8>;

constexpr uint32_t kAllOnes = 0xffffffff;
constexpr Digits kPrime = {0xffffffed, kAllOnes, kAllOnes, kAllOnes,
                           kAllOnes,   kAllOnes, kAllOnes, 0x7fffffff};

bool IsBelowPrime(const Digits& a) {
  for (size_t i = a.size(); i-- > 0;) {
    if (a[i] != kPrime[i]) {
      return a[i] < kPrime[i];
    }
  }
  return false;
}

// a - b mod 2^256; `borrow` becomes 1 where it is below zero.
Digits Difference(const Digits& a, const Digits& b, uint64_t& borrow) {
  Digits out = {};
  borrow = 0;
  for (size_t i = 0; i < out.size(); ++i) {
    const uint64_t d = uint64_t{a[i]} - b[i] - borrow;
    out[i] = static_cast<uint32_t>(d);
    borrow = d >> 63;
  }
  return out;
}

// a + b mod 2^256, and what is carried out.
Digits Sum(const Digits& a, const Digits& b, uint64_t& carry) {
  Digits out = {};
  carry = 0;
  for (size_t i = 0; i < out.size(); ++i) {
    carry += uint64_t{a[i]} + b[i];
    out[i] = static_cast<uint32_t>(carry);
    carry >>= 32;
  }
  return out;
}

}  // namespace

SlowField::SlowField(uint64_t value)
    : digits_{static_cast<uint32_t>(value),
              static_cast<uint32_t>(value >> 32)} {}

SlowField SlowField::Reduce(uint64_t carry, Digits sum) {
  while (carry != 0 || !IsBelowPrime(sum)) {
    uint64_t borrow = 0;
    sum = Difference(sum, kPrime, borrow);
    carry -= borrow;
  }
  return SlowField(sum);
}

SlowField operator+(const SlowField& a, const SlowField& b) {
  uint64_t carry = 0;
  const Digits sum = Sum(a.digits_, b.digits_, carry);
  return SlowField::Reduce(carry, sum);
}

SlowField SlowField::operator-() const {
  uint64_t borrow = 0;
  return Reduce(0, Difference(kPrime, digits_, borrow));
}

SlowField operator-(const SlowField& a, const SlowField& b) {
  return a + -b;
}

SlowField SlowField::Twice() const {
  return *this + *this;
}

SlowField operator*(const SlowField& a, const SlowField& b) {
  SlowField out;
  for (size_t i = b.digits_.size() * 32; i-- > 0;) {
    out = out.Twice();
    if ((b.digits_[i / 32] >> (i % 32) & 1) != 0) {
      out = out + a;
    }
  }
  return out;
}

SlowField SlowField::FromBytes(std::span<const uint8_t> bytes) {
  SlowField out;
  for (size_t i = bytes.size(); i-- > 0;) {
    for (int bit = 0; bit < 8; ++bit) {
      out = out.Twice();
    }
    out = out + SlowField(bytes[i]);
  }
  return out;
}

SlowField SlowField::FromLimbs(std::span<const uint64_t> limbs, unsigned bits) {
  SlowField out;
  for (size_t k = limbs.size(); k-- > 0;) {
    for (unsigned bit = 0; bit < bits; ++bit) {
      out = out.Twice();
    }
    out = out + SlowField(limbs[k]);
  }
  return out;
}

std::array<uint8_t, 32> SlowField::bytes() const {
  std::array<uint8_t, 32> out = {};
  for (size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<uint8_t>(digits_[i / 4] >> (i % 4 * 8));
  }
  return out;
}

bool SlowField::IsOdd() const {
  return digits_[0] % 2 == 1;
}

bool SlowField::IsZero() const {
  return *this == SlowField();
}

SlowField SlowField::Power(std::span<const uint8_t> exponent) const {
  SlowField out(1);
  for (size_t i = exponent.size() * 8; i-- > 0;) {
    out = out * out;
    if ((exponent[i / 8] >> (i % 8) & 1) != 0) {
      out = out * *this;
    }
  }
  return out;
}

SlowField SlowField::Inverse() const {
  return Power((-SlowField(2)).bytes());
}

}  // namespace pingyi::testing
