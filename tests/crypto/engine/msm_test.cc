#include "crypto/engine/msm.h"

#include <gtest/gtest.h>

#include <vector>

#include "crypto/engine/engine.h"
#include "crypto/engine/fast_scalar.h"
#include "crypto/engine/point.h"
#include "crypto/group/secret_scalar.h"

namespace pingyi {
namespace {

Scalar RandomScalar() {
  return SecretScalar::Random().Publish();
}

// Scalars and points with every peculiarity that sums could stumble over.
Scalar ScalarOfKind(size_t i) {
  switch (i % 8) {
    case 0:
      return Scalar();
    case 1:
      return Scalar::FromUint64(1);
    case 2:
      return -Scalar::FromUint64(1);  // l - 1
    case 3:
      return Scalar::RandomWeight();
    case 4:
      return Scalar::FromUint64(0x8000000000000000);
    default:
      return RandomScalar();
  }
}

Element ElementOfKind(size_t i, const std::vector<Element>& before) {
  if (i % 11 == 3) {
    return {};
  }
  if (i % 7 == 5) {
    return before.back();
  }
  if (i % 7 == 6) {
    return Element() - before[before.size() / 2];
  }
  return Element::MulBase(RandomScalar());
}

using engine::ActiveBackend;
using engine::PointWords;

std::vector<const PointWords*> WordsOf(std::span<const Point> points) {
  std::vector<const PointWords*> out;
  for (const Point& point : points) {
    out.push_back(&point.words());
  }
  return out;
}

Point Straus(std::span<const Scalar> scalars, std::span<const Point> points) {
  return Point(engine::StrausSum(ActiveBackend(), scalars, WordsOf(points)));
}

Point Pippenger(std::span<const Scalar> scalars,
                std::span<const Point> points) {
  const unsigned width = engine::BestWidth(ActiveBackend(), points.size());
  return Point(
      engine::PippengerSum(ActiveBackend(), width, scalars, WordsOf(points)));
}

void ExpectBoth(std::span<const Scalar> scalars, std::span<const Point> points,
                const Element& expected) {
  EXPECT_EQ(Straus(scalars, points).ToElement(), expected);
  EXPECT_EQ(Pippenger(scalars, points).ToElement(), expected);
  EXPECT_EQ(MultiScalarMul(scalars, points).ToElement(), expected);
}

TEST(MultiScalarMulTest, AgreesWithLibsodiumForEverySizeTo300) {
  std::vector<Scalar> scalars;
  std::vector<Element> elements;
  std::vector<Point> points;
  Element sum;
  for (size_t n = 0; n <= 300; ++n) {
    SCOPED_TRACE(n);
    ExpectBoth(scalars, points, sum);
    scalars.push_back(ScalarOfKind(n));
    elements.push_back(ElementOfKind(n, elements));
    points.push_back(Point::From(elements.back()));
    sum = sum + scalars.back() * elements.back();
  }
}

TEST(MultiScalarMulTest, CancellingTermsGiveTheIdentity) {
  std::vector<Scalar> scalars;
  std::vector<Point> points;
  for (int i = 0; i < 200; ++i) {
    const Scalar x = RandomScalar();
    const Point p = RandomScalar() * Point::Generator();
    scalars.push_back(x);
    points.push_back(p);
    scalars.push_back(i % 2 == 0 ? -x : x);
    points.push_back(i % 2 == 0 ? p : -p);
  }
  ExpectBoth(scalars, points, Element());
}

TEST(MultiScalarMulTest, OnePointManyTimesIsTheSumOfItsScalars) {
  const Element base = Element::MulBase(RandomScalar());
  Scalar sum;
  std::vector<Scalar> scalars;
  for (int i = 0; i < 500; ++i) {
    scalars.push_back(RandomScalar());
    sum = sum + scalars.back();
  }
  ExpectBoth(scalars, std::vector<Point>(500, Point::From(base)), sum * base);
}

// Each width of a window, up to the one for thousands of points.
TEST(MultiScalarMulTest, LargeSumsAgreeWithTheirParts) {
  constexpr size_t kMany = 6000;
  std::vector<Scalar> scalars;
  std::vector<Point> points;
  const Point step = RandomScalar() * Point::Generator();
  Point next = RandomScalar() * Point::Generator();
  for (size_t i = 0; i < kMany; ++i) {
    scalars.push_back(RandomScalar());
    points.push_back(next);
    next += step;
  }
  Point parts;
  for (size_t first = 0; first < kMany; first += 100) {
    parts += Straus(std::span(scalars).subspan(first, 100),
                    std::span(points).subspan(first, 100));
  }
  EXPECT_TRUE(Pippenger(scalars, points) == parts);
  for (const size_t n : {700U, 1500U, 3000U}) {
    EXPECT_TRUE(
        Pippenger(std::span(scalars).first(n), std::span(points).first(n)) ==
        Straus(std::span(scalars).first(n), std::span(points).first(n)))
        << n;
  }
}

// Every digit pattern of every window: scalars around each power of two.
TEST(MultiScalarMulTest, ScalarsAroundPowersOfTwoAreRecodedRight) {
  const Scalar one = Scalar::FromUint64(1);
  const Element base = Element::Generator();
  Scalar power = one;
  for (int bit = 0; bit < 253; ++bit) {
    const std::vector<Scalar> scalars = {power - one, power, power + one};
    const std::vector<Point> points(3, Point::Generator());
    SCOPED_TRACE(bit);
    ExpectBoth(scalars, points,
               Element::MulBase(power * Scalar::FromUint64(3)));
    for (const Scalar& x : scalars) {
      EXPECT_EQ((x * Point::Generator()).ToElement(), x * base);
    }
    power = power + power;
  }
}

TEST(MultiScalarMulTest, TermsAreSummed) {
  const Scalar x = RandomScalar();
  const Scalar y = RandomScalar();
  const std::vector<Term> terms = {{.scalar = x, .point = Point::Generator()},
                                   {.scalar = y, .point = Point::Generator()}};
  EXPECT_EQ(MultiScalarMul(terms).ToElement(), Element::MulBase(x + y));
}

TEST(FastScalarTest, AgreesWithLibsodium) {
  std::vector<Scalar> values = {Scalar(), Scalar::FromUint64(1),
                                -Scalar::FromUint64(1)};
  for (int i = 0; i < 40; ++i) {
    values.push_back(RandomScalar());
  }
  for (const Scalar& a : values) {
    const FastScalar fa = FastScalar::From(a);
    EXPECT_EQ(fa.ToScalar(), a);
    for (const Scalar& b : values) {
      const FastScalar fb = FastScalar::From(b);
      EXPECT_EQ((fa + fb).ToScalar(), a + b);
      EXPECT_EQ((fa - fb).ToScalar(), a - b);
      EXPECT_EQ((fa * fb).ToScalar(), a * b);
    }
  }
}

}  // namespace
}  // namespace pingyi
