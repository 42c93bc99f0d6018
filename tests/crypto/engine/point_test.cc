#include "crypto/engine/point.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "crypto/group/secret_scalar.h"
#include "tests/support/hex.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

Element RandomElement() {
  return Element::MulBase(SecretScalar::Random());
}

TEST(PointTest, AgreesWithElementArithmetic) {
  for (int i = 0; i < 50; ++i) {
    const Element a = RandomElement();
    const Element b = RandomElement();
    const Scalar x = SecretScalar::Random().Publish();
    const Point pa = Point::From(a);
    const Point pb = Point::From(b);
    EXPECT_EQ((pa + pb).ToElement(), a + b);
    EXPECT_EQ((pa - pb).ToElement(), a - b);
    EXPECT_EQ((-pa).ToElement(), Element() - a);
    EXPECT_EQ(pa.Double().ToElement(), a + a);
    EXPECT_EQ((x * pa).ToElement(), x * a);
    Point sum = pa;
    sum += pb;
    sum -= pa;
    EXPECT_TRUE(sum == pb);
  }
}

TEST(PointTest, EdgesAgreeWithElementArithmetic) {
  const Element g = Element::Generator();
  const Point pg = Point::Generator();
  EXPECT_EQ(pg.ToElement(), g);
  EXPECT_EQ(Point().ToElement(), Element());
  EXPECT_TRUE((pg - pg).IsIdentity());
  EXPECT_TRUE((Scalar() * pg).IsIdentity());
  EXPECT_TRUE((-Point()).IsIdentity());
  EXPECT_TRUE(Point().Double().IsIdentity());
  EXPECT_FALSE(pg.IsIdentity());
  const Scalar minus_one = -Scalar::FromUint64(1);
  EXPECT_EQ((minus_one * pg).ToElement(), minus_one * g);
}

// One element is several curve points: comparing coordinates would not do.
TEST(PointTest, EqualElementsAreEqualHoweverTheyWereMade) {
  const Scalar x = SecretScalar::Random().Publish();
  const Point direct = Point::From(Element::MulBase(x));
  const Point by_sum = (x + Scalar::FromUint64(5)) * Point::Generator() -
                       Scalar::FromUint64(5) * Point::Generator();
  EXPECT_TRUE(direct == by_sum);
  EXPECT_FALSE(direct == by_sum + Point::Generator());
}

TEST(PointTest, ParseAgreesWithElementOnEveryRefusal) {
  const std::string f(60, 'f');
  const std::string g = testing::ToHex(Element::Generator().bytes());
  for (const std::string& hex : std::vector<std::string>{
           g, std::string(64, '0'), g.substr(0, 62) + "f6",
           std::string(62, '0') + "80", "ed" + f + "7f", "ee" + f + "7f",
           "ff" + f + "7f", "01" + std::string(62, '0'), "ec" + f + "7f",
           "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371",
           std::string(64, 'f')}) {
    const Bytes bytes = testing::FromHex(hex);
    EXPECT_EQ(Point::Parse(bytes).ok(), Element::Parse(bytes).ok()) << hex;
  }
  EXPECT_THAT(Point::Parse(Bytes(31)), FailsWith(kInvalid, "got 31"));
}

TEST(PointTest, ParseAgreesWithElementOnRandomBytes) {
  int valid = 0;
  for (int i = 0; i < 500; ++i) {
    const auto bytes = SecretBytes<32>::Random();
    const auto point = Point::Parse(bytes.Expose());
    const auto element = Element::Parse(bytes.Expose());
    ASSERT_EQ(point.ok(), element.ok());
    if (point.ok()) {
      ++valid;
      EXPECT_EQ(point->ToElement(), *element);
    }
  }
  EXPECT_GT(valid, 0);
}

TEST(PointTest, ParsePointsNamesTheOneThatIsNotCanonical) {
  Bytes bytes;
  AppendBytes(bytes, RandomElement().bytes());
  AppendBytes(bytes, RandomElement().bytes());
  const auto points = ParsePoints(bytes, "D");
  ASSERT_THAT(points, IsOk());
  EXPECT_EQ(points->size(), 2U);
  bytes[63] |= 0x80;
  EXPECT_THAT(ParsePoints(bytes, "D"), FailsWith(kInvalid, "D_1: "));
  bytes.pop_back();
  EXPECT_THAT(ParsePoints(bytes, "D"), FailsWith(kInvalid, "63 bytes"));
}

}  // namespace
}  // namespace pingyi
