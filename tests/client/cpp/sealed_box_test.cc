#include "client/cpp/sealed_box.h"

#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"

namespace pingyi::testing {
namespace {

const Bytes kPassphrase = {'o', 'p', 'e', 'n'};
const Bytes kPlain = {1, 2, 3, 4, 5};

SealingKey AnyKey() {
  return *SealingKey::FromPassphrase(kPassphrase, PassphraseCost::ForTests());
}

TEST(SealedBoxTest, OpensWithTheSamePassphrase) {
  const Bytes sealed = AnyKey().Seal(kPlain);

  const auto key = KeyOfSealed(sealed, kPassphrase);

  ASSERT_THAT(key, IsOk());
  const auto plain = key->Open(sealed);
  ASSERT_THAT(plain, IsOk());
  EXPECT_EQ(Bytes(plain->Expose().begin(), plain->Expose().end()), kPlain);
}

TEST(SealedBoxTest, TwoSealsOfOneTextDiffer) {
  const SealingKey key = AnyKey();

  EXPECT_NE(key.Seal(kPlain), key.Seal(kPlain));
}

TEST(SealedBoxTest, RefusesAnotherPassphrase) {
  const Bytes sealed = AnyKey().Seal(kPlain);

  const auto key = KeyOfSealed(sealed, Bytes{'x'});

  ASSERT_THAT(key, IsOk());
  EXPECT_THAT(key->Open(sealed).status(),
              FailsWith(absl::StatusCode::kDataLoss, "passphrase is wrong"));
}

TEST(SealedBoxTest, RefusesEveryChangedByte) {
  const SealingKey key = AnyKey();
  const Bytes sealed = key.Seal(kPlain);

  for (size_t i = 0; i < sealed.size(); ++i) {
    Bytes changed = sealed;
    changed[i] ^= 1;
    EXPECT_EQ(key.Open(changed).status().code(), absl::StatusCode::kDataLoss)
        << "byte " << i;
  }
}

TEST(SealedBoxTest, RefusesAnAbsurdCost) {
  Bytes sealed = AnyKey().Seal(kPlain);
  sealed[17 + 4 + 3] = 0x7f;  // Two terabytes of memory.

  EXPECT_THAT(KeyOfSealed(sealed, kPassphrase).status(),
              FailsWith(absl::StatusCode::kInvalidArgument, "absurd"));
}

TEST(SealedBoxTest, RefusesWhatIsNoSealedFile) {
  EXPECT_THAT(KeyOfSealed(kPlain, kPassphrase).status(),
              FailsWith(absl::StatusCode::kInvalidArgument, "not one of ours"));
  Bytes sealed = AnyKey().Seal(kPlain);
  sealed[0] ^= 1;
  EXPECT_THAT(KeyOfSealed(sealed, kPassphrase).status(),
              FailsWith(absl::StatusCode::kInvalidArgument, "not one of ours"));
}

}  // namespace
}  // namespace pingyi::testing
