#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/base/executor.h"
#include "crypto/engine/engine.h"
#include "crypto/statement/signing_key.h"

// Many signatures and keys at once.
namespace pingyi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

SigningKey AnyKey(uint8_t which) {
  std::array<uint8_t, 32> seed = {};
  seed.fill(which);
  return SigningKey::FromSeed(SigningSeed::Copy(seed));
}

// Runs tasks from the last to the first: nothing may depend on their order.
class BackwardExecutor final : public Executor {
 public:
  void Run(size_t n, const std::function<void(size_t)>& task) override {
    for (size_t i = n; i > 0; --i) {
      task(i - 1);
    }
  }
};

std::vector<SignatureCheck> GoodChecks(size_t count) {
  std::vector<SignatureCheck> checks;
  for (size_t i = 0; i < count; ++i) {
    const SigningKey key = AnyKey(static_cast<uint8_t>(i));
    Bytes message = {static_cast<uint8_t>(i)};
    const Signature signature = key.Sign(message);
    checks.push_back({.key = key.verify_key(),
                      .message = std::move(message),
                      .signature = signature});
  }
  return checks;
}

TEST(FindInvalidSignaturesTest, FindsNoneAmongGoodOnes) {
  SerialExecutor serial;

  EXPECT_THAT(FindInvalidSignatures(GoodChecks(65), serial), IsEmpty());
  EXPECT_THAT(FindInvalidSignatures({}, serial), IsEmpty());
}

TEST(FindInvalidSignaturesTest, NamesEachBadOne) {
  std::vector<SignatureCheck> checks = GoodChecks(65);
  checks[0].signature[3] ^= 1;
  checks[31].message.push_back(0);
  checks[64].key = checks[63].key;
  BackwardExecutor backward;

  EXPECT_THAT(FindInvalidSignatures(checks, backward), ElementsAre(0, 31, 64));
}

// Enough for checks to be done together.
constexpr size_t kMany = 400;

TEST(FindInvalidSignaturesTest, FindsNoneAmongManyGoodOnes) {
  SerialExecutor serial;

  EXPECT_THAT(FindInvalidSignatures(GoodChecks(kMany), serial), IsEmpty());
}

TEST(FindInvalidSignaturesTest, NamesEachBadOneAmongMany) {
  std::vector<SignatureCheck> checks = GoodChecks(kMany);
  checks[0].signature[3] ^= 1;        // R
  checks[1].signature[40] ^= 1;       // S
  checks[150].message.push_back(0);   //
  checks[201].key = checks[200].key;  // Somebody else's.
  checks[399].key = VerifyKey();      // Nobody's.
  BackwardExecutor backward;

  EXPECT_THAT(FindInvalidSignatures(checks, backward),
              ElementsAre(0, 1, 150, 201, 399));
}

// A point of order 8: added to R, it makes a signature that holds only after
// multiplication by the cofactor, which libsodium does not do.
Bytes Torsion() {
  return FromHex(
             "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")
      .value();
}

// A signature over `message` by a signer who puts torsion into R.
SignatureCheck WithTorsion(const Bytes& message) {
  std::array<uint8_t, 32> a = {};
  std::array<uint8_t, 32> r = {};
  crypto_core_ed25519_scalar_random(a.data());
  crypto_core_ed25519_scalar_random(r.data());
  std::array<uint8_t, 32> key = {};
  std::array<uint8_t, 32> nonce = {};
  EXPECT_EQ(crypto_scalarmult_ed25519_base_noclamp(key.data(), a.data()), 0);
  EXPECT_EQ(crypto_scalarmult_ed25519_base_noclamp(nonce.data(), r.data()), 0);
  SignatureCheck check{.key = VerifyKey::Parse(key).value(),
                       .message = message,
                       .signature = {}};
  EXPECT_EQ(crypto_core_ed25519_add(check.signature.data(), nonce.data(),
                                    Torsion().data()),
            0);
  Bytes hashed(check.signature.begin(), check.signature.begin() + 32);
  AppendBytes(hashed, key);
  AppendBytes(hashed, message);
  std::array<uint8_t, 64> wide = {};
  crypto_hash_sha512(wide.data(), hashed.data(), hashed.size());
  std::array<uint8_t, 32> h = {};
  crypto_core_ed25519_scalar_reduce(h.data(), wide.data());
  crypto_core_ed25519_scalar_mul(h.data(), h.data(), a.data());
  crypto_core_ed25519_scalar_add(check.signature.data() + 32, h.data(),
                                 r.data());
  return check;
}

TEST(FindInvalidSignaturesTest, RefusesTorsionAsLibsodiumDoes) {
  // Eight of them, whose torsion would cancel in a plain sum.
  for (const size_t bad : {size_t{1}, size_t{2}, size_t{8}}) {
    std::vector<SignatureCheck> checks = GoodChecks(kMany);
    for (size_t i = 0; i < bad; ++i) {
      checks[i] = WithTorsion({static_cast<uint8_t>(i)});
      ASSERT_FALSE(
          checks[i].key.Verify(checks[i].message, checks[i].signature).ok());
    }
    SerialExecutor serial;
    EXPECT_EQ(FindInvalidSignatures(checks, serial).size(), bad);
  }
}

TEST(FindInvalidSignaturesTest, RefusesAnSThatIsNotReduced) {
  std::vector<SignatureCheck> checks = GoodChecks(kMany);
  // S + l, which holds as well, were it not for its size.
  const Bytes order =
      FromHex(
          "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
          .value();
  unsigned carry = 0;
  for (size_t i = 0; i < 32; ++i) {
    carry += checks[7].signature[32 + i] + order[i];
    checks[7].signature[32 + i] = static_cast<uint8_t>(carry);
    carry >>= 8;
  }
  SerialExecutor serial;

  EXPECT_THAT(FindInvalidSignatures(checks, serial), ElementsAre(7));
}

Bytes KeysOf(const std::vector<SignatureCheck>& checks) {
  Bytes out;
  for (const SignatureCheck& check : checks) {
    AppendBytes(out, check.key.bytes());
  }
  return out;
}

TEST(VerifyKeyParseAllTest, ReadsWhatParseReads) {
  const std::vector<SignatureCheck> checks = GoodChecks(kMany);

  const auto keys = VerifyKey::ParseAll(KeysOf(checks));

  if (EngineName() == "reference") {
    EXPECT_FALSE(keys.has_value());  // libdecaf has no such points.
    return;
  }
  ASSERT_TRUE(keys.has_value());
  ASSERT_EQ(keys->size(), checks.size());
  for (size_t i = 0; i < keys->size(); ++i) {
    EXPECT_EQ((*keys)[i], checks[i].key);
  }
}

TEST(VerifyKeyParseAllTest, LeavesToParseWhatParseRefuses) {
  const Bytes good = KeysOf(GoodChecks(20));
  const std::vector<std::string> refused = {
      "0000000000000000000000000000000000000000000000000000000000000000",
      "0100000000000000000000000000000000000000000000000000000000000000",
      "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
      "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "0100000000000000000000000000000000000000000000000000000000000080",
      "0200000000000000000000000000000000000000000000000000000000000000"};
  for (const std::string& hex : refused) {
    Bytes keys = good;
    const Bytes bad = FromHex(hex).value();
    std::copy(bad.begin(), bad.end(), keys.begin() + ptrdiff_t{7} * 32);
    EXPECT_FALSE(VerifyKey::ParseAll(keys).has_value()) << hex;
  }
  EXPECT_FALSE(VerifyKey::ParseAll(Bytes(33)).has_value());
  // Of eight times the order: a good key with torsion on it.
  Bytes mixed = good;
  ASSERT_EQ(
      crypto_core_ed25519_add(mixed.data(), good.data(), Torsion().data()), 0);
  ASSERT_FALSE(VerifyKey::Parse(ByteSpan(mixed).first(32)).ok());
  EXPECT_FALSE(VerifyKey::ParseAll(mixed).has_value());
}

}  // namespace
}  // namespace pingyi
