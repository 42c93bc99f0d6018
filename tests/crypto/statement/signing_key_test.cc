#include "crypto/statement/signing_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>

#include "crypto/base/bytes.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

SigningKey KeyFromHex(absl::string_view seed) {
  const Bytes bytes = FromHex(seed).value();
  return SigningKey::FromSeed(SigningSeed::Copy(ByteSpan(bytes).first<32>()));
}

SigningKey AnyKey(uint8_t which) {
  std::array<uint8_t, 32> seed = {};
  seed.fill(which);
  return SigningKey::FromSeed(SigningSeed::Copy(seed));
}

// RFC 8032, section 7.1, TEST 2.
constexpr char kRfcSeed[] =
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
constexpr char kRfcKey[] =
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
constexpr char kRfcSignature[] =
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

TEST(SigningKeyTest, SignsAsTheRfcDoes) {
  const SigningKey key = KeyFromHex(kRfcSeed);

  EXPECT_EQ(ToHex(key.verify_key().bytes()), kRfcKey);
  EXPECT_EQ(ToHex(key.Sign(Bytes{0x72})), kRfcSignature);
}

TEST(SigningKeyTest, GivesItsSeedBack) {
  EXPECT_EQ(ToHex(KeyFromHex(kRfcSeed).Seed().Expose()), kRfcSeed);
}

TEST(SigningKeyTest, CloneSignsTheSame) {
  const SigningKey key = SigningKey::Random();
  const SigningKey clone = key.Clone();

  EXPECT_EQ(clone.verify_key(), key.verify_key());
  EXPECT_EQ(clone.Sign(Bytes{1}), key.Sign(Bytes{1}));
}

TEST(SigningKeyTest, RandomKeysDiffer) {
  EXPECT_NE(SigningKey::Random().verify_key(),
            SigningKey::Random().verify_key());
}

TEST(VerifyKeyTest, AcceptsTheRfcsSignature) {
  const VerifyKey key = VerifyKey::Parse(FromHex(kRfcKey).value()).value();

  EXPECT_THAT(key.Verify(Bytes{0x72}, FromHex(kRfcSignature).value()), IsOk());
}

TEST(VerifyKeyTest, RefusesAnotherMessageAndAnotherKey) {
  const SigningKey key = AnyKey(1);
  const Signature signature = key.Sign(Bytes{1, 2});
  const auto refused =
      FailsWith(absl::StatusCode::kUnauthenticated, "not this key's");

  EXPECT_THAT(key.verify_key().Verify(Bytes{1, 3}, signature), refused);
  EXPECT_THAT(AnyKey(2).verify_key().Verify(Bytes{1, 2}, signature), refused);
}

TEST(VerifyKeyTest, RefusesEveryFlippedBit) {
  const SigningKey key = AnyKey(1);
  const Bytes message = {1, 2};
  const Signature signature = key.Sign(message);
  for (size_t bit = 0; bit < 8 * signature.size(); ++bit) {
    Signature flipped = signature;
    flipped[bit / 8] ^= static_cast<uint8_t>(1U << (bit % 8));
    EXPECT_THAT(key.verify_key().Verify(message, flipped),
                FailsWith(absl::StatusCode::kUnauthenticated, "signature"));
  }
}

TEST(VerifyKeyTest, RefusesASignatureWhoseScalarIsNotReduced) {
  // S + l: the same equation holds, but there must be one signature only.
  const Bytes order = FromHex(
                          "edd3f55c1a631258d69cf7a2def9de14"
                          "00000000000000000000000000000010")
                          .value();
  const SigningKey key = AnyKey(1);
  Signature signature = key.Sign(Bytes{1});
  unsigned carry = 0;
  for (size_t i = 0; i < 32; ++i) {
    carry += signature[32 + i] + order[i];
    signature[32 + i] = static_cast<uint8_t>(carry & 0xffU);
    carry >>= 8;
  }

  EXPECT_THAT(key.verify_key().Verify(Bytes{1}, signature),
              FailsWith(absl::StatusCode::kUnauthenticated, "signature"));
}

TEST(VerifyKeyTest, RefusesASignatureOfAnotherLength) {
  EXPECT_THAT(AnyKey(1).verify_key().Verify(Bytes{1}, Bytes(63)),
              FailsWith(kInvalid, "64 bytes, got 63"));
}

TEST(VerifyKeyTest, DefaultKeyVerifiesNothing) {
  EXPECT_FALSE(VerifyKey().Verify({}, Bytes(64)).ok());
}

TEST(VerifyKeyParseTest, ReadsWhatASigningKeyHas) {
  const VerifyKey key = SigningKey::Random().verify_key();

  EXPECT_EQ(VerifyKey::Parse(key.bytes()).value(), key);
}

TEST(VerifyKeyParseTest, RefusesAnotherLength) {
  EXPECT_THAT(VerifyKey::Parse(Bytes(31)), FailsWith(kInvalid, "got 31"));
  EXPECT_THAT(VerifyKey::Parse(Bytes(33)), FailsWith(kInvalid, "got 33"));
}

class RefusedKeyTest : public ::testing::TestWithParam<std::string> {};

TEST_P(RefusedKeyTest, IsRefused) {
  EXPECT_THAT(VerifyKey::Parse(FromHex(GetParam()).value()),
              FailsWith(kInvalid, "not canonical, not on the curve"));
}

INSTANTIATE_TEST_SUITE_P(
    SmallOrder, RefusedKeyTest,
    ::testing::Values(
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"));

INSTANTIATE_TEST_SUITE_P(
    NotCanonical, RefusedKeyTest,
    ::testing::Values(
        // p, p + 1, and 1 with a sign bit that means nothing.
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0100000000000000000000000000000000000000000000000000000000000080"));

INSTANTIATE_TEST_SUITE_P(
    NotOnTheCurve, RefusedKeyTest,
    ::testing::Values(
        "0200000000000000000000000000000000000000000000000000000000000000"));

}  // namespace
}  // namespace pingyi
