#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "tests/crypto/engine/avx2_calls.h"
#include "tests/crypto/engine/slow_field.h"

// Each operation against slow numbers, with limbs at the ends of what it says
// it takes, another element in every lane.
namespace pingyi::testing {
namespace {

using avx2::Field;
using avx2::Integers;
using avx2::kLanes;
using avx2::kLimbs;
using avx2::Lanes;
using Limbs = std::array<double, kLimbs>;

constexpr unsigned kBits = 51;
constexpr std::array<uint64_t, kLimbs> kMinusOne = {
    0x7ffffffffffec, 0x7ffffffffffff, 0x7ffffffffffff, 0x7ffffffffffff,
    0x7ffffffffffff};

class Avx2FieldTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!avx2::MachineCan()) {
      GTEST_SKIP() << "no AVX2 or no FMA on this machine";
    }
  }
};

SlowField ValueOf(const Limbs& limbs) {
  std::array<uint64_t, kLimbs> positive = {};
  std::array<uint64_t, kLimbs> negative = {};
  for (size_t k = 0; k < kLimbs; ++k) {
    (limbs[k] < 0 ? negative : positive)[k] =
        static_cast<uint64_t>(std::fabs(limbs[k]));
  }
  return SlowField::FromLimbs(positive, kBits) -
         SlowField::FromLimbs(negative, kBits);
}

SlowField ValueOf(const Field& a, size_t lane) {
  Limbs limbs = {};
  for (size_t k = 0; k < kLimbs; ++k) {
    limbs[k] = a[k][lane];
  }
  return ValueOf(limbs);
}

SlowField ValueOf(const Integers& a, size_t lane) {
  std::array<uint64_t, kLimbs> limbs = {};
  for (size_t k = 0; k < kLimbs; ++k) {
    limbs[k] = a[k][lane];
  }
  return SlowField::FromLimbs(limbs, kBits);
}

// Four of `all` from `first` on, around its end.
Field Pack(const std::vector<Limbs>& all, size_t first) {
  Field out = {};
  for (size_t lane = 0; lane < kLanes; ++lane) {
    for (size_t k = 0; k < kLimbs; ++k) {
      out[k][lane] = all[(first + lane) % all.size()][k];
    }
  }
  return out;
}

// Every limb zero or at either end: 3^5 elements.
std::vector<Limbs> Extremes(double largest) {
  std::vector<Limbs> out;
  for (int i = 0; i < 243; ++i) {
    Limbs limbs = {};
    int rest = i;
    for (double& limb : limbs) {
      limb = (rest % 3 - 1) * largest;
      rest /= 3;
    }
    out.push_back(limbs);
  }
  return out;
}

std::vector<Limbs> Random(double largest, size_t n) {
  static std::mt19937_64 generator(20260401);
  std::uniform_int_distribution<int64_t> any(-static_cast<int64_t>(largest),
                                             static_cast<int64_t>(largest));
  std::vector<Limbs> out(n);
  for (Limbs& limbs : out) {
    for (double& limb : limbs) {
      limb = static_cast<double>(any(generator));
    }
  }
  return out;
}

std::vector<Limbs> Any(double largest) {
  std::vector<Limbs> out = Extremes(largest);
  const std::vector<Limbs> random = Random(largest, 400);
  out.insert(out.end(), random.begin(), random.end());
  return out;
}

// Zero, which is p and 2 p too, and 2^254 from above and below.
std::vector<Limbs> AroundZero() {
  std::vector<Limbs> out;
  for (double offset = -40; offset <= 40; ++offset) {
    out.push_back({offset, 0, 0, 0, 0});
    out.push_back({offset, 0, 0, 0, 0x1p50});
    out.push_back({offset, 0, 0, 0, -0x1p50});
  }
  return out;
}

std::vector<Limbs> AnyReduced() {
  std::vector<Limbs> out = Any(avx2::LargestReduced());
  const std::vector<Limbs> more = AroundZero();
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

void ExpectReduced(const Field& a) {
  for (const auto& limb : a) {
    for (const double value : limb) {
      // With room for a one.
      ASSERT_LE(std::fabs(value), avx2::LargestReduced() - 1);
      ASSERT_EQ(value, std::trunc(value));
    }
  }
}

TEST_F(Avx2FieldTest, ProductsOfAllExtremes) {
  const std::vector<Limbs> loose = Extremes(avx2::LargestLoose());
  const std::vector<Limbs> reduced = Extremes(avx2::LargestReduced());
  for (size_t i = 0; i < loose.size(); i += kLanes) {
    const Field a = Pack(loose, i);
    for (size_t j = 0; j < reduced.size(); ++j) {
      const Field b = Pack(reduced, j);
      const Field product = avx2::Multiply(a, b);
      ASSERT_NO_FATAL_FAILURE(ExpectReduced(product));
      // The slow product is what takes the time: a lane a pair.
      const size_t lane = (i + j) % kLanes;
      ASSERT_EQ(ValueOf(product, lane), ValueOf(a, lane) * ValueOf(b, lane));
      ASSERT_EQ(avx2::Multiply(b, a), product);
    }
  }
}

TEST_F(Avx2FieldTest, ProductsOfAnything) {
  const std::vector<Limbs> loose = Any(avx2::LargestLoose());
  const std::vector<Limbs> reduced = Any(avx2::LargestReduced());
  for (size_t i = 0; i < loose.size(); ++i) {
    const Field a = Pack(loose, i);
    const Field b = Pack(reduced, 17 * i);
    const Field product = avx2::Multiply(a, b);
    ASSERT_NO_FATAL_FAILURE(ExpectReduced(product));
    for (size_t lane = 0; lane < kLanes; ++lane) {
      ASSERT_EQ(ValueOf(product, lane), ValueOf(a, lane) * ValueOf(b, lane));
    }
  }
}

TEST_F(Avx2FieldTest, ProductsDoNotDependOnRounding) {
  const std::vector<Limbs> loose = Any(avx2::LargestLoose());
  const std::vector<Limbs> reduced = Any(avx2::LargestReduced());
  for (size_t i = 0; i < loose.size(); ++i) {
    const Field a = Pack(loose, i);
    const Field b = Pack(reduced, 31 * i);
    const Field nearest = avx2::Multiply(a, b);
    for (const Field& product : avx2::MultiplyHoweverRounded(a, b)) {
      ASSERT_NO_FATAL_FAILURE(ExpectReduced(product));
      for (size_t lane = 0; lane < kLanes; ++lane) {
        ASSERT_EQ(ValueOf(product, lane), ValueOf(nearest, lane));
      }
    }
  }
}

TEST_F(Avx2FieldTest, ReducedOnes) {
  const std::vector<Limbs> all = AnyReduced();
  for (size_t i = 0; i < all.size(); ++i) {
    const Field a = Pack(all, i);
    const Field b = Pack(all, 7 * i + 3);
    const Field square = avx2::Square(a);
    const Field recast = avx2::Recast(a);
    ASSERT_NO_FATAL_FAILURE(ExpectReduced(square));
    ASSERT_NO_FATAL_FAILURE(ExpectReduced(recast));
    for (size_t lane = 0; lane < kLanes; ++lane) {
      const SlowField slow_a = ValueOf(a, lane);
      const SlowField slow_b = ValueOf(b, lane);
      ASSERT_EQ(ValueOf(square, lane), slow_a * slow_a);
      ASSERT_EQ(ValueOf(recast, lane), slow_a);
      ASSERT_EQ(ValueOf(avx2::Plus(a, b), lane), slow_a + slow_b);
      ASSERT_EQ(ValueOf(avx2::Minus(a, b), lane), slow_a - slow_b);
      const Lanes only = 1U << lane;
      for (size_t other = 0; other < kLanes; ++other) {
        const SlowField kept = ValueOf(a, other);
        ASSERT_EQ(ValueOf(avx2::TurnSign(a, only), other),
                  other == lane ? -kept : kept);
        ASSERT_EQ(ValueOf(avx2::Choose(a, b, only), other),
                  other == lane ? ValueOf(b, other) : kept);
      }
    }
  }
}

// Sums that are carried only at their end: the most that one may hold.
TEST_F(Avx2FieldTest, SumsOfProducts) {
  const std::vector<Limbs> loose = Any(avx2::LargestLoose());
  const std::vector<Limbs> reduced = Any(avx2::LargestReduced());
  for (size_t i = 0; i < loose.size(); ++i) {
    const Field a = Pack(loose, i);
    const Field b = Pack(reduced, i);
    const Field c = Pack(loose, 5 * i + 1);
    const Field d = Pack(reduced, 242 - i % 243);
    const Field sum = avx2::SumOfProducts(a, b, c, d);
    const Field difference = avx2::DifferenceOfProducts(a, b, c, d);
    const Field minus = avx2::MinusProduct(b, c, d);
    const Field squares = avx2::SumOfSquares(b, d, Pack(reduced, 3 * i));
    for (const Field& out : {sum, difference, minus, squares}) {
      ASSERT_NO_FATAL_FAILURE(ExpectReduced(out));
    }
    for (size_t lane = 0; lane < kLanes; ++lane) {
      const SlowField ab = ValueOf(a, lane) * ValueOf(b, lane);
      const SlowField cd = ValueOf(c, lane) * ValueOf(d, lane);
      const SlowField bb = ValueOf(b, lane) * ValueOf(b, lane);
      const SlowField dd = ValueOf(d, lane) * ValueOf(d, lane);
      const SlowField e = ValueOf(Pack(reduced, 3 * i), lane);
      ASSERT_EQ(ValueOf(sum, lane), ab + cd);
      ASSERT_EQ(ValueOf(difference, lane), ab - cd);
      ASSERT_EQ(ValueOf(minus, lane), ValueOf(b, lane) - cd);
      ASSERT_EQ(ValueOf(squares, lane), bb + bb + dd - e * e);
    }
  }
}

TEST_F(Avx2FieldTest, CanonicalForms) {
  const std::vector<Limbs> all = AnyReduced();
  for (size_t i = 0; i < all.size(); ++i) {
    const Field a = Pack(all, i);
    const Integers canonical = avx2::Canonical(a);
    const Integers integers = avx2::ToIntegers(a);
    const Field absolute = avx2::Absolute(a);
    for (size_t lane = 0; lane < kLanes; ++lane) {
      const SlowField slow = ValueOf(a, lane);
      std::array<uint8_t, 32> bytes = slow.bytes();
      for (size_t k = 0; k < kLimbs; ++k) {
        ASSERT_LT(integers[k][lane], uint64_t{1} << 52);
        uint64_t limb = 0;
        for (unsigned bit = 0; bit < kBits; ++bit) {
          const size_t at = kBits * k + bit;
          limb |= (uint64_t{bytes[at / 8]} >> at % 8 & 1) << bit;
        }
        ASSERT_EQ(canonical[k][lane], limb);
      }
      ASSERT_EQ(ValueOf(integers, lane), slow);
      const bool odd = slow.IsOdd();
      ASSERT_EQ((avx2::IsNegative(a) >> lane & 1) != 0, odd);
      ASSERT_EQ(ValueOf(absolute, lane), odd ? -slow : slow);
      ASSERT_EQ((avx2::Is(a, {}) >> lane & 1) != 0, slow.IsZero());
      ASSERT_EQ((avx2::Is(a, kMinusOne) >> lane & 1) != 0,
                slow == -SlowField(1));
    }
  }
}

TEST_F(Avx2FieldTest, Constants) {
  std::mt19937_64 generator(5);
  std::vector<std::array<uint64_t, kLimbs>> all = {{}, {1}, kMinusOne};
  for (int i = 0; i < 200; ++i) {
    std::array<uint64_t, kLimbs> limbs = {};
    for (uint64_t& limb : limbs) {
      limb = generator() >> (64 - kBits);
    }
    all.push_back(limbs);
  }
  for (const auto& limbs : all) {
    const Field constant = avx2::Constant(limbs);
    ASSERT_NO_FATAL_FAILURE(ExpectReduced(constant));
    for (size_t lane = 0; lane < kLanes; ++lane) {
      ASSERT_EQ(ValueOf(constant, lane), SlowField::FromLimbs(limbs, kBits));
    }
  }
}

}  // namespace
}  // namespace pingyi::testing
