#include "crypto/base/secret.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "crypto/base/executor.h"
#include "crypto/base/hash.h"
#include "crypto/base/secret_buffer.h"

namespace pingyi {
namespace {

using Secret = SecretBytes<32>;

bool IsZero(std::span<const uint8_t> bytes) {
  return std::all_of(bytes.begin(), bytes.end(),
                     [](uint8_t byte) { return byte == 0; });
}

TEST(SecretBytesTest, RandomOnesDiffer) {
  EXPECT_FALSE(Secret::Random() == Secret::Random());
}

TEST(SecretBytesTest, MovingWipesTheSource) {
  Secret source = Secret::Random();
  const Secret copy = source.Clone();
  const Secret moved = std::move(source);
  EXPECT_TRUE(moved == copy);
  // NOLINTNEXTLINE(bugprone-use-after-move): what is left is the claim.
  EXPECT_TRUE(IsZero(source.Expose()));
}

TEST(SecretBytesTest, AssigningWipesTheSourceButNotItself) {
  Secret source = Secret::Random();
  const Secret copy = source.Clone();
  Secret target = Secret::Random();
  target = std::move(source);
  EXPECT_TRUE(target == copy);
  // NOLINTNEXTLINE(bugprone-use-after-move): what is left is the claim.
  EXPECT_TRUE(IsZero(source.Expose()));
  Secret& same = target;
  target = std::move(same);
  EXPECT_TRUE(target == copy);
}

TEST(SecretBytesTest, FillWritesInPlace) {
  const Secret secret =
      Secret::Fill([](uint8_t* out) { std::fill_n(out, 32, uint8_t{9}); });
  EXPECT_TRUE(secret == Secret::Copy(std::array<uint8_t, 32>{
                            9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9,
                            9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}));
}

TEST(SecretBufferTest, MovingLeavesNothingBehind) {
  SecretBuffer source = SecretBuffer::Copy(Bytes{1, 2, 3});
  SecretBuffer moved = std::move(source);
  // NOLINTNEXTLINE(bugprone-use-after-move): what is left is the claim.
  EXPECT_EQ(source.size(), 0U);
  EXPECT_EQ(ToHex(moved.Expose()), "010203");
  SecretBuffer target(5);
  target = std::move(moved);
  target.mutable_bytes()[0] = 9;
  EXPECT_EQ(ToHex(target.Expose()), "090203");
}

TEST(HashTest, KnownAnswersOfFips180) {
  EXPECT_EQ(ToHex(Sha256(AsBytes("abc"))),
            "ba7816bf8f01cfea414140de5dae2223"
            "b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(ToHex(Sha512(AsBytes("abc"))),
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea2"
            "0a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
            "454d4423643ce80e2a9ac94fa54ca49f");
}

TEST(HashTest, PartsAreHashedAsTheirConcatenation) {
  EXPECT_EQ(Sha256({AsBytes("a"), ByteSpan(), AsBytes("bc")}),
            Sha256(AsBytes("abc")));
  EXPECT_EQ(Sha512({AsBytes("a"), ByteSpan(), AsBytes("bc")}),
            Sha512(AsBytes("abc")));
}

TEST(ExecutorTest, SerialExecutorRunsEachTaskOnce) {
  SerialExecutor executor;
  std::vector<size_t> seen;
  executor.Run(3, [&seen](size_t i) { seen.push_back(i); });
  EXPECT_EQ(seen, (std::vector<size_t>{0, 1, 2}));
}

}  // namespace
}  // namespace pingyi
