// The portable field at the limits of its limbs, against plain big integers.

#include "crypto/engine/field51.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <vector>

#include "tests/crypto/engine/dice.h"
#include "tests/crypto/engine/slow_field.h"

namespace pingyi::testing {
namespace {

using engine::FieldElement;
using engine::kLimbMask;
using engine::kLooseBound;
using engine::kTightBound;

constexpr uint64_t kBit51 = uint64_t{1} << 51;
// Subtract: b's limbs may go up to those of 4 p.
constexpr uint64_t kSubtractBound = (uint64_t{1} << 53) - 75;

SlowField Slow(const FieldElement& a) {
  return SlowField::FromLimbs(a.limbs, 51);
}

// What every operation may meet below `bound`: the values at which carries
// begin, and those just within the bound.
std::vector<uint64_t> Edges(uint64_t bound) {
  std::vector<uint64_t> out = {0,
                               1,
                               18,
                               19,
                               20,
                               kLimbMask - 19,
                               kLimbMask - 18,
                               kLimbMask,
                               kBit51,
                               kTightBound - 1,
                               bound - 2,
                               bound - 1};
  std::erase_if(out, [bound](uint64_t edge) { return edge >= bound; });
  return out;
}

// All limbs at the extremes (each of 2^5), then mixtures of edges and random
// limbs.
class Limbs {
 public:
  explicit Limbs(uint64_t bound) : bound_(bound), edges_(Edges(bound)) {}

  static constexpr size_t kExtremes = 32;
  FieldElement Extreme(size_t which) const {
    FieldElement out = {};
    for (size_t i = 0; i < 5; ++i) {
      out.limbs[i] = (which >> i & 1) != 0 ? bound_ - 1 : 0;
    }
    return out;
  }
  FieldElement Any(Dice& dice) const {
    FieldElement out = {};
    for (uint64_t& limb : out.limbs) {
      limb = dice.Below(3) == 0 ? dice.Word() % bound_
                                : edges_[dice.Below(edges_.size())];
    }
    return out;
  }
  std::vector<FieldElement> Several(Dice& dice, size_t random) const {
    std::vector<FieldElement> out;
    for (size_t i = 0; i < kExtremes; ++i) {
      out.push_back(Extreme(i));
    }
    for (size_t i = 0; i < random; ++i) {
      out.push_back(Any(dice));
    }
    return out;
  }

 private:
  uint64_t bound_;
  std::vector<uint64_t> edges_;
};

class Field51Test : public ::testing::Test {
 protected:
  // The result is `expected`, with limbs below `bound`.
  static void Expect(const FieldElement& got, const SlowField& expected,
                     uint64_t bound = kTightBound) {
    ASSERT_EQ(Slow(got).bytes(), expected.bytes());
    ASSERT_TRUE(engine::IsBelow(got, bound));
  }
  ~Field51Test() override { Count("operations of the portable field", count_); }

  Dice dice_;
  size_t count_ = 0;
};

TEST_F(Field51Test, ProductsAtTheLimitsAreRightAndTight) {
  SCOPED_TRACE(dice_.Seed());
  const Limbs loose(kLooseBound);
  const auto left = loose.Several(dice_, Rounds(60));
  const auto right = loose.Several(dice_, 60);
  for (const FieldElement& a : left) {
    for (const FieldElement& b : right) {
      Expect(engine::Multiply(a, b), Slow(a) * Slow(b));
    }
  }
  count_ = left.size() * right.size();
}

TEST_F(Field51Test, SquaresAtTheLimitsAreRightAndTight) {
  SCOPED_TRACE(dice_.Seed());
  const auto all = Limbs(kLooseBound).Several(dice_, Rounds(1000));
  for (const FieldElement& a : all) {
    Expect(engine::Square(a), Slow(a) * Slow(a));
  }
  count_ = all.size();
}

TEST_F(Field51Test, SumsAndDifferencesAtTheLimitsAreRight) {
  SCOPED_TRACE(dice_.Seed());
  const auto left = Limbs(uint64_t{1} << 53).Several(dice_, Rounds(60));
  const auto right = Limbs(kSubtractBound).Several(dice_, 60);
  for (const FieldElement& a : left) {
    for (const FieldElement& b : right) {
      Expect(engine::Add(a, b), Slow(a) + Slow(b), kLooseBound);
      Expect(engine::Subtract(a, b), Slow(a) - Slow(b), kLooseBound);
    }
  }
  count_ = 2 * left.size() * right.size();
}

TEST_F(Field51Test, CarriesAtTheLimitsAreRightAndTight) {
  SCOPED_TRACE(dice_.Seed());
  const auto all = Limbs(uint64_t{1} << 63).Several(dice_, Rounds(1000));
  for (const FieldElement& a : all) {
    Expect(engine::Carry(a), Slow(a));
  }
  count_ = all.size();
}

TEST_F(Field51Test, NegativesAtTheLimitsAreRightAndTight) {
  SCOPED_TRACE(dice_.Seed());
  const auto all = Limbs(kTightBound).Several(dice_, Rounds(1000));
  for (const FieldElement& a : all) {
    Expect(engine::Negate(a), -Slow(a));
    Expect(engine::Absolute(a), Slow(a).IsOdd() ? -Slow(a) : Slow(a));
  }
  count_ = 2 * all.size();
}

TEST_F(Field51Test, TheCanonicalFormIsBelowPWhateverTheLimbs) {
  SCOPED_TRACE(dice_.Seed());
  const auto all = Limbs(uint64_t{1} << 63).Several(dice_, Rounds(1000));
  for (const FieldElement& a : all) {
    const SlowField expected = Slow(a);
    Expect(engine::Canonical(a), expected, kBit51);
    std::array<uint8_t, 32> bytes = {};
    engine::FieldToBytes(a, bytes.data());
    ASSERT_EQ(bytes, expected.bytes());
    ASSERT_EQ(engine::IsNegative(a), expected.IsOdd());
    Expect(engine::FieldFromBytes(bytes.data()), expected, kBit51);
  }
  count_ = 4 * all.size();
}

// k p + small, in the least and the most lop-sided limbs: where one subtraction
// of p too many or too few would show.
TEST_F(Field51Test, MultiplesOfPAreZeroAndTheirNeighboursAreNot) {
  const FieldElement p = {
      {kLimbMask - 18, kLimbMask, kLimbMask, kLimbMask, kLimbMask}};
  FieldElement multiple = {};
  for (uint64_t k = 0; k < 4; ++k) {
    for (uint64_t offset = 0; offset < 40; ++offset) {
      FieldElement a = multiple;
      a.limbs[0] += offset;
      ASSERT_EQ(engine::IsZero(a), offset == 0) << k << " p + " << offset;
      std::array<uint8_t, 32> bytes = {};
      engine::FieldToBytes(a, bytes.data());
      ASSERT_EQ(bytes, SlowField(offset).bytes());
    }
    multiple = engine::Add(multiple, p);
  }
  FieldElement before = p;
  before.limbs[0] -= 1;
  EXPECT_FALSE(engine::IsZero(before));
  EXPECT_EQ(Slow(engine::Canonical(before)), -SlowField(1));
}

TEST_F(Field51Test, EqualityIsOfNumbersNotOfLimbs) {
  SCOPED_TRACE(dice_.Seed());
  const Limbs limbs(uint64_t{1} << 52);
  for (size_t i = Rounds(1000); i > 0; --i) {
    const FieldElement a = limbs.Any(dice_);
    const FieldElement b = limbs.Any(dice_);
    ASSERT_EQ(engine::IsEqual(a, b), Slow(a) == Slow(b));
    ASSERT_TRUE(engine::IsEqual(a, engine::Carry(a)));
    ASSERT_TRUE(engine::IsEqual(engine::Canonical(a), a));
  }
  count_ = 3 * Rounds(1000);
}

TEST_F(Field51Test, PowersAndInversesAreThoseOfTheSlowField) {
  SCOPED_TRACE(dice_.Seed());
  std::array<uint8_t, 32> p58 = {};  // (p - 5) / 8 = 2^252 - 3
  p58.fill(0xff);
  p58[0] = 0xfd;
  p58[31] = 0x0f;
  const auto all = Limbs(kLooseBound).Several(dice_, Rounds(8));
  for (const FieldElement& a : all) {
    Expect(engine::Invert(a), Slow(a).Inverse());
    Expect(engine::PowP58(a), Slow(a).Power(p58));
  }
  count_ = 2 * all.size();
}

TEST_F(Field51Test, InverseRootsAreRootsAndNotNegative) {
  SCOPED_TRACE(dice_.Seed());
  const SlowField i = Slow(engine::kSqrtMinusOne);
  const Limbs tight(kTightBound);
  size_t squares = 0;
  const size_t rounds = Rounds(1000);
  for (size_t round = 0; round < rounds; ++round) {
    const FieldElement w = tight.Any(dice_);
    const engine::InverseRoot inverse = engine::InverseSquareRoot(w);
    const SlowField root = Slow(inverse.root);
    ASSERT_FALSE(root.IsOdd());
    if (Slow(w).IsZero()) {
      ASSERT_FALSE(inverse.was_square);
      ASSERT_TRUE(root.IsZero());
      continue;
    }
    // Of w and i / w one is a square.
    ASSERT_EQ(Slow(w) * root * root, inverse.was_square ? SlowField(1) : i);
    squares += inverse.was_square ? 1 : 0;
  }
  EXPECT_GT(squares, rounds / 4);
  EXPECT_LT(squares, rounds - rounds / 4);
  count_ = rounds;
  EXPECT_FALSE(engine::InverseSquareRoot(engine::kFieldZero).was_square);
}

TEST_F(Field51Test, ConstantsAreWhatTheyAreCalled) {
  const SlowField one(1);
  const SlowField d = -SlowField(121665) * SlowField(121666).Inverse();
  EXPECT_EQ(Slow(engine::kCurveD), d);
  EXPECT_EQ(Slow(engine::kTwiceCurveD), d + d);
  // RFC 8032, section 5.1.1: 2^((p - 1) / 4).
  std::array<uint8_t, 32> quarter = {};
  quarter.fill(0xff);
  quarter[0] = 0xfb;
  quarter[31] = 0x1f;
  const SlowField i = SlowField(2).Power(quarter);
  EXPECT_EQ(Slow(engine::kSqrtMinusOne), i);
  EXPECT_EQ(i * i, -one);
  EXPECT_EQ(Slow(engine::kMinusSqrtMinusOne), -i);
  // 1 / sqrt(a - d) with a = -1, the even one.
  const SlowField root = Slow(engine::kInverseSqrtAMinusD);
  EXPECT_EQ(root * root * (-one - d), one);
  EXPECT_FALSE(root.IsOdd());
  EXPECT_EQ(Slow(engine::kOneMinusDSquared), one - d * d);
  EXPECT_EQ(Slow(engine::kDMinusOneSquared), (d - one) * (d - one));
  // Which of the two roots it is, the map's own test shows.
  const SlowField other_root = Slow(engine::kSqrtADMinusOne);
  EXPECT_EQ(other_root * other_root, -d - one);
  EXPECT_EQ(Slow(engine::kFieldOne), one);
  EXPECT_TRUE(Slow(engine::kFieldZero).IsZero());
  EXPECT_EQ(Slow(engine::kMinusOne), -one);
  EXPECT_EQ(Slow(engine::kOneHalf) + Slow(engine::kOneHalf), one);
  // Lanes compare with them limb by limb.
  for (const FieldElement& constant :
       {engine::kFieldZero, engine::kFieldOne, engine::kMinusOne,
        engine::kOneHalf, engine::kCurveD, engine::kTwiceCurveD,
        engine::kSqrtMinusOne, engine::kMinusSqrtMinusOne,
        engine::kInverseSqrtAMinusD, engine::kOneMinusDSquared,
        engine::kDMinusOneSquared, engine::kSqrtADMinusOne}) {
    EXPECT_EQ(engine::Canonical(constant), constant);
  }
}

}  // namespace
}  // namespace pingyi::testing
