#ifndef TESTS_CRYPTO_ENGINE_SLOW_FIELD_H_
#define TESTS_CRYPTO_ENGINE_SLOW_FIELD_H_

#include <array>
#include <cstdint>
#include <span>

namespace pingyi::testing {

// The integers mod p = 2^255 - 19 as slowly and plainly as possible: one digit
// after the other, a product by doubling and adding. The oracle for every
// backend's field arithmetic. Nothing here is inline: tests compiled for one
// processor may use it.
class SlowField {
 public:
  // Zero.
  SlowField() = default;
  explicit SlowField(uint64_t value);
  // A little-endian number of any length, reduced.
  static SlowField FromBytes(std::span<const uint8_t> bytes);
  // sum limbs[k] 2^(bits k), however large the limbs are.
  static SlowField FromLimbs(std::span<const uint64_t> limbs, unsigned bits);

  // The number below p, 32 bytes, little endian.
  std::array<uint8_t, 32> bytes() const;
  // The number below p is odd ("negative" in RFC 9496).
  bool IsOdd() const;
  bool IsZero() const;

  friend SlowField operator+(const SlowField& a, const SlowField& b);
  friend SlowField operator-(const SlowField& a, const SlowField& b);
  friend SlowField operator*(const SlowField& a, const SlowField& b);
  SlowField operator-() const;
  friend bool operator==(const SlowField&, const SlowField&) = default;

  // exponent: little endian.
  SlowField Power(std::span<const uint8_t> exponent) const;
  // this^(p - 2): 0 for 0.
  SlowField Inverse() const;

 private:
  using Digits = std::array<uint32_t, 8>;
  explicit SlowField(const Digits& digits) : digits_(digits) {}
  SlowField Twice() const;
  static SlowField Reduce(uint64_t carry, Digits sum);

  // Below p; least significant first.
  Digits digits_ = {};
};

}  // namespace pingyi::testing

#endif  // TESTS_CRYPTO_ENGINE_SLOW_FIELD_H_
