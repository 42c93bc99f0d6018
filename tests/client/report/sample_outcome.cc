#include "tests/client/report/sample_outcome.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "crypto/base/hash.h"
#include "crypto/statement/signing_key.h"

namespace pingyi::testing {
namespace {

constexpr uint32_t kBallots = 115;
constexpr uint32_t kFirst = 60;
constexpr uint32_t kSecond = 20;
constexpr uint32_t kThird = 4;
constexpr uint32_t kBlanks = 2;

VerifyKey SomeKey() {
  return SigningKey::Random().verify_key();
}

Manifest SampleManifest(const SampleOptions& options) {
  Manifest manifest{.log_key = SomeKey()};
  manifest.kind = options.kind;
  manifest.title = {.zh = "市人大常委会对政府工作部门满意度测评",
                    .en = "Satisfaction vote on the departments"};
  manifest.evaluated_year = 2019;
  manifest.meeting_date = "2020-03-19";
  manifest.place = "第一会议厅";
  for (uint32_t i = 0; i < options.contests; ++i) {
    manifest.contests.push_back(
        {.zh = absl::StrCat("市第", i + 1, "局"),
         .en = absl::StrCat("Municipal Bureau Number ", i + 1)});
  }
  manifest.levels = {
      {.name = {.zh = "满意", .en = "Satisfied"}, .weight = 100},
      {.name = {.zh = "较满意", .en = "Fairly satisfied"}, .weight = 80},
      {.name = {.zh = "基本满意", .en = "Basically satisfied"}, .weight = 60},
      {.name = {.zh = "不满意", .en = "Dissatisfied"}, .weight = 0}};
  manifest.blank_allowed = options.blank_allowed;
  manifest.roster_size = 120;
  manifest.counting = options.counting;
  manifest.officials.push_back(
      {.name = "张主持", .signing_key = SomeKey(), .roles = {Role::kChair}});
  for (uint32_t i = 1; i <= options.scrutineers; ++i) {
    manifest.officials.push_back({.name = absl::StrCat("监票甲", i),
                                  .signing_key = SomeKey(),
                                  .roles = {Role::kScrutineer}});
  }
  return manifest;
}

ResultEntry SampleResult(const SampleOptions& options) {
  ResultEntry result;
  result.ballots = kBallots;
  result.withheld = options.withheld;
  for (uint32_t i = 0; !options.withheld && i < options.contests; ++i) {
    const uint32_t first = kFirst + i % 30;
    uint32_t rest = kBallots - first - kSecond - kThird;
    const uint32_t blanks = options.blank_allowed ? kBlanks : 0;
    rest -= blanks;
    for (const uint32_t count : {first, kSecond, kThird, rest}) {
      result.counts.push_back(count);
    }
    if (options.blank_allowed) {
      result.counts.push_back(blanks);
    }
  }
  return result;
}

}  // namespace

SessionOutcome SampleOutcome(const SampleOptions& options) {
  SessionOutcome outcome;
  outcome.manifest = SampleManifest(options);
  outcome.report.session_id = Sha256(AsBytes("session"));
  outcome.report.checkpoint = {.size = 345, .root = Sha256(AsBytes("root"))};
  outcome.report.phase = Phase::kAnnounced;
  outcome.report.entitled = 120;
  outcome.report.checked_in = 117;
  outcome.report.ballots = kBallots;
  outcome.report.result = SampleResult(options);
  outcome.report.scrutineers = options.scrutineers;
  for (uint32_t i = 1; i < options.scrutineers; ++i) {
    outcome.report.verified_by.push_back(i + 1);
  }
  outcome.view = ViewResult(*outcome.manifest, *outcome.report.result,
                            {.entitled = 120, .present = 117})
                     .value();
  return outcome;
}

CountingRules AllViews() {
  return {.denominator = Denominator::kGraded,
          .grades = {{.name = {.zh = "优秀", .en = "Excellent"},
                      .levels = 2,
                      .basis_points = 8'000,
                      .strictly_more = true},
                     {.name = {.zh = "合格", .en = "Passed"},
                      .levels = 4,
                      .basis_points = 0,
                      .strictly_more = false}},
          .score = true,
          .ranking = true};
}

}  // namespace pingyi::testing
