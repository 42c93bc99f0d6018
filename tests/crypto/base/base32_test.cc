#include "crypto/base/base32.h"

#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

TEST(Base32Test, BitsGoMostSignificantFirst) {
  EXPECT_EQ(EncodeBase32(Bytes{}), "");
  EXPECT_EQ(EncodeBase32(Bytes{0xff}), "ZW");
  EXPECT_EQ(EncodeBase32(Bytes{0x00, 0x44, 0x32, 0x14, 0xc7}), "01234567");
}

TEST(Base32Test, EveryLengthComesBack) {
  Bytes data;
  for (int length = 0; length < 40; ++length) {
    const auto back = DecodeBase32(EncodeBase32(data));
    ASSERT_THAT(back, IsOk()) << length;
    EXPECT_EQ(*back, data);
    data.push_back(static_cast<uint8_t>(37 * length + 11));
  }
}

TEST(Base32Test, LookAlikesAndLowerCaseAreRead) {
  EXPECT_EQ(*DecodeBase32("oOiIlLzw"), *DecodeBase32("001111ZW"));
}

TEST(Base32Test, RefusesOtherSignsWithTheirPosition) {
  EXPECT_THAT(DecodeBase32("0U"), FailsWith(kInvalid, "position 2"));
  EXPECT_THAT(DecodeBase32("-0"), FailsWith(kInvalid, "position 1"));
  EXPECT_THAT(DecodeBase32(absl::string_view("\0"
                                             "0",
                                             2)),
              FailsWith(kInvalid, "position 1"));
  EXPECT_THAT(Base32Value('*'), FailsWith(kInvalid, "not a symbol"));
}

TEST(Base32Test, RefusesWhatNoBytesEncodeTo) {
  EXPECT_THAT(DecodeBase32("0"), FailsWith(kInvalid, "impossible length 1"));
  EXPECT_THAT(DecodeBase32("000"), FailsWith(kInvalid, "impossible length 3"));
  EXPECT_THAT(DecodeBase32("ZZ"), FailsWith(kInvalid, "after the last byte"));
}

}  // namespace
}  // namespace pingyi
