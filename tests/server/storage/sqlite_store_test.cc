#include "server/storage/sqlite_store.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "crypto/base/hash.h"
#include "server/storage/database.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;

Bytes Text(const std::string& text) {
  const ByteSpan bytes = AsBytes(text);
  return {bytes.begin(), bytes.end()};
}

PendingBallot Cast(const std::string& text) {
  return {.hash = Sha256(AsBytes(text)),
          .token = Sha256(AsBytes(absl::StrCat("token of ", text))),
          .ballot = Text(text)};
}

std::vector<std::string> Leaves(Store& store) {
  std::vector<std::string> leaves;
  EXPECT_THAT(store.ForEachLeaf([&](ByteSpan leaf) {
    leaves.push_back(ToString(leaf));
    return absl::OkStatus();
  }),
              IsOk());
  return leaves;
}

class SqliteStoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    path_ = absl::StrCat(
        ::testing::TempDir(), "store_",
        ::testing::UnitTest::GetInstance()->current_test_info()->name(), ".db");
    for (const char* end : {"", "-wal", "-shm"}) {
      std::filesystem::remove(path_ + end);
    }
    Open();
  }
  void Open() {
    store_.reset();
    auto store = OpenSqliteStore(path_);
    ASSERT_THAT(store, IsOk());
    store_ = *std::move(store);
  }
  // Whether `text` stands anywhere in the files.
  bool OnDisk(const std::string& text) const {
    for (const char* end : {"", "-wal"}) {
      std::ifstream in(path_ + end, std::ios::binary);
      const std::string content((std::istreambuf_iterator<char>(in)),
                                std::istreambuf_iterator<char>());
      if (content.find(text) != std::string::npos) {
        return true;
      }
    }
    return false;
  }

  std::string path_;
  std::unique_ptr<Store> store_;
};

TEST_F(SqliteStoreTest, KeepsABatchOverAReopening) {
  StoreBatch batch;
  batch.leaves = {Text("manifest"), Text("")};
  batch.blobs = {{.sha256 = Sha256(AsBytes("blob")), .data = Text("blob")}};
  batch.cast = {Cast("a"), Cast("b")};
  batch.head = SignedHead{.size = 2, .root = Sha256(AsBytes("root"))};
  ASSERT_THAT(store_->Commit(batch), IsOk());
  ASSERT_THAT(store_->SaveQuorum("a note"), IsOk());
  Open();

  EXPECT_EQ(Leaves(*store_), (std::vector<std::string>{"manifest", ""}));
  EXPECT_EQ(store_->Blobs()->at(0).data, Text("blob"));
  EXPECT_EQ(store_->Pending()->size(), 2U);
  EXPECT_EQ(*store_->Head(), batch.head);
  EXPECT_EQ(*store_->Quorum(), "a note");
}

TEST_F(SqliteStoreTest, StartsEmpty) {
  EXPECT_TRUE(Leaves(*store_).empty());
  EXPECT_TRUE(store_->Pending()->empty());
  EXPECT_FALSE(store_->Head()->has_value());
  EXPECT_EQ(*store_->Quorum(), "");
}

TEST_F(SqliteStoreTest, AppendsBehindWhatIsThere) {
  ASSERT_THAT(store_->Commit({.leaves = {Text("0"), Text("1")}}), IsOk());
  Open();
  ASSERT_THAT(store_->Commit({.leaves = {Text("2")}}), IsOk());

  EXPECT_EQ(Leaves(*store_), (std::vector<std::string>{"0", "1", "2"}));
}

TEST_F(SqliteStoreTest, ALoggedBallotIsPendingNoMore) {
  const PendingBallot a = Cast("a");
  const PendingBallot b = Cast("b");
  ASSERT_THAT(store_->Commit({.cast = {a, b}}), IsOk());
  ASSERT_THAT(store_->Commit({.leaves = {Text("a")}, .logged = {a.hash}}),
              IsOk());

  ASSERT_EQ(store_->Pending()->size(), 1U);
  EXPECT_EQ(store_->Pending()->at(0).ballot, Text("b"));
  EXPECT_EQ(store_->Pending()->at(0).token, b.token);
}

TEST_F(SqliteStoreTest, ATokenIsSpentOnceAlsoAfterItsBallotIsLogged) {
  const PendingBallot a = Cast("a");
  ASSERT_THAT(store_->Commit({.cast = {a}}), IsOk());
  ASSERT_THAT(store_->Commit({.leaves = {Text("a")}, .logged = {a.hash}}),
              IsOk());
  PendingBallot again = Cast("other bytes");
  again.token = a.token;

  EXPECT_THAT(store_->Commit({.cast = {again}}),
              FailsWith(absl::StatusCode::kInternal, "UNIQUE"));
}

TEST_F(SqliteStoreTest, PendingBallotsComeInTheOrderOfTheirHashes) {
  for (int i = 0; i < 20; ++i) {
    ASSERT_THAT(store_->Commit({.cast = {Cast(absl::StrCat("ballot ", i))}}),
                IsOk());
  }
  const auto pending = store_->Pending();

  ASSERT_EQ(pending->size(), 20U);
  EXPECT_TRUE(std::is_sorted(
      pending->begin(), pending->end(),
      [](const auto& x, const auto& y) { return x.hash < y.hash; }));
}

TEST_F(SqliteStoreTest, ForgettingTheOrderLeavesNoBallotOrTokenBehind) {
  const PendingBallot a = Cast("ballot bytes that were pending");
  ASSERT_THAT(store_->Commit({.leaves = {Text("a leaf")}, .cast = {a}}),
              IsOk());
  ASSERT_TRUE(OnDisk("ballot bytes that were pending"));
  const std::string token = ToString(a.token);
  ASSERT_TRUE(OnDisk(token));

  ASSERT_THAT(store_->ForgetOrder(), IsOk());
  ASSERT_THAT(store_->ForgetOrder(), IsOk());

  EXPECT_FALSE(OnDisk("ballot bytes that were pending"));
  EXPECT_FALSE(OnDisk(token));
  EXPECT_EQ(Leaves(*store_), (std::vector<std::string>{"a leaf"}));
}

TEST_F(SqliteStoreTest, ASecondProgramIsRefused) {
  EXPECT_THAT(OpenSqliteStore(path_),
              FailsWith(absl::StatusCode::kUnavailable, "another program"));
}

TEST_F(SqliteStoreTest, RefusesWhatIsNoDatabaseOfThisVersion) {
  store_.reset();
  {
    auto database = Database::Open(path_, "");
    ASSERT_THAT(database, IsOk());
    ASSERT_THAT((*database)->Execute("UPDATE meta SET version = 2"), IsOk());
  }
  EXPECT_THAT(OpenSqliteStore(path_),
              FailsWith(absl::StatusCode::kFailedPrecondition, "version"));

  std::ofstream(path_, std::ios::trunc) << std::string(4096, 'x');
  EXPECT_THAT(OpenSqliteStore(path_),
              FailsWith(absl::StatusCode::kInternal, "not a database"));
  EXPECT_FALSE(OpenSqliteStore("/nonexistent/folder/x.db").ok());
}

TEST_F(SqliteStoreTest, NoticesAMissingLeaf) {
  ASSERT_THAT(store_->Commit({.leaves = {Text("0"), Text("1")}}), IsOk());
  store_.reset();
  {
    auto database = Database::Open(path_, "");
    ASSERT_THAT(database, IsOk());
    ASSERT_THAT((*database)->Execute("DELETE FROM leaves WHERE position = 0"),
                IsOk());
  }
  Open();

  EXPECT_THAT(store_->ForEachLeaf([](ByteSpan) { return absl::OkStatus(); }),
              FailsWith(absl::StatusCode::kDataLoss, "missing"));
}

}  // namespace
}  // namespace pingyi
