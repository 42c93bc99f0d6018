#include "client/cli/slip_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "client/record/files.h"
#include "crypto/base/bytes.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using testing::FailsWith;
using testing::IsOk;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

SlipStore TwoSlips() {
  SlipStore store;
  store.session_id[0] = 7;
  store.slips.push_back({.number = 3, .secret = SlipSecret::Random()});
  store.slips.push_back({.number = 70'000, .secret = SlipSecret::Random()});
  return store;
}

std::string TempPath(const std::string& name) {
  return ::testing::TempDir() + "/" + name;
}

TEST(SlipStoreTest, IsReadAsItWasWritten) {
  const SlipStore store = TwoSlips();

  const auto read = DecodeSlipStore(EncodeSlipStore(store).Expose());

  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->session_id, store.session_id);
  ASSERT_EQ(read->slips.size(), 2U);
  EXPECT_EQ(read->slips[1].number, 70'000U);
  EXPECT_TRUE(read->slips[1].secret == store.slips[1].secret);
}

TEST(SlipStoreTest, RefusesAnythingElse) {
  const SecretBuffer good = EncodeSlipStore(TwoSlips());
  Bytes bytes(good.Expose().begin(), good.Expose().end());
  bytes.pop_back();
  EXPECT_THAT(DecodeSlipStore(bytes), FailsWith(kInvalid, "no file of slips"));
  EXPECT_THAT(DecodeSlipStore({}), FailsWith(kInvalid, "no file of slips"));
  bytes.assign(good.Expose().begin(), good.Expose().end());
  bytes[0] = 'P';
  EXPECT_THAT(DecodeSlipStore(bytes), FailsWith(kInvalid, "no file of slips"));
}

TEST(SlipStoreTest, RefusesSlipsOutOfOrder) {
  SlipStore store = TwoSlips();
  std::swap(store.slips[0], store.slips[1]);
  EXPECT_THAT(DecodeSlipStore(EncodeSlipStore(store).Expose()),
              FailsWith(kInvalid, "out of order"));
}

TEST(SlipStoreTest, SaysThatErasedSlipsAreGone) {
  const std::string path = TempPath("erased_slips.bin");
  ASSERT_THAT(WriteFile(path, EncodeSlipStore(TwoSlips()).Expose(), 0600),
              IsOk());
  ASSERT_THAT(ReadSlipStore(path), IsOk());

  ASSERT_THAT(EraseFile(path), IsOk());

  EXPECT_THAT(ReadSlipStore(path),
              FailsWith(absl::StatusCode::kNotFound, "printed and erased"));
  EXPECT_THAT(EraseFile(path), FailsWith(absl::StatusCode::kNotFound, path));
}

TEST(EraseFileTest, OverwritesTheBytesWhereTheyStood) {
  const std::string path = TempPath("to_erase.bin");
  const std::string other = TempPath("to_erase_link.bin");
  std::filesystem::remove(other);
  const std::string secret(10'000, 's');
  ASSERT_THAT(WriteFile(path, AsBytes(secret), 0600), IsOk());
  // A second name keeps the file's blocks within reach.
  std::filesystem::create_hard_link(path, other);

  ASSERT_THAT(EraseFile(path), IsOk());

  EXPECT_FALSE(std::filesystem::exists(path));
  const auto left = ReadFile(other, 1 << 20);
  ASSERT_THAT(left, IsOk());
  ASSERT_EQ(left->size(), secret.size());
  EXPECT_EQ(ToString(*left).find("ssss"), std::string::npos);
}

}  // namespace
}  // namespace pingyi
