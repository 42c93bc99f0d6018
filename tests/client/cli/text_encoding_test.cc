#include "client/cli/text_encoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/status/status.h"
#include "crypto/base/bytes.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using testing::FailsWith;
using testing::IsOk;

// "编号,姓名\n1,张" in each encoding.
constexpr absl::string_view kUtf8 = "编号,姓名\n1,张";
const Bytes kGb18030 = {0xb1, 0xe0, 0xba, 0xc5, ',', 0xd0, 0xd5,
                        0xc3, 0xfb, '\n', '1',  ',', 0xd5, 0xc5};
const Bytes kUtf16Le = {0x16, 0x7f, 0xf7, 0x53, ',', 0,   0xd3, 0x59, 0x0d,
                        0x54, '\n', 0,    '1',  0,   ',', 0,    0x20, 0x5f};

TEST(DecodeTextTest, ReadsUtf8) {
  const auto text = DecodeText(AsBytes(kUtf8));

  ASSERT_THAT(text, IsOk());
  EXPECT_EQ(text->utf8, kUtf8);
  EXPECT_EQ(text->encoding, "UTF-8");
}

TEST(DecodeTextTest, TakesTheMarkOffUtf8) {
  const auto text = DecodeText(AsBytes("\xef\xbb\xbf编号"));

  ASSERT_THAT(text, IsOk());
  EXPECT_EQ(text->utf8, "编号");
}

TEST(DecodeTextTest, ReadsGb18030) {
  const auto text = DecodeText(kGb18030);

  ASSERT_THAT(text, IsOk());
  EXPECT_EQ(text->utf8, kUtf8);
  EXPECT_EQ(text->encoding, "GB18030");
}

TEST(DecodeTextTest, ReadsUtf16WithAndWithoutAMark) {
  Bytes marked = {0xff, 0xfe};
  AppendBytes(marked, kUtf16Le);

  ASSERT_THAT(DecodeText(marked), IsOk());
  EXPECT_EQ(DecodeText(marked)->utf8, kUtf8);
  ASSERT_THAT(DecodeText(kUtf16Le), IsOk());
  EXPECT_EQ(DecodeText(kUtf16Le)->utf8, kUtf8);
  EXPECT_EQ(DecodeText(kUtf16Le)->encoding, "UTF-16");
}

TEST(DecodeTextTest, ReadsUtf16OfTheOtherOrder) {
  Bytes swapped = {0xfe, 0xff};
  for (size_t i = 0; i < kUtf16Le.size(); i += 2) {
    swapped.push_back(kUtf16Le[i + 1]);
    swapped.push_back(kUtf16Le[i]);
  }

  ASSERT_THAT(DecodeText(swapped), IsOk());
  EXPECT_EQ(DecodeText(swapped)->utf8, kUtf8);
}

TEST(DecodeTextTest, ReadsMoreThanOneBuffer) {
  Bytes many;
  for (int i = 0; i < 3000; ++i) {
    AppendBytes(many, kGb18030);
  }

  const auto text = DecodeText(many);

  ASSERT_THAT(text, IsOk());
  EXPECT_EQ(text->utf8.size(), 3000 * kUtf8.size());
}

TEST(DecodeTextTest, SaysHowToSaveWhatItCannotRead) {
  EXPECT_THAT(DecodeText(Bytes{0xff, 0x31, 0xff}),
              FailsWith(absl::StatusCode::kInvalidArgument,
                        "is neither UTF-8 nor GB18030; save it again as "
                        "\"CSV UTF-8\""));
}

TEST(DecodeTextTest, RefusesZeroBytes) {
  EXPECT_THAT(DecodeText(Bytes{'a', 0, 'b'}),
              FailsWith(absl::StatusCode::kInvalidArgument, "zero bytes"));
}

}  // namespace
}  // namespace pingyi
