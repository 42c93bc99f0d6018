#include "proto/codec/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/status/status.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using testing::FailsWith;
using testing::IsOk;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

TEST(CheckTextTest, AcceptsChineseRareHanAndAccents) {
  EXPECT_THAT(CheckText("廉江市𠮷田 caf\u00e9"), IsOk());
  EXPECT_THAT(CheckText(""), IsOk());
}

TEST(CheckTextTest, RefusesWhatIsNotComposed) {
  EXPECT_THAT(CheckText("cafe\u0301"), FailsWith(kInvalid, "Form C"));
}

TEST(CheckTextTest, RefusesWhatIsNotUtf8) {
  EXPECT_THAT(CheckText("\xc0\xaf"), FailsWith(kInvalid, "UTF-8"));
  EXPECT_THAT(CheckText("\xed\xa0\x80"), FailsWith(kInvalid, "UTF-8"));
}

TEST(CheckTextTest, RefusesControlCharacters) {
  EXPECT_THAT(CheckText("a\x1b[2J"), FailsWith(kInvalid, "U+001B"));
  EXPECT_THAT(CheckText("a\nb"), FailsWith(kInvalid, "U+000A"));
  EXPECT_THAT(CheckText(absl::string_view("a\0b", 3)),
              FailsWith(kInvalid, "U+0000"));
}

TEST(CheckTextTest, RefusesSeparatorsAndTurnsOfDirection) {
  EXPECT_THAT(CheckText("a\u2028b"), FailsWith(kInvalid, "U+2028"));
  EXPECT_THAT(CheckText("a\u2029b"), FailsWith(kInvalid, "U+2029"));
  EXPECT_THAT(CheckText("a\u061cb"), FailsWith(kInvalid, "U+061C"));
  EXPECT_THAT(CheckText("a\u200fb"), FailsWith(kInvalid, "U+200F"));
  EXPECT_THAT(CheckText("a\u202eb"), FailsWith(kInvalid, "U+202E"));
  EXPECT_THAT(CheckText("a\u2066b"), FailsWith(kInvalid, "U+2066"));
}

TEST(NormalizeTextTest, GivesWhatCheckTextAccepts) {
  const absl::StatusOr<std::string> text = NormalizeText("cafe\u0301");

  ASSERT_THAT(text, IsOk());
  EXPECT_EQ(*text, "caf\u00e9");
  EXPECT_THAT(NormalizeText("\xff"), FailsWith(kInvalid, "UTF-8"));
}

}  // namespace
}  // namespace pingyi
