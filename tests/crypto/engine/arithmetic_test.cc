// Sums, doubles, negatives and equality of single points: every backend
// against libsodium, along a random walk that meets every form of a point.

#include <gtest/gtest.h>

#include <vector>

#include "tests/crypto/engine/every_backend.h"

namespace pingyi::testing {
namespace {

using engine::PointWords;

// One element twice: as libsodium has it and as the backend has it.
struct Pair {
  Element element;
  PointWords words;
};

class ArithmeticTest : public EveryBackend {
 protected:
  Pair FromElement(const Element& element) const {
    return {.element = element, .words = Decode(element.bytes())};
  }
  std::vector<Pair> Pool(Dice& dice) const {
    std::vector<Pair> out;
    for (const KnownPoint& known : KnownPoints(dice, 16)) {
      out.push_back(FromElement(known.element));
    }
    out.push_back({.element = Element(), .words = points().identity()});
    return out;
  }
  // One operation on any of the pool.
  Pair Step(const std::vector<Pair>& pool, Dice& dice) const {
    const Pair& a = pool[dice.Below(pool.size())];
    const Pair& b = pool[dice.Below(pool.size())];
    switch (dice.Below(6)) {
      case 0:
        return {.element = a.element + a.element,
                .words = points().twice(a.words)};
      case 1:
        return {.element = Element() - a.element,
                .words = points().negate(a.words)};
      case 2:
        return {.element = a.element, .words = OtherForm(a.words, dice)};
      case 3:
        return {.element = a.element - b.element,
                .words = points().add(a.words, points().negate(b.words))};
      default:
        return {.element = a.element + b.element,
                .words = points().add(a.words, b.words)};
    }
  }
  void ExpectSame(const Pair& pair) const {
    ASSERT_EQ(Encode(pair.words), pair.element.bytes());
    if (IsEdwards()) {
      for (const uint64_t limb : pair.words.words) {
        ASSERT_LT(limb, uint64_t{1} << 52);
      }
    }
  }
};

TEST_P(ArithmeticTest, AWalkAgreesWithLibsodium) {
  Dice dice;
  SCOPED_TRACE(dice.Seed());
  std::vector<Pair> pool = Pool(dice);
  const size_t steps = Rounds(4000);
  for (size_t i = 0; i < steps; ++i) {
    const Pair next = Step(pool, dice);
    ExpectSame(next);
    Pair& place = pool[dice.Below(pool.size())];
    const bool equal = next.element == place.element;
    ASSERT_EQ(points().equal(next.words, place.words), equal);
    place = next;
    // Fresh ones, so that the pool does not fill with the identity.
    if (i % 16 == 0) {
      const KnownPoint fresh = KnownPoints(dice, 2)[1];
      pool[dice.Below(pool.size())] = FromElement(fresh.element);
    }
  }
  Count(GetParam() + ": operations on points", steps);
}

TEST_P(ArithmeticTest, EveryFormOfAnElementIsEqualAndEncodesAlike) {
  Dice dice;
  SCOPED_TRACE(dice.Seed());
  const size_t rounds = Rounds(200);
  for (size_t i = 0; i < rounds; ++i) {
    const KnownPoint known = KnownPoints(dice, 2)[1];
    const PointWords plain = Decode(known.element.bytes());
    const PointWords far = Projective(plain, dice);
    for (const PointWords& form :
         {far, OtherForm(plain, dice), OtherForm(far, dice)}) {
      ExpectSame({.element = known.element, .words = form});
      ASSERT_TRUE(points().equal(form, plain));
      ASSERT_TRUE(points().equal(plain, form));
      const PointWords negative = points().negate(form);
      ASSERT_EQ(points().equal(form, negative), known.element.IsIdentity());
      const PointWords nothing = points().add(plain, negative);
      ASSERT_TRUE(points().equal(nothing, points().identity()));
      ExpectSame({.element = Element(), .words = nothing});
    }
  }
  Count(GetParam() + ": forms of one element", 3 * rounds);
}

PINGYI_FOR_EVERY_BACKEND(ArithmeticTest);

}  // namespace
}  // namespace pingyi::testing
