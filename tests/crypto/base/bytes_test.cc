#include "crypto/base/bytes.h"

#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

TEST(BytesTest, IntegersAreLittleEndian) {
  Bytes out;
  AppendLe32(out, 0x01020304);
  AppendLe64(out, 0x1122334455667788);
  EXPECT_EQ(ToHex(out), "040302018877665544332211");
  EXPECT_EQ(ToHex(Le32(0x01020304)), "04030201");
  EXPECT_EQ(ToHex(Le64(0x1122334455667788)), "8877665544332211");
}

TEST(BytesTest, FrameIsLengthThenData) {
  Bytes out;
  AppendFrame(out, AsBytes("abc"));
  EXPECT_EQ(ToHex(out), "0300000000000000616263");
}

TEST(BytesTest, TextAndBytesAreViewsOfEachOther) {
  Bytes out;
  AppendBytes(out, absl::string_view("a\0b", 3));
  EXPECT_EQ(AsText(out), absl::string_view("a\0b", 3));
  EXPECT_EQ(ToString(out), std::string("a\0b", 3));
}

TEST(BytesTest, HexIsReadInEitherCase) {
  const auto bytes = FromHex("00ffAb");
  ASSERT_THAT(bytes, IsOk());
  EXPECT_EQ(ToHex(*bytes), "00ffab");
}

TEST(BytesTest, HexRefusesOddLengthAndOtherSigns) {
  EXPECT_THAT(FromHex("abc"), FailsWith(kInvalid, "odd length 3"));
  EXPECT_THAT(FromHex("0g"), FailsWith(kInvalid, "position 0"));
  EXPECT_THAT(FromHex("00 0"), FailsWith(kInvalid, "position 2"));
}

TEST(BytesTest, DigestRefusesAnotherLengthByName) {
  EXPECT_THAT(ToDigest(Bytes(32, 7), "root"), IsOk());
  EXPECT_THAT(ToDigest(Bytes(31, 7), "root"),
              FailsWith(kInvalid, "root: want 32 bytes, got 31"));
}

}  // namespace
}  // namespace pingyi
