#include "crypto/group/element.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/hex.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

// RFC 9496, A.1: the generator and its double.
constexpr char kG[] =
    "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76";
constexpr char kTwoG[] =
    "6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919";

TEST(ElementTest, GeneratorIsTheRfcs) {
  EXPECT_EQ(testing::ToHex(Element::Generator().bytes()), kG);
  EXPECT_EQ(
      testing::ToHex((Element::Generator() + Element::Generator()).bytes()),
      kTwoG);
}

TEST(ElementTest, ParseRefusesBit255) {
  Bytes encoding = testing::FromHex(kG);
  ASSERT_THAT(Element::Parse(encoding), IsOk());
  encoding[31] |= 0x80;
  EXPECT_THAT(Element::Parse(encoding), FailsWith(kInvalid, "not canonical"));
}

TEST(ElementTest, ParseRefusesBit255OnTheIdentity) {
  Bytes encoding(kElementSize);
  encoding[31] = 0x80;
  EXPECT_THAT(Element::Parse(encoding), FailsWith(kInvalid, "not canonical"));
}

TEST(ElementTest, ParseRefusesWhatIsNoCanonicalEncoding) {
  const std::string middle(60, 'f');
  const std::string off_curve =
      "26948d35ca62e643e26a83177332e6b6"
      "afeb9d08e4268b650f1f5bbd8d81d371";
  for (const std::string& hex :
       std::vector<std::string>{"ed" + middle + "7f",  // p: zero, unreduced.
                                "ee" + middle + "7f",  // p + 1.
                                "ff" + middle + "7f",  // 2^255 - 1.
                                "01" + std::string(62, '0'),  // Negative.
                                "ec" + middle + "7f",         // p - 1.
                                off_curve}) {
    EXPECT_THAT(Element::Parse(testing::FromHex(hex)),
                FailsWith(kInvalid, "not canonical"))
        << hex;
  }
}

TEST(ElementTest, ParseRefusesAnotherLength) {
  EXPECT_THAT(Element::Parse(Bytes(31)), FailsWith(kInvalid, "got 31"));
  EXPECT_THAT(Element::Parse(Bytes(33)), FailsWith(kInvalid, "got 33"));
}

TEST(ElementTest, IdentityIsAnElementUnlessRefusedByName) {
  const Bytes zeros(kElementSize);
  ASSERT_THAT(Element::Parse(zeros), IsOk());
  EXPECT_TRUE(Element::Parse(zeros)->IsIdentity());
  EXPECT_THAT(Element::ParseNonIdentity(zeros, "K_3"),
              FailsWith(kInvalid, "K_3: is the identity"));
  EXPECT_THAT(Element::ParseNonIdentity(Bytes(32, 0xff), "K_3"),
              FailsWith(kInvalid, "K_3: element: not canonical"));
  EXPECT_THAT(Element::ParseNonIdentity(testing::FromHex(kG), "K_3"), IsOk());
}

TEST(ElementTest, ZeroScalarsAndIdentitiesGiveTheIdentity) {
  const SecretScalar zero = SecretScalar::From(Scalar());
  const SecretScalar x = SecretScalar::Random();
  EXPECT_TRUE((zero * Element::Generator()).IsIdentity());
  EXPECT_TRUE((Scalar() * Element::Generator()).IsIdentity());
  EXPECT_TRUE(Element::MulBase(zero).IsIdentity());
  EXPECT_TRUE(Element::MulBase(Scalar()).IsIdentity());
  EXPECT_TRUE((x * Element()).IsIdentity());
  EXPECT_TRUE((x.Publish() * Element()).IsIdentity());
}

TEST(ElementTest, SumsAndDifferencesMayBeTheIdentity) {
  const Element a = Element::MulBase(SecretScalar::Random());
  EXPECT_TRUE((a - a).IsIdentity());
  EXPECT_EQ(a + Element(), a);
  EXPECT_EQ(Element() + a, a);
  EXPECT_EQ(a - Element(), a);
  EXPECT_TRUE((Element() - a + a).IsIdentity());
}

TEST(ElementTest, ProductsDistribute) {
  const SecretScalar x = SecretScalar::Random();
  const SecretScalar y = SecretScalar::Random();
  EXPECT_EQ(Element::MulBase(x) + Element::MulBase(y), Element::MulBase(x + y));
  EXPECT_EQ(x * Element::MulBase(y), Element::MulBase(x * y));
  EXPECT_EQ(x.Publish() * Element::MulBase(y.Publish()),
            Element::MulBase(x * y));
}

TEST(ElementTest, SelectGivesTheOneWithBitOne) {
  const std::vector<Element> from = {Element::MulBase(SecretScalar::Random()),
                                     Element::MulBase(SecretScalar::Random()),
                                     Element::MulBase(SecretScalar::Random())};
  for (size_t chosen = 0; chosen < from.size(); ++chosen) {
    std::vector<SecretScalar> bits;
    for (size_t i = 0; i < from.size(); ++i) {
      bits.push_back(
          SecretScalar::From(Scalar::FromUint64(i == chosen ? 1 : 0)));
    }
    EXPECT_EQ(Element::Select(from, bits), from[chosen]);
  }
}

}  // namespace
}  // namespace pingyi
