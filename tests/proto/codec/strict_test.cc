#include "proto/codec/strict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/status/status.h"
#include "crypto/base/bytes.h"
#include "pingyi/v1/log.pb.h"
#include "pingyi/v1/manifest.pb.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using testing::FailsWith;
using testing::IsOk;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

TEST(ParseStrictTest, RefusesBytesThatAreNoMessage) {
  v1::Roster roster;

  EXPECT_THAT(ParseStrict(AsBytes("\xff\xff"), 100, "roster", roster),
              FailsWith(kInvalid, "roster: the bytes are no pingyi.v1.Roster"));
}

TEST(ParseStrictTest, RefusesMoreBytesThanAllowed) {
  v1::Roster roster;

  EXPECT_THAT(ParseStrict(Bytes(11), 10, "roster", roster),
              FailsWith(kInvalid, "want at most 10 bytes, got 11"));
}

TEST(ParseStrictTest, NamesThePathOfAnUnknownField) {
  v1::Manifest manifest;
  manifest.add_officials();
  v1::Official& official = *manifest.add_officials();
  official.GetReflection()->MutableUnknownFields(&official)->AddVarint(99, 1);
  v1::Manifest read;

  EXPECT_THAT(ParseStrict(SerializeExactly(manifest), 100, "manifest", read),
              FailsWith(kInvalid, "manifest.officials[1]: unknown field 99"));
}

TEST(ParseStrictTest, FindsAnUnknownFieldInASingleMessage) {
  v1::LogEntry entry;
  v1::Payload& payload = *entry.mutable_dkg_message()->mutable_message();
  payload.GetReflection()->MutableUnknownFields(&payload)->AddLengthDelimited(
      7, "x");

  EXPECT_THAT(
      CheckNoUnknownFields(entry, "log_entry"),
      FailsWith(kInvalid, "log_entry.dkg_message.message: unknown field 7"));
}

TEST(ParseStrictTest, RefusesAStringThatIsNotUtf8) {
  v1::Contest contest;

  EXPECT_THAT(ParseStrict(AsBytes("\x0a\x01\xff"), 10, "contest", contest),
              FailsWith(kInvalid, "no pingyi.v1.Contest"));
}

TEST(SerializeExactlyTest, GivesBackWhatItMade) {
  v1::Contest contest;
  contest.set_name_zh("市教育局");
  v1::Contest read;

  ASSERT_THAT(ParseStrict(SerializeExactly(contest), 100, "contest", read),
              IsOk());
  EXPECT_EQ(read.name_zh(), "市教育局");
  EXPECT_TRUE(SerializeExactly(v1::Contest()).empty());
}

}  // namespace
}  // namespace pingyi
