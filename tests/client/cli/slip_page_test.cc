#include "client/cli/slip_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "crypto/base/bytes.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using testing::FailsWith;
using ::testing::HasSubstr;
using testing::IsOk;
using ::testing::Not;

Manifest SomeManifest(SessionKind kind) {
  Manifest manifest = {.log_key = {}};
  manifest.kind = kind;
  manifest.title.zh = "测评 <2019>";
  manifest.meeting_date = "2020-03-19";
  return manifest;
}

std::vector<PrintedSlip> Slips(uint32_t count) {
  std::vector<PrintedSlip> slips;
  for (uint32_t i = 1; i <= count; ++i) {
    slips.push_back(
        {.number = i, .name = "代表\"甲\"", .secret = SlipSecret::Random()});
  }
  return slips;
}

std::string Page(SessionKind kind, const std::vector<PrintedSlip>& slips) {
  const Manifest manifest = SomeManifest(kind);
  const auto page = FormatSlipPage({.manifest = manifest,
                                    .session_id = {0xab, 0xcd},
                                    .page_address = "https://hall.local/"},
                                   slips);
  EXPECT_THAT(page, IsOk());
  return page.value_or("");
}

size_t Count(const std::string& text, const std::string& piece) {
  size_t count = 0;
  for (size_t at = text.find(piece); at != std::string::npos;
       at = text.find(piece, at + 1)) {
    ++count;
  }
  return count;
}

TEST(FormatSlipPageTest, PutsFourSlipsOnAPage) {
  const std::string page = Page(SessionKind::kVote, Slips(9));
  EXPECT_EQ(Count(page, "<div class=\"page\">"), 3U);
  EXPECT_EQ(Count(page, "<section class=\"slip\">"), 9U);
  EXPECT_EQ(Count(page, "<svg "), 9U);
}

TEST(FormatSlipPageTest, ShowsNumberNameCodeAndFingerprint) {
  const std::vector<PrintedSlip> slips = Slips(1);
  const std::string page = Page(SessionKind::kVote, slips);
  EXPECT_THAT(page, HasSubstr("1　代表&quot;甲&quot;"));
  EXPECT_THAT(page, HasSubstr(ToString(FormatSlip(slips[0].secret).Expose())));
  EXPECT_THAT(page, HasSubstr("abcd 0000"));
  EXPECT_THAT(page, HasSubstr("测评 &lt;2019&gt;"));
}

TEST(FormatSlipPageTest, MarksARehearsalAndNothingElse) {
  EXPECT_THAT(Page(SessionKind::kRehearsal, Slips(1)), HasSubstr("演练"));
  EXPECT_THAT(Page(SessionKind::kVote, Slips(1)), Not(HasSubstr("演练")));
}

TEST(FormatSlipPageTest, AnOfficialSignsAndHasNoNumber) {
  std::vector<PrintedSlip> slips = Slips(1);
  EXPECT_THAT(Page(SessionKind::kVote, slips), HasSubstr("凭此签到"));
  slips[0].number = 0;
  const std::string page = Page(SessionKind::kVote, slips);
  EXPECT_THAT(page, HasSubstr("凭此签署"));
  EXPECT_THAT(page, HasSubstr("<p class=\"who\">代表"));
}

TEST(FormatSlipPageTest, LoadsNothingFromElsewhere) {
  const std::string page = Page(SessionKind::kVote, Slips(2));
  EXPECT_THAT(page, Not(HasSubstr("http:")));
  EXPECT_THAT(page, Not(HasSubstr("https:")));
  EXPECT_THAT(page, Not(HasSubstr("src=")));
  EXPECT_THAT(page, Not(HasSubstr("url(")));
}

TEST(FormatSlipPageTest, GivesEverySecretItsOwnCode) {
  const std::string one = Page(SessionKind::kVote, Slips(1));
  const std::string two = Page(SessionKind::kVote, Slips(1));
  EXPECT_NE(one.substr(one.find("<path")), two.substr(two.find("<path")));
}

TEST(FormatSlipPageTest, RefusesAnAddressThatFitsNoCode) {
  const Manifest manifest = SomeManifest(SessionKind::kVote);
  EXPECT_THAT(FormatSlipPage({.manifest = manifest,
                              .session_id = {},
                              .page_address = std::string(3000, 'a')},
                             Slips(1)),
              FailsWith(absl::StatusCode::kResourceExhausted, "too long"));
}

}  // namespace
}  // namespace pingyi
