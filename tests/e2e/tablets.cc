#include "tests/e2e/tablets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "client/record/record.h"
#include "crypto/base/hash.h"
#include "proto/codec/entry.h"

namespace pingyi::testing {
namespace {

constexpr absl::Duration kPatience = absl::Minutes(2);
constexpr RetryPolicy kPatient = {.first_delay = absl::Milliseconds(20),
                                  .max_delay = absl::Milliseconds(500),
                                  .max_attempts = 400};

std::string ReadText(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

}  // namespace

std::vector<std::string> PrintedCodes(const std::string& html_file) {
  constexpr absl::string_view kBefore = "<p class=\"code\">";
  const std::vector<std::string> pieces =
      absl::StrSplit(ReadText(html_file), kBefore);
  std::vector<std::string> codes;
  for (size_t i = 1; i < pieces.size(); ++i) {
    codes.push_back(pieces[i].substr(0, pieces[i].find('<')));
  }
  return codes;
}

Tablets::Tablets(const Hall& hall)
    : codes_(PrintedCodes(hall.Path("slips.html"))) {
  auto session = LoadPublicSession(hall.session() + "/public");
  EXPECT_TRUE(session.ok()) << session.status();
  session_ = *std::move(session);
  BoardReader::Options options;
  options.endpoint = session_.endpoint;
  options.log.session_id = session_.session_id;
  options.retry.max_delay = absl::Milliseconds(500);
  auto reader = BoardReader::Start(std::move(options));
  EXPECT_TRUE(reader.ok()) << reader.status();
  reader_ = *std::move(reader);
}

std::shared_ptr<const SessionView> Tablets::View(bool opened) {
  std::shared_ptr<const SessionView> view;
  const absl::Status status = reader_->WaitUntil(
      [&](const BoardLog& log) {
        auto made = MakeSessionView(log);
        if (!made.ok() || (opened && !(*made)->opened)) {
          return false;
        }
        view = *std::move(made);
        return true;
      },
      kPatience);
  EXPECT_TRUE(status.ok()) << status;
  return view;
}

absl::Status Tablets::WaitFor(Phase phase) {
  return reader_->WaitUntil(
      [phase](const BoardLog& log) {
        return log.session() != nullptr && log.session()->phase() >= phase &&
               log.quorum_head().head.size == log.session()->size();
      },
      kPatience);
}

SlipSecret Tablets::SlipOf(uint32_t number) const {
  auto slip = ParseSlip(codes_.at(number - 1));
  EXPECT_TRUE(slip.ok()) << slip.status();
  return *std::move(slip);
}

Voter Tablets::Make(uint32_t number, Voter::Options options) {
  auto voter =
      Voter::Create(SlipOf(number), number, View(), std::move(options));
  EXPECT_TRUE(voter.ok()) << voter.status();
  return *std::move(voter);
}

Voter Tablets::Tablet(uint32_t number, const std::string& state_file) {
  return Make(number, {.endpoint = session_.endpoint,
                       .retry = kPatient,
                       .state_file = state_file});
}

Voter Tablets::Impatient(uint32_t number) {
  return Make(number,
              {.endpoint = session_.endpoint, .retry = {.max_attempts = 1}});
}

std::vector<Entry> Tablets::Log() const {
  std::vector<Entry> entries;
  const auto record = FetchRecord(session_.endpoint, kPatience);
  EXPECT_TRUE(record.ok()) << record.status();
  if (!record.ok()) {
    return entries;
  }
  const BlobSource blobs = [&](const Digest& sha256) -> absl::StatusOr<Bytes> {
    const auto found = record->blobs.find(sha256);
    return found == record->blobs.end()
               ? absl::StatusOr<Bytes>(absl::NotFoundError("no such blob"))
               : found->second;
  };
  for (const Bytes& leaf : record->leaves) {
    auto entry = DecodeLogEntry(leaf, blobs);
    EXPECT_TRUE(entry.ok()) << entry.status();
    entries.push_back(*std::move(entry));
  }
  return entries;
}

std::vector<uint32_t> Everywhere(uint32_t option, size_t contests) {
  return std::vector<uint32_t>(contests, option);
}

size_t TimesLogged(const std::vector<Entry>& log, ByteSpan ballot) {
  return static_cast<size_t>(
      std::count_if(log.begin(), log.end(), [ballot](const Entry& entry) {
        const auto* const logged = std::get_if<BallotEntry>(&entry);
        return logged != nullptr &&
               std::equal(logged->ballot.begin(), logged->ballot.end(),
                          ballot.begin(), ballot.end());
      }));
}

}  // namespace pingyi::testing
