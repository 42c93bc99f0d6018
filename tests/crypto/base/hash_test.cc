#include "crypto/base/hash.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <sodium.h>

#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "crypto/base/bytes.h"

namespace pingyi {
namespace {

std::string HexOfSha256(absl::string_view text) {
  return ToHex(Sha256(AsBytes(text)));
}

Digest ByLibsodium(ByteSpan data) {
  Digest out = {};
  crypto_hash_sha256(out.data(), data.data(), data.size());
  return out;
}

// Bytes that repeat only after 251, which no block size divides.
Bytes Numbered(size_t size) {
  Bytes out(size);
  for (size_t i = 0; i < size; ++i) {
    out[i] = static_cast<uint8_t>(i % 251);
  }
  return out;
}

// So that the tests below, run once more with no_sha256.cnf, are of the other
// way and not of the same one twice.
TEST(Sha256Test, OpenSslHasItUnlessItsConfigurationTakesItAway) {
  const char* const configuration = std::getenv("OPENSSL_CONF");
  const bool taken =
      configuration != nullptr &&
      absl::EndsWith(configuration, "tests/crypto/base/no_sha256.cnf");
  EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA2-256", nullptr);
  EXPECT_EQ(sha256 == nullptr, taken);
  EVP_MD_free(sha256);
}

// NIST, "Examples with Intermediate Values", SHA-256; and of nothing.
TEST(Sha256Test, KnownAnswers) {
  EXPECT_EQ(HexOfSha256(""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(HexOfSha256("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(HexOfSha256(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256Test, AgreesWithLibsodiumForEveryLength) {
  for (size_t size = 0; size <= 300; ++size) {
    const Bytes data = Numbered(size);
    ASSERT_EQ(Sha256(data), ByLibsodium(data)) << size;
  }
}

TEST(Sha256Test, PartsAreHashedAsOne) {
  const Bytes data = Numbered(200);
  const ByteSpan all(data);
  for (size_t cut = 0; cut <= data.size(); ++cut) {
    ASSERT_EQ(Sha256({all.first(cut), ByteSpan(), all.subspan(cut)}),
              ByLibsodium(data))
        << cut;
  }
}

TEST(Sha256Test, ThreadsDoNotDisturbEachOther) {
  constexpr size_t kThreads = 8;
  constexpr size_t kRounds = 2000;
  std::vector<size_t> wrong(kThreads, kRounds);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < kThreads; ++i) {
    threads.emplace_back([&wrong, i] {
      const Bytes data = Numbered(100 * (i + 1));
      const Digest expected = ByLibsodium(data);
      for (size_t round = 0; round < kRounds; ++round) {
        wrong[i] -= Sha256(data) == expected ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(wrong, std::vector<size_t>(kThreads, 0));
}

TEST(Sha512Test, KnownAnswer) {
  EXPECT_EQ(ToHex(Sha512(AsBytes("abc"))),
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}

}  // namespace
}  // namespace pingyi
