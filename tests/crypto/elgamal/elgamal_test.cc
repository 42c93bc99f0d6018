#include "crypto/elgamal/elgamal.h"

#include <gtest/gtest.h>

#include <vector>

namespace pingyi {
namespace {

TEST(ElGamalTest, TheKeysSecretTakesTheMaskOff) {
  std::vector<SecretScalar> secrets;
  std::vector<Element> keys;
  std::vector<SecretScalar> values;
  for (const uint64_t value : {0U, 1U, 7U}) {
    secrets.push_back(SecretScalar::Random());
    keys.push_back(Element::MulBase(secrets.back()));
    values.push_back(SecretScalar::From(Scalar::FromUint64(value)));
  }
  const SecretScalar r = SecretScalar::Random();

  const Ciphertexts c = EncryptExponents(keys, r, values);

  EXPECT_EQ(c.a, Element::MulBase(r));
  ASSERT_EQ(c.b.size(), 3U);
  for (size_t i = 0; i < c.b.size(); ++i) {
    EXPECT_EQ(c.b[i] - secrets[i] * c.a, Element::MulBase(values[i]));
  }
}

TEST(ElGamalTest, FreshRandomnessGivesOtherCiphertexts) {
  const Element key = Element::MulBase(SecretScalar::Random());
  const SecretScalar value = SecretScalar::From(Scalar::FromUint64(1));
  const auto encrypt = [&] {
    return EncryptExponents({&key, 1}, SecretScalar::Random(), {&value, 1});
  };
  EXPECT_NE(encrypt(), encrypt());
}

}  // namespace
}  // namespace pingyi
