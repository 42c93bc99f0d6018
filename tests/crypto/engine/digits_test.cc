#include "crypto/engine/digits.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "crypto/engine/fast_scalar.h"
#include "tests/crypto/engine/dice.h"
#include "tests/crypto/engine/inputs.h"

namespace pingyi::testing {
namespace {

// sum digit_w 2^(width w).
Scalar Value(const std::vector<int>& digits, unsigned width) {
  const Scalar base = Scalar::FromUint64(uint64_t{1} << width);
  Scalar out;
  for (size_t w = digits.size(); w-- > 0;) {
    const int digit = digits[w];
    const Scalar magnitude =
        Scalar::FromUint64(static_cast<uint64_t>(digit < 0 ? -digit : digit));
    out = out * base + (digit < 0 ? -magnitude : magnitude);
  }
  return out;
}

TEST(RecodeSignedTest, DigitsAreInRangeAndAddUpForEveryWidth) {
  Dice dice;
  SCOPED_TRACE(dice.Seed());
  for (size_t round = Rounds(100); round > 0; --round) {
    const Scalar scalar = AnyScalar(dice);
    for (unsigned width = 2; width <= 15; ++width) {
      std::vector<int> digits(engine::WindowCount(width));
      engine::RecodeSigned(scalar, width, [&digits](unsigned w, int digit) {
        digits.at(w) = digit;
      });
      const int half = 1 << (width - 1);
      for (const int digit : digits) {
        ASSERT_GT(digit, -half);
        ASSERT_LE(digit, half);
      }
      ASSERT_EQ(Value(digits, width), scalar) << width;
    }
  }
  Count("scalars recoded at every width", Rounds(100));
}

TEST(FastScalarDifferentialTest, AgreesWithLibsodium) {
  Dice dice;
  SCOPED_TRACE(dice.Seed());
  for (size_t round = Rounds(5000); round > 0; --round) {
    const Scalar a = AnyScalar(dice);
    const Scalar b = AnyScalar(dice);
    const FastScalar fast_a = FastScalar::From(a);
    const FastScalar fast_b = FastScalar::From(b);
    ASSERT_EQ(fast_a.ToScalar(), a);
    ASSERT_EQ((fast_a + fast_b).ToScalar(), a + b);
    ASSERT_EQ((fast_a - fast_b).ToScalar(), a - b);
    ASSERT_EQ((fast_a * fast_b).ToScalar(), a * b);
  }
  Count("pairs of scalars", Rounds(5000));
}

}  // namespace
}  // namespace pingyi::testing
