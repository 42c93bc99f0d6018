// The arithmetic of eight numbers at the limits of what it promises to take,
// each lane with a number of its own, against the slow one.

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "tests/crypto/engine/ifma_calls.h"
#include "tests/crypto/engine/slow_field.h"

namespace pingyi::testing::ifma {
namespace {

constexpr size_t kLanes = 8;
constexpr size_t kLimbs = 5;
constexpr unsigned kLimbBits = 51;
constexpr uint64_t kLimbMask = (uint64_t{1} << kLimbBits) - 1;

// The largest limbs that are promised to be taken.
constexpr uint64_t kFieldMax = (uint64_t{1} << 52) - 1;
constexpr uint64_t kWideMax = (uint64_t{1} << 62) - 1;
constexpr uint64_t kCarryMax = (uint64_t{1} << 63) - 1;
// That may be subtracted: the limbs of 2^10 p but the lowest.
constexpr uint64_t kSubtractMax = (kLimbMask - 18) << 10;
// What Product promises to give.
constexpr uint64_t kProductMax = 267 * (uint64_t{1} << 52);

using Limbs = std::array<uint64_t, kLimbs>;

Limbs LimbsOf(const Numbers& a, size_t lane) {
  return std::to_array(a.limbs[lane]);
}

SlowField Value(const Numbers& a, size_t lane) {
  return SlowField::FromLimbs(LimbsOf(a, lane), kLimbBits);
}

// Those below 2^51 of the number below p.
Limbs LimbsOf(const SlowField& a) {
  const std::array<uint8_t, 32> bytes = a.bytes();
  Limbs out = {};
  for (size_t bit = 0; bit < 255; ++bit) {
    const uint64_t value = bytes[bit / 8] >> (bit % 8) & 1;
    out[bit / kLimbBits] |= value << (bit % kLimbBits);
  }
  return out;
}

SlowField Magnitude(const SlowField& a) {
  return a.IsOdd() ? -a : a;
}

uint64_t Largest(const Numbers& a) {
  uint64_t out = 0;
  for (const auto& number : a.limbs) {
    for (const uint64_t limb : number) {
      out = std::max(out, limb);
    }
  }
  return out;
}

// All combinations of the least, the largest and the usual limb; numbers about
// p and 2 p; and some at random.
std::vector<Limbs> Interesting(uint64_t max) {
  std::vector<Limbs> out;
  const std::array<uint64_t, 3> extremes = {0, max, kLimbMask};
  for (size_t code = 0; code < 243; ++code) {
    Limbs limbs = {};
    size_t rest = code;
    for (uint64_t& limb : limbs) {
      limb = extremes[rest % 3];
      rest /= 3;
    }
    out.push_back(limbs);
  }
  for (const uint64_t times : {uint64_t{1}, uint64_t{2}}) {
    const uint64_t low = times * (kLimbMask - 18);
    const uint64_t other = times * kLimbMask;
    for (const uint64_t first : {low - 1, low, low + 1}) {
      out.push_back({first, other, other, other, other});
    }
  }
  std::mt19937_64 random(20250);
  while (out.size() < 400) {
    Limbs limbs = {};
    for (uint64_t& limb : limbs) {
      limb = random() % (max + 1);
    }
    out.push_back(limbs);
  }
  return out;
}

// Eight of `values`, those from the i-th.
Numbers Eight(const std::vector<Limbs>& values, size_t i) {
  Numbers out = {};
  for (size_t lane = 0; lane < kLanes; ++lane) {
    for (size_t k = 0; k < kLimbs; ++k) {
      out.limbs[lane][k] = values[(i + lane) % values.size()][k];
    }
  }
  return out;
}

class IfmaFieldTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const bool has_ifma = __builtin_cpu_supports("avx512ifma");
    if (!has_ifma) {
      GTEST_SKIP() << "this processor has no AVX-512 IFMA";
    }
  }
};

TEST_F(IfmaFieldTest, ProductsOfTheLargestLimbsAreRightAndInBounds) {
  const std::vector<Limbs> values = Interesting(kFieldMax);
  for (size_t i = 0; i < values.size(); ++i) {
    const Numbers a = Eight(values, i);
    const Numbers b = Eight(values, 7 * i + 3);
    const Numbers product = Product(a, b);
    const Numbers carried = Carry(product);
    EXPECT_LE(Largest(product), kProductMax);
    for (size_t lane = 0; lane < kLanes; ++lane) {
      const SlowField expected = Value(a, lane) * Value(b, lane);
      EXPECT_EQ(Value(product, lane), expected);
      EXPECT_EQ(Value(carried, lane), expected);
    }
  }
}

TEST_F(IfmaFieldTest, SquaresAreTheProductsLimbByLimb) {
  const std::vector<Limbs> values = Interesting(kFieldMax);
  for (size_t i = 0; i < values.size(); ++i) {
    const Numbers a = Eight(values, i);
    const Numbers square = Square(a);
    const Numbers product = Product(a, a);
    for (size_t lane = 0; lane < kLanes; ++lane) {
      EXPECT_EQ(LimbsOf(square, lane), LimbsOf(product, lane));
    }
  }
}

TEST_F(IfmaFieldTest, CarriesTheLargestLimbs) {
  const std::vector<Limbs> values = Interesting(kCarryMax);
  for (size_t i = 0; i < values.size(); ++i) {
    const Numbers a = Eight(values, i);
    const Numbers carried = Carry(a);
    EXPECT_LT(Largest(carried), (uint64_t{1} << 51) + (uint64_t{1} << 17));
    for (size_t lane = 0; lane < kLanes; ++lane) {
      EXPECT_EQ(Value(carried, lane), Value(a, lane));
    }
  }
}

TEST_F(IfmaFieldTest, AddsAndSubtractsTheLargestLimbs) {
  const std::vector<Limbs> values = Interesting(kWideMax);
  const std::vector<Limbs> smaller = Interesting(kSubtractMax);
  for (size_t i = 0; i < values.size(); ++i) {
    const Numbers a = Eight(values, i);
    const Numbers b = Eight(values, 5 * i + 1);
    const Numbers c = Eight(smaller, 3 * i + 2);
    const Numbers sum = Add(a, b);
    const Numbers difference = Subtract(a, c);
    EXPECT_LE(Largest(sum), kCarryMax);
    EXPECT_LE(Largest(difference), kCarryMax);
    for (size_t lane = 0; lane < kLanes; ++lane) {
      EXPECT_EQ(Value(sum, lane), Value(a, lane) + Value(b, lane));
      EXPECT_EQ(Value(difference, lane), Value(a, lane) - Value(c, lane));
    }
  }
}

TEST_F(IfmaFieldTest, NegatesAndSelectsLaneByLane) {
  const std::vector<Limbs> values = Interesting(kSubtractMax);
  for (size_t mask = 0; mask < 256; ++mask) {
    const auto lanes = static_cast<uint8_t>(mask);
    const Numbers a = Eight(values, mask);
    const Numbers b = Eight(values, mask + 9);
    const Numbers negated = NegateLanes(a, lanes);
    const Numbers selected = Select(lanes, a, b);
    for (size_t lane = 0; lane < kLanes; ++lane) {
      const bool chosen = (mask >> lane & 1) != 0;
      const SlowField value = Value(a, lane);
      EXPECT_EQ(Value(negated, lane), chosen ? -value : value);
      EXPECT_EQ(LimbsOf(selected, lane), LimbsOf(chosen ? b : a, lane));
    }
  }
}

TEST_F(IfmaFieldTest, ReducesToTheOneRepresentative) {
  const std::vector<Limbs> values = Interesting(kFieldMax);
  for (size_t i = 0; i < values.size(); ++i) {
    const Numbers a = Eight(values, i);
    const Numbers reduced = Reduce(a);
    const Numbers absolute = Absolute(reduced);
    const uint8_t negative = Negative(reduced);
    for (size_t lane = 0; lane < kLanes; ++lane) {
      const SlowField value = Value(a, lane);
      EXPECT_EQ(LimbsOf(reduced, lane), LimbsOf(value));
      EXPECT_EQ(LimbsOf(absolute, lane), LimbsOf(Magnitude(value)));
      EXPECT_EQ((negative >> lane & 1) != 0, value.IsOdd());
    }
  }
}

TEST_F(IfmaFieldTest, ComparesEveryLimbOfEveryLane) {
  const Numbers same = Eight({{1, 2, 3, 4, 5}}, 0);
  EXPECT_EQ(Equal(same, same), 0xff);
  for (size_t lane = 0; lane < kLanes; ++lane) {
    for (size_t k = 0; k < kLimbs; ++k) {
      Numbers other = same;
      other.limbs[lane][k] ^= uint64_t{1} << 50;
      EXPECT_EQ(Equal(same, other), 0xff ^ (1 << lane));
    }
  }
}

TEST_F(IfmaFieldTest, RaisesToThePowerThatRootsWant) {
  // 2^252 - 3.
  std::array<uint8_t, 32> exponent = {};
  exponent.fill(0xff);
  exponent.front() = 0xfd;
  exponent.back() = 0x0f;
  const std::vector<Limbs> values = Interesting(kFieldMax);
  for (size_t i = 0; i < values.size(); i += kLanes) {
    const Numbers a = Eight(values, i);
    const Numbers power = RootPower(a);
    for (size_t lane = 0; lane < kLanes; ++lane) {
      EXPECT_EQ(Value(power, lane), Value(a, lane).Power(exponent));
    }
  }
}

}  // namespace
}  // namespace pingyi::testing::ifma
