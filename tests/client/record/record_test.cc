#include "client/record/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "client/record/files.h"
#include "crypto/base/hash.h"
#include "crypto/merkle/hash.h"
#include "crypto/merkle/tree.h"
#include "crypto/note/checkpoint.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A folder of this test's own, gone with it.
class RecordTest : public ::testing::Test {
 protected:
  RecordTest() {
    std::string name = absl::StrCat(::testing::TempDir(), "/record-XXXXXX");
    root_ = mkdtemp(name.data());
  }
  ~RecordTest() override { std::filesystem::remove_all(root_); }

  std::string Path(const std::string& name) const {
    return absl::StrCat(root_, "/", name);
  }
  void Overwrite(const std::string& name, const std::string& bytes) const {
    std::ofstream(Path(name), std::ios::binary) << bytes;
  }

  std::string root_;
};

RawRecord SomeRecord(size_t leaves) {
  RawRecord record;
  Tree tree;
  for (size_t i = 0; i < leaves; ++i) {
    const std::string leaf = absl::StrCat("leaf ", i);
    record.leaves.emplace_back(leaf.begin(), leaf.end());
    tree.Append(LeafHash(record.leaves.back()));
  }
  const Bytes blob = {1, 2, 3};
  record.blobs[Sha256(blob)] = blob;
  record.checkpoint = SignCheckpoint(
      SigningKey::Random(), {.origin = "example", .head = tree.Head()});
  return record;
}

TEST_F(RecordTest, ReadsBackWhatItWrote) {
  for (const size_t leaves : {size_t{0}, size_t{1}, size_t{256}, size_t{700}}) {
    const RawRecord record = SomeRecord(leaves);
    const std::string path = Path(absl::StrCat("r", leaves));
    ASSERT_THAT(WriteRecord(path, record), IsOk());

    const auto read = ReadRecord(path);

    ASSERT_THAT(read, IsOk());
    EXPECT_EQ(read->checkpoint, record.checkpoint);
    EXPECT_EQ(read->leaves, record.leaves);
    EXPECT_EQ(read->blobs, record.blobs);
    EXPECT_THAT(read->defects, IsEmpty());
  }
}

TEST_F(RecordTest, RefusesToWriteIntoAFolderThatHoldsSomething) {
  Overwrite("old", "x");

  EXPECT_THAT(WriteRecord(root_, SomeRecord(3)),
              FailsWith(absl::StatusCode::kAlreadyExists, "not an empty"));
}

TEST_F(RecordTest, NamesAHashTileThatDisagreesWithTheLeaves) {
  ASSERT_THAT(WriteRecord(Path("r"), SomeRecord(3)), IsOk());
  Overwrite("r/tile/0/000.p/3", std::string(96, 'x'));

  const auto read = ReadRecord(Path("r"));

  ASSERT_THAT(read, IsOk());
  EXPECT_THAT(read->defects,
              ElementsAre(HasSubstr("tile/0/000.p/3: does not follow")));
}

TEST_F(RecordTest, NamesAMissingHashTile) {
  ASSERT_THAT(WriteRecord(Path("r"), SomeRecord(3)), IsOk());
  std::filesystem::remove(Path("r/tile/0/000.p/3"));

  const auto read = ReadRecord(Path("r"));

  ASSERT_THAT(read, IsOk());
  EXPECT_THAT(read->defects, ElementsAre(HasSubstr("missing")));
}

TEST_F(RecordTest, NamesABlobThatIsNotItsName) {
  const RawRecord record = SomeRecord(3);
  ASSERT_THAT(WriteRecord(Path("r"), record), IsOk());
  Overwrite(absl::StrCat("r/blob/", ToHex(record.blobs.begin()->first)), "no");

  const auto read = ReadRecord(Path("r"));

  ASSERT_THAT(read, IsOk());
  EXPECT_THAT(read->blob_defects, ElementsAre(HasSubstr("is not the SHA-256")));
  EXPECT_THAT(read->blobs, IsEmpty());
}

TEST_F(RecordTest, RefusesAFolderWithoutACheckpoint) {
  EXPECT_THAT(ReadRecord(root_),
              FailsWith(absl::StatusCode::kNotFound, "checkpoint"));
}

TEST_F(RecordTest, NamesATruncatedBundle) {
  ASSERT_THAT(WriteRecord(Path("r"), SomeRecord(3)), IsOk());
  Overwrite("r/tile/entries/000.p/3", "x");

  const auto read = ReadRecord(Path("r"));

  ASSERT_THAT(read, IsOk());
  EXPECT_THAT(read->defects, ElementsAre(HasSubstr("tile/entries/000.p/3: ")));
  EXPECT_THAT(read->leaves, IsEmpty());
}

TEST_F(RecordTest, KeepsTheLeavesBeforeAMissingBundle) {
  ASSERT_THAT(WriteRecord(Path("r"), SomeRecord(300)), IsOk());
  std::filesystem::remove(Path("r/tile/entries/001.p/44"));

  const auto read = ReadRecord(Path("r"));

  ASSERT_THAT(read, IsOk());
  EXPECT_THAT(read->defects, ElementsAre("tile/entries/001.p/44: missing"));
  EXPECT_EQ(read->leaves.size(), 256U);
}

TEST_F(RecordTest, HasNoLeavesUnderACheckpointThatIsNone) {
  ASSERT_THAT(WriteRecord(Path("r"), SomeRecord(3)), IsOk());
  Overwrite("r/checkpoint", "hello");

  const auto read = ReadRecord(Path("r"));

  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->checkpoint, "hello");
  EXPECT_THAT(read->leaves, IsEmpty());
  EXPECT_THAT(read->defects, ElementsAre(HasSubstr("note")));
}

TEST_F(RecordTest, ReadsNoMoreLeavesThanARecordMayHave) {
  RawRecord record = SomeRecord(1);
  record.checkpoint = SignCheckpoint(
      SigningKey::Random(),
      {.origin = "example", .head = {.size = uint64_t{1} << 60}});
  ASSERT_THAT(WriteRecord(Path("r"), record), IsOk());

  const auto read = ReadRecord(Path("r"));

  ASSERT_THAT(read, IsOk());
  EXPECT_THAT(read->defects, ElementsAre(HasSubstr("leaves are more")));
  EXPECT_THAT(read->leaves, IsEmpty());
}

TEST_F(RecordTest, ReplacesAFileAsAWhole) {
  ASSERT_THAT(WriteFile(Path("f"), AsBytes("one"), 0600), IsOk());
  ASSERT_THAT(WriteFile(Path("f"), AsBytes("two"), 0600), IsOk());

  const auto read = ReadFile(Path("f"), 3);

  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(ToString(*read), "two");
  EXPECT_FALSE(std::filesystem::exists(Path("f.new")));
}

TEST_F(RecordTest, RefusesAFileBeyondTheLimit) {
  ASSERT_THAT(WriteFile(Path("f"), AsBytes("four")), IsOk());

  EXPECT_THAT(ReadFile(Path("f"), 3),
              FailsWith(absl::StatusCode::kResourceExhausted, "longer"));
}

TEST_F(RecordTest, SaysWhatTheSystemRefused) {
  EXPECT_THAT(WriteFile(Path("no/such/folder"), AsBytes("x")),
              FailsWith(absl::StatusCode::kNotFound, "cannot create"));
  Overwrite("file", "x");
  EXPECT_THAT(MakeDirectories(Path("file/below")),
              FailsWith(absl::StatusCode::kUnavailable, "cannot make"));
}

}  // namespace
}  // namespace pingyi
