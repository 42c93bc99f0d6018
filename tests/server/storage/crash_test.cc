// Power failures at every point: what a commit acknowledged is there
// afterwards, what it did not is there as a whole or not at all.
#include <random>
#include <set>

#include "absl/strings/str_cat.h"
#include "crypto/base/hash.h"
#include "server/storage/sqlite_store.h"
#include "tests/server/storage/memory_vfs.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::IsOk;
using ::pingyi::testing::MemoryVfs;

Bytes BallotNumber(uint64_t number) {
  Bytes ballot(300, static_cast<uint8_t>(number));
  AppendLe64(ballot, number);
  return ballot;
}

// Batch k casts ballots 2k and 2k + 1 and logs ballot k of those before it.
StoreBatch BatchNumber(uint64_t k) {
  StoreBatch batch;
  for (const uint64_t number : {2 * k, 2 * k + 1}) {
    const Bytes ballot = BallotNumber(number);
    batch.cast.push_back({.hash = Sha256(ballot),
                          .token = Sha256({ballot, ballot}),
                          .ballot = ballot});
  }
  batch.leaves.push_back(BallotNumber(k));
  batch.logged.push_back(Sha256(batch.leaves.back()));
  batch.head = SignedHead{.size = k + 1, .root = Sha256(batch.leaves.back())};
  return batch;
}

// Whether the store holds exactly what `batches` commits leave.
void ExpectState(Store& store, uint64_t batches) {
  uint64_t leaves = 0;
  ASSERT_THAT(store.ForEachLeaf([&](ByteSpan leaf) {
    const Bytes want = BallotNumber(leaves++);
    EXPECT_TRUE(std::equal(leaf.begin(), leaf.end(), want.begin(), want.end()));
    return absl::OkStatus();
  }),
              IsOk());
  ASSERT_EQ(leaves, batches);
  std::set<Bytes> want;
  for (uint64_t number = batches; number < 2 * batches; ++number) {
    want.insert(BallotNumber(number));
  }
  const auto pending = store.Pending();
  ASSERT_THAT(pending, IsOk());
  std::set<Bytes> got;
  for (const PendingBallot& ballot : *pending) {
    got.insert(ballot.ballot);
  }
  EXPECT_EQ(got, want);
  const auto head = store.Head();
  ASSERT_THAT(head, IsOk());
  EXPECT_EQ(head->has_value() ? (*head)->size : 0, batches);
}

class CrashTest : public ::testing::TestWithParam<uint64_t> {};

TEST_P(CrashTest, LosesNothingAcknowledgedAndKeepsBatchesWhole) {
  std::mt19937_64 generator(GetParam());
  MemoryVfs vfs(absl::StrCat("crash", GetParam()));
  uint64_t acknowledged = 0;
  for (int life = 0; life < 12; ++life) {
    vfs.FailAfter(generator() % 120);
    bool uncertain = false;
    {
      auto store = OpenSqliteStore("x.db", vfs.name());
      while (store.ok()) {
        if (!(*store)->Commit(BatchNumber(acknowledged)).ok()) {
          uncertain = true;
          break;
        }
        ++acknowledged;
      }
    }
    ASSERT_TRUE(vfs.failed());
    vfs.PowerCycle(generator);

    auto store = OpenSqliteStore("x.db", vfs.name());
    ASSERT_THAT(store, IsOk()) << "after " << acknowledged << " batches";
    const auto head = (*store)->Head();
    ASSERT_THAT(head, IsOk());
    const uint64_t found = head->has_value() ? (*head)->size : 0;
    ASSERT_GE(found, acknowledged);
    ASSERT_LE(found, acknowledged + (uncertain ? 1 : 0));
    acknowledged = found;
    ExpectState(**store, acknowledged);
  }
  EXPECT_GT(acknowledged, 0U);
}

INSTANTIATE_TEST_SUITE_P(Seeds, CrashTest, ::testing::Range<uint64_t>(1, 25));

TEST(CrashTest, AForgettingThatWasCutShortIsDoneAgain) {
  for (size_t writes = 0; writes < 200; writes += 3) {
    std::mt19937_64 generator(writes);
    MemoryVfs vfs(absl::StrCat("forget", writes));
    {
      auto store = OpenSqliteStore("x.db", vfs.name());
      ASSERT_THAT(store, IsOk());
      for (uint64_t k = 0; k < 5; ++k) {
        ASSERT_THAT((*store)->Commit(BatchNumber(k)), IsOk());
      }
      vfs.FailAfter(writes);
      (*store)->ForgetOrder().IgnoreError();
    }
    vfs.PowerCycle(generator);

    auto store = OpenSqliteStore("x.db", vfs.name());
    ASSERT_THAT(store, IsOk());
    ASSERT_THAT((*store)->ForgetOrder(), IsOk());
    EXPECT_TRUE((*store)->Pending()->empty());
    EXPECT_EQ((*(*store)->Head())->size, 5U);
  }
}

}  // namespace
}  // namespace pingyi
