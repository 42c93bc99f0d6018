#include "tests/crypto/engine/slow_field.h"

#include <gtest/gtest.h>

#include <vector>

#include "crypto/engine/uint128.h"

namespace pingyi::testing {
namespace {

std::array<uint8_t, 32> PrimePlus(uint8_t offset) {
  std::array<uint8_t, 32> out = {};
  out.fill(0xff);
  out[0] = static_cast<uint8_t>(0xed + offset);
  out[31] = 0x7f;
  return out;
}

TEST(SlowFieldTest, NumbersAreReduced) {
  EXPECT_TRUE(SlowField::FromBytes(PrimePlus(0)).IsZero());
  EXPECT_EQ(SlowField::FromBytes(PrimePlus(18)), SlowField(18));
  const std::array<uint8_t, 32> all = {0xff};
  EXPECT_EQ(SlowField::FromBytes(all), SlowField(255));
  // 2^256 - 1 = 2 p + 37.
  EXPECT_EQ(SlowField::FromBytes(std::vector<uint8_t>(32, 0xff)),
            SlowField(37));
  // 2^256 = 38.
  const std::vector<uint64_t> limbs = {5, 0, 0, 0, 1};
  EXPECT_EQ(SlowField::FromLimbs(limbs, 64), SlowField(43));
}

TEST(SlowFieldTest, SmallNumbersAreThoseOfTheMachine) {
  const SlowField a(0xfedcba9876543210);
  const SlowField b(0x1234567);
  const engine::Uint128 product =
      engine::Uint128{0xfedcba9876543210} * 0x1234567;
  const std::vector<uint64_t> limbs = {static_cast<uint64_t>(product),
                                       static_cast<uint64_t>(product >> 64)};
  EXPECT_EQ(a * b, SlowField::FromLimbs(limbs, 64));
  EXPECT_EQ(SlowField(7) - SlowField(9), -SlowField(2));
  EXPECT_EQ(-SlowField(), SlowField());
  EXPECT_TRUE(SlowField(7).IsOdd());
  EXPECT_FALSE((-SlowField(1)).IsOdd());
}

TEST(SlowFieldTest, InversesAndPowersObeyTheirLaws) {
  const SlowField a = SlowField::FromBytes(std::vector<uint8_t>(32, 0x5a));
  EXPECT_EQ(a * a.Inverse(), SlowField(1));
  const std::vector<uint8_t> three = {3};
  EXPECT_EQ(a.Power(three), a * a * a);
  // Fermat.
  EXPECT_EQ(a.Power(PrimePlus(0)), a);
  EXPECT_EQ((-SlowField(1)) * (-SlowField(1)), SlowField(1));
}

}  // namespace
}  // namespace pingyi::testing
