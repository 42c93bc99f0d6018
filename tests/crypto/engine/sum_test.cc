// Multi-scalar multiplication: both methods, every width and every backend
// against libsodium.

#include <gtest/gtest.h>

#include <vector>

#include "crypto/engine/msm.h"
#include "tests/crypto/engine/every_backend.h"

namespace pingyi::testing {
namespace {

using engine::PointWords;

constexpr unsigned kLeastWidth = 2;
constexpr unsigned kGreatestWidth = 15;

// A sum and what libsodium says of it.
struct Problem {
  std::vector<Scalar> scalars;
  std::vector<PointWords> words;
  Element expected;

  std::vector<const PointWords*> pointers() const {
    std::vector<const PointWords*> out;
    for (const PointWords& point : words) {
      out.push_back(&point);
    }
    return out;
  }
};

class SumTest : public EveryBackend {
 protected:
  // Any scalars; points in any form, repeated, cancelling.
  Problem Random(Dice& dice, size_t n) const {
    const std::vector<KnownPoint> known = KnownPoints(dice, n);
    Problem out;
    Scalar sum;
    for (const KnownPoint& point : known) {
      out.scalars.push_back(AnyScalar(dice));
      sum = sum + out.scalars.back() * point.logarithm;
    }
    out.expected = Element::MulBase(sum);
    out.words = DecodeAll(known);
    for (PointWords& point : out.words) {
      switch (dice.Below(6)) {
        case 0:
          point = Projective(point, dice);
          break;
        case 1:
          point = OtherForm(point, dice);
          break;
        default:
          break;
      }
    }
    return out;
  }

  void ExpectStraus(const Problem& problem) const {
    Expect(problem,
           engine::StrausSum(backend(), problem.scalars, problem.pointers()));
  }
  void ExpectPippenger(const Problem& problem, unsigned width) const {
    SCOPED_TRACE(width);
    Expect(problem, engine::PippengerSum(backend(), width, problem.scalars,
                                         problem.pointers()));
  }
  void ExpectSum(const Problem& problem) const {
    Expect(problem,
           engine::Sum(backend(), problem.scalars, problem.pointers()));
  }

 private:
  void Expect(const Problem& problem, const PointWords& sum) const {
    ASSERT_EQ(Encode(sum), problem.expected.bytes())
        << problem.words.size() << " terms";
    Count(GetParam() + ": terms of sums", problem.words.size());
  }
};

// Every number of lanes left over, and every method on each.
TEST_P(SumTest, EverySmallSizeAgreesWithLibsodium) {
  Dice dice;
  SCOPED_TRACE(dice.Seed());
  for (size_t round = Rounds(1); round > 0; --round) {
    for (size_t n = 0; n <= 40; ++n) {
      const Problem problem = Random(dice, n);
      ExpectStraus(problem);
      ExpectSum(problem);
      ExpectPippenger(problem, kLeastWidth + static_cast<unsigned>(n % 8));
    }
  }
}

TEST_P(SumTest, EveryWidthAgreesWithLibsodium) {
  Dice dice;
  SCOPED_TRACE(dice.Seed());
  for (size_t round = Rounds(1); round > 0; --round) {
    const Problem few = Random(dice, 1 + dice.Below(9));
    const Problem many = Random(dice, 100 + dice.Below(200));
    for (unsigned width = kLeastWidth; width <= kGreatestWidth; ++width) {
      ExpectPippenger(few, width);
      ExpectPippenger(many, width);
    }
  }
}

TEST_P(SumTest, SizesAroundTheChangeOfMethodAgreeWithLibsodium) {
  Dice dice;
  SCOPED_TRACE(dice.Seed());
  const size_t limit = backend().costs.straus_limit;
  for (size_t round = Rounds(2); round > 0; --round) {
    for (size_t n = limit > 2 ? limit - 2 : 0; n <= limit + 2; ++n) {
      ExpectSum(Random(dice, n));
    }
  }
}

TEST_P(SumTest, LargeSumsAgreeWithLibsodium) {
  Dice dice;
  SCOPED_TRACE(dice.Seed());
  for (size_t round = Rounds(1); round > 0; --round) {
    for (const size_t n : {size_t{512}, 2048 + dice.Below(512)}) {
      const Problem problem = Random(dice, n);
      ExpectStraus(problem);
      ExpectSum(problem);
    }
  }
}

// Each point beside its negative with the same scalar, or with the negative
// scalar beside itself: nothing is left, whatever a bucket held meanwhile.
TEST_P(SumTest, CancellingTermsLeaveTheIdentity) {
  Dice dice;
  SCOPED_TRACE(dice.Seed());
  for (size_t round = Rounds(20); round > 0; --round) {
    const Problem half = Random(dice, 1 + dice.Below(100));
    Problem whole;
    for (size_t i = 0; i < half.words.size(); ++i) {
      const bool by_point = dice.Below(2) == 0;
      const Scalar& x = half.scalars[i];
      whole.scalars.insert(whole.scalars.end(), {x, by_point ? x : -x});
      const PointWords& p = half.words[i];
      whole.words.insert(whole.words.end(),
                         {p, by_point ? points().negate(p) : p});
    }
    ExpectStraus(whole);
    ExpectPippenger(whole, kLeastWidth + static_cast<unsigned>(dice.Below(9)));
    ExpectSum(whole);
  }
}

// All in one bucket: the same point with the same scalar.
TEST_P(SumTest, ARepeatedTermIsCountedEachTime) {
  Dice dice;
  SCOPED_TRACE(dice.Seed());
  for (size_t round = Rounds(20); round > 0; --round) {
    const Problem one = Random(dice, 1);
    const size_t times = 1 + dice.Below(60);
    const Problem all = {.scalars = std::vector<Scalar>(times, one.scalars[0]),
                         .words = std::vector<PointWords>(times, one.words[0]),
                         .expected = Scalar::FromUint64(times) * one.expected};
    ExpectStraus(all);
    ExpectPippenger(all, kLeastWidth + static_cast<unsigned>(dice.Below(9)));
    ExpectSum(all);
  }
}

PINGYI_FOR_EVERY_BACKEND(SumTest);

}  // namespace
}  // namespace pingyi::testing
