#include "crypto/rehearsal/fixed_base.h"

#include <gtest/gtest.h>

#include "crypto/group/element.h"
#include "crypto/group/secret_scalar.h"

namespace pingyi {
namespace {

// libsodium's product.
Element Product(const Scalar& scalar, const Point& base) {
  return scalar * base.ToElement();
}

Point AnyPoint() {
  return Point::From(Element::MulBase(SecretScalar::Random()));
}

TEST(FixedBaseTest, MultipliesAsLibsodiumDoes) {
  const Point base = AnyPoint();
  const FixedBase table(base);
  for (int i = 0; i < 50; ++i) {
    const Scalar scalar = SecretScalar::Random().Publish();
    EXPECT_EQ(table.Times(scalar).ToElement(), Product(scalar, base));
  }
}

TEST(FixedBaseTest, MultipliesAtTheEdges) {
  const Point base = AnyPoint();
  const FixedBase table(base);
  const Scalar one = Scalar::FromUint64(1);
  EXPECT_TRUE(table.Times(Scalar()).IsIdentity());
  EXPECT_EQ(table.Times(one), base);
  EXPECT_EQ(table.Times(-one), -base);
  // Digits that carry: 16 stays, 17 becomes -15 and a carry.
  for (const uint64_t value : {16ULL, 17ULL, 528ULL, 0xffffffffffffffffULL}) {
    const Scalar scalar = Scalar::FromUint64(value);
    EXPECT_EQ(table.Times(scalar).ToElement(), Product(scalar, base)) << value;
    EXPECT_EQ(table.Times(-scalar).ToElement(), Product(-scalar, base))
        << value;
  }
}

TEST(FixedBaseTest, MultiplesOfTheIdentityAreTheIdentity) {
  EXPECT_TRUE(
      FixedBase(Point()).Times(SecretScalar::Random().Publish()).IsIdentity());
}

}  // namespace
}  // namespace pingyi
