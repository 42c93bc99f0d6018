#include "crypto/group/scalar.h"

#include <gtest/gtest.h>

#include "crypto/group/secret_scalar.h"
#include "tests/support/hex.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

constexpr char kOrder[] =
    "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
constexpr char kOrderMinusOne[] =
    "ecd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
constexpr char kOrderPlusOne[] =
    "eed3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
constexpr char kOneAndTopBit[] =
    "0100000000000000000000000000000000000000000000000000000000000080";

Scalar Number(uint64_t value) {
  return Scalar::FromUint64(value);
}

Scalar RandomScalar() {
  return SecretScalar::Random().Publish();
}

TEST(ScalarTest, ParseRefusesWhatIsNotReduced) {
  EXPECT_THAT(Scalar::Parse(testing::FromHex(kOrderMinusOne)), IsOk());
  for (const char* hex : {kOrder, kOrderPlusOne, kOneAndTopBit}) {
    EXPECT_THAT(Scalar::Parse(testing::FromHex(hex)),
                FailsWith(kInvalid, "not reduced"));
    EXPECT_THAT(SecretScalar::Parse(testing::FromHex(hex)),
                FailsWith(kInvalid, "not reduced"));
  }
}

TEST(ScalarTest, ParseRefusesAnotherLength) {
  EXPECT_THAT(Scalar::Parse(Bytes(31)), FailsWith(kInvalid, "got 31"));
  EXPECT_THAT(Scalar::Parse(Bytes(33)), FailsWith(kInvalid, "got 33"));
  EXPECT_THAT(SecretScalar::Parse(Bytes(33)), FailsWith(kInvalid, "got 33"));
}

TEST(ScalarTest, ArithmeticIsModuloTheOrder) {
  const Scalar minus_one = *Scalar::Parse(testing::FromHex(kOrderMinusOne));
  EXPECT_EQ(minus_one + Number(1), Scalar());
  EXPECT_EQ(-Number(1), minus_one);
  EXPECT_EQ(-Scalar(), Scalar());
  EXPECT_EQ(minus_one * minus_one, Number(1));
  EXPECT_EQ(Number(3) - Number(5), minus_one + minus_one);
  EXPECT_TRUE(Scalar().IsZero());
  EXPECT_FALSE(minus_one.IsZero());
}

TEST(ScalarTest, ReduceTakesSixtyFourBytes) {
  WideDigest wide = {};
  wide[32] = 1;  // 2^256.
  Scalar expected = Number(1);
  for (int i = 0; i < 256; ++i) {
    expected = expected + expected;
  }
  EXPECT_EQ(Scalar::Reduce(wide), expected);
}

TEST(ScalarTest, InverseOfZeroIsRefused) {
  const Scalar x = RandomScalar();
  const auto inverse = x.Inverse();
  ASSERT_THAT(inverse, IsOk());
  EXPECT_EQ(x * *inverse, Number(1));
  EXPECT_THAT(Scalar().Inverse(), FailsWith(kInvalid, "zero"));
}

TEST(ScalarTest, WeightsHaveAHundredTwentyEightBits) {
  const Scalar a = Scalar::RandomWeight();
  EXPECT_NE(a, Scalar::RandomWeight());
  for (size_t i = 16; i < kScalarSize; ++i) {
    EXPECT_EQ(a.bytes()[i], 0);
  }
}

TEST(SecretScalarTest, ArithmeticAgreesWithPublicScalars) {
  const SecretScalar a = SecretScalar::Random();
  const SecretScalar b = SecretScalar::Random();
  const Scalar pa = a.Publish();
  const Scalar pb = b.Publish();
  EXPECT_EQ((a + b).Publish(), pa + pb);
  EXPECT_EQ((a - b).Publish(), pa - pb);
  EXPECT_EQ((a * b).Publish(), pa * pb);
  EXPECT_EQ((pa * b).Publish(), pa * pb);
  EXPECT_EQ((-a).Publish(), -pa);
  EXPECT_EQ((a * a.Inverse()).Publish(), Number(1));
  EXPECT_EQ(a.Clone().Publish(), pa);
  EXPECT_EQ(SecretScalar::Parse(pa.bytes())->Publish(), pa);
}

// f(m) of f(z) = 7 + 3 z + 5 z^2.
Scalar Polynomial(uint64_t m) {
  return Number(7) + Number(3 * m) + Number(5 * m * m);
}

TEST(LagrangeTest, InterpolatesAtZeroAndElsewhere) {
  const std::vector<uint32_t> xs = {2, 5, 9};
  const auto at_zero = LagrangeAtZero(xs);
  const auto at_four = LagrangeAt(xs, 4);
  const auto at_member = LagrangeAt(xs, 5);
  ASSERT_THAT(at_zero, IsOk());
  ASSERT_THAT(at_four, IsOk());
  ASSERT_THAT(at_member, IsOk());
  Scalar zero;
  Scalar four;
  Scalar member;
  for (size_t i = 0; i < xs.size(); ++i) {
    zero = zero + (*at_zero)[i] * Polynomial(xs[i]);
    four = four + (*at_four)[i] * Polynomial(xs[i]);
    member = member + (*at_member)[i] * Polynomial(xs[i]);
  }
  EXPECT_EQ(zero, Polynomial(0));
  EXPECT_EQ(four, Polynomial(4));
  EXPECT_EQ(member, Polynomial(5));
}

TEST(LagrangeTest, RefusesIndexZeroAndRepeatedIndices) {
  EXPECT_THAT(LagrangeAtZero(std::vector<uint32_t>{1, 0}),
              FailsWith(kInvalid, "index 0"));
  EXPECT_THAT(LagrangeAtZero(std::vector<uint32_t>{3, 1, 3}),
              FailsWith(kInvalid, "index 3 twice"));
}

}  // namespace
}  // namespace pingyi
