#include "client/report/sheet.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "client/report/script.h"
#include "crypto/base/bytes.h"

namespace pingyi {
namespace {

constexpr size_t kMaxObjections = 5;
constexpr size_t kGroup = 8;

Name Same(const std::string& text) {
  return {.zh = text, .en = text};
}
Name Number(uint64_t number) {
  return Same(absl::StrCat(number));
}

// 64 digits in groups of eight, as people compare them.
Name Fingerprint(const Digest& digest) {
  const std::string hex = ToHex(digest);
  std::vector<std::string> groups;
  for (size_t i = 0; i < hex.size(); i += kGroup) {
    groups.push_back(hex.substr(i, kGroup));
  }
  return Same(absl::StrJoin(groups, " "));
}

// "2020年3月19日" of "2020-03-19"; anything else as it is.
std::string ChineseDate(const std::string& date) {
  const std::vector<std::string> parts = absl::StrSplit(date, '-');
  if (parts.size() != 3) {
    return date;
  }
  const auto number = [](absl::string_view digits) {
    return digits.substr(
        std::min(digits.find_first_not_of('0'), digits.size()));
  };
  return absl::StrCat(parts[0], "年", number(parts[1]), "月", number(parts[2]),
                      "日");
}

Name State(const Report& report) {
  if (report.abortion.has_value()) {
    return {.zh = "会议已中止，没有结果", .en = "aborted, no result"};
  }
  if (report.phase == Phase::kAnnounced) {
    return {.zh = "已宣布", .en = "announced"};
  }
  return {.zh = "已计票，尚未宣布", .en = "counted, not announced yet"};
}

std::vector<Fact> Facts(const Manifest& manifest) {
  std::vector<Fact> facts = {
      {.label = {.zh = "会议日期", .en = "Meeting"},
       .value = {.zh = ChineseDate(manifest.meeting_date),
                 .en = manifest.meeting_date}},
      {.label = {.zh = "会议地点", .en = "Place"},
       .value = Same(manifest.place)},
      {.label = {.zh = "评议年度", .en = "Year evaluated"},
       .value = {.zh = absl::StrCat(manifest.evaluated_year, "年"),
                 .en = absl::StrCat(manifest.evaluated_year)}}};
  if (manifest.repeats_session_id != Digest{}) {
    facts.push_back({.label = {.zh = "重新表决，首次会议", .en = "Repeats"},
                     .value = Fingerprint(manifest.repeats_session_id)});
  }
  return facts;
}

std::vector<Fact> Numbers(const Report& report) {
  const uint32_t missing =
      report.checked_in - std::min(report.checked_in, report.ballots);
  std::vector<Fact> numbers = {{.label = {.zh = "应到", .en = "Entitled"},
                                .value = Number(report.entitled)},
                               {.label = {.zh = "实到", .en = "Present"},
                                .value = Number(report.checked_in)},
                               {.label = {.zh = "发出", .en = "Issued"},
                                .value = Number(report.checked_in)},
                               {.label = {.zh = "收回", .en = "Returned"},
                                .value = Number(report.ballots)},
                               {.label = {.zh = "未交", .en = "Not returned"},
                                .value = Number(missing)}};
  if (!report.void_ballots.empty()) {
    numbers.push_back({.label = {.zh = "无效", .en = "Void"},
                       .value = Number(report.void_ballots.size())});
  }
  return numbers;
}

Name AbortedNotice(const Abortion& abortion) {
  return {.zh = absl::StrCat("本次会议已中止，没有计票结果。原因：",
                             abortion.reason),
          .en = absl::StrCat("This session was given up; there is no result. "
                             "Reason: ",
                             abortion.reason)};
}

Name WithheldNotice(const Manifest& manifest, uint32_t ballots) {
  return {.zh = absl::StrCat("收回选票 ", ballots, " 张，少于规定的最低开票数 ",
                             manifest.min_ballots,
                             " 张。为保护无记名，未解密任何选票，没有计票"
                             "结果。"),
          .en = absl::StrCat(ballots, " ballots were returned, fewer than the ",
                             manifest.min_ballots,
                             " below which counts would not be anonymous. "
                             "Nothing was decrypted; there are no counts.")};
}

void AddCounts(const Manifest& manifest, const ResultView& view,
               const Report& report, Sheet& sheet) {
  sheet.table = MakeResultTable(
      manifest, view,
      {.entitled = report.entitled, .present = report.checked_in});
  sheet.contests = manifest.contests;
  sheet.notes.push_back(
      {.zh = absl::StrCat("每行各档", manifest.blank_allowed ? "与弃权" : "",
                          "之和 = 收回票数（", view.ballots,
                          "）。发出 = 日志中的领票数；未交 = 发出 − 收回，"
                          "不计为弃权"),
       .en = absl::StrCat("Every row adds up to the ballots returned (",
                          view.ballots,
                          "). Issued = tokens asked for in the log; not "
                          "returned = issued - returned, and is no "
                          "abstention")});
  for (const Name& formula : sheet.table.formulas) {
    sheet.notes.push_back(formula);
  }
}

std::vector<Fact> Fingerprints(const Report& report) {
  return {{.label = {.zh = "会议编号（全部规则的指纹）",
                     .en = "Session id, fingerprint of all rules"},
           .value = Fingerprint(report.session_id)},
          {.label = {.zh = absl::StrCat("日志根（", report.checkpoint.size,
                                        " 条）"),
                     .en = absl::StrCat("Root of the log, ",
                                        report.checkpoint.size, " entries")},
           .value = Fingerprint(report.checkpoint.root)}};
}

bool HasVerified(const Report& report, uint32_t official) {
  return std::find(report.verified_by.begin(), report.verified_by.end(),
                   official) != report.verified_by.end();
}

std::string NameOf(const Manifest& manifest, uint32_t official) {
  return official == 0 || official > manifest.officials.size()
             ? absl::StrCat(official)
             : manifest.officials[official - 1].name;
}

std::vector<Name> Attested(const Manifest& manifest, const Report& report) {
  std::vector<Name> lines;
  if (!report.abortion.has_value()) {
    const size_t verified = report.verified_by.size();
    lines.push_back(
        {.zh = absl::StrCat(report.scrutineers, " 名监票人中有 ", verified,
                            " 名在各自电脑上独立核验并在日志中签名"),
         .en =
             absl::StrCat("Verified by ", verified, " of ", report.scrutineers,
                          " scrutineers, each on a machine of their own, "
                          "signed in the log")});
  }
  const size_t listed = std::min(report.objections.size(), kMaxObjections);
  for (size_t i = 0; i < listed; ++i) {
    const ObjectionEntry& objection = report.objections[i];
    lines.push_back(Same(absl::StrCat("异议 Objection（",
                                      NameOf(manifest, objection.official),
                                      "）：", objection.text)));
  }
  if (listed < report.objections.size()) {
    const size_t more = report.objections.size() - listed;
    lines.push_back(
        {.zh = absl::StrCat("另有异议 ", more, " 条，见公开记录"),
         .en = absl::StrCat(more, " more objections in the record")});
  }
  return lines;
}

std::vector<SignatureLine> Signatures(const Manifest& manifest,
                                      const Report& report) {
  std::vector<SignatureLine> lines = {{.role = {.zh = "主持人", .en = "Chair"},
                                       .name = manifest.chair().name,
                                       .in_log = {}}};
  if (report.phase == Phase::kAnnounced) {
    lines[0].in_log = {.zh = "已在日志中签名宣布",
                       .en = "announced in the log"};
  }
  for (const uint32_t number : manifest.OfficialsWith(Role::kScrutineer)) {
    Name in_log = {.zh = "日志中无核验签名", .en = "not verified in the log"};
    if (report.abortion.has_value()) {
      in_log = {};  // There was nothing to verify.
    } else if (HasVerified(report, number)) {
      in_log = {.zh = "已在日志中签名核验", .en = "verified in the log"};
    }
    lines.push_back({.role = {.zh = "监票人", .en = "Scrutineer"},
                     .name = NameOf(manifest, number),
                     .in_log = in_log});
  }
  return lines;
}

}  // namespace

absl::StatusOr<Sheet> MakeSheet(const SessionOutcome& outcome) {
  if (!outcome.manifest.has_value()) {
    return absl::FailedPreconditionError(
        "no sheet: the record has no manifest that can be read");
  }
  const Report& report = outcome.report;
  const Manifest& manifest = *outcome.manifest;
  Sheet sheet;
  sheet.rehearsal = manifest.kind == SessionKind::kRehearsal;
  sheet.title = manifest.title;
  sheet.heading = {.zh = "计票结果报告单", .en = "Report of the count"};
  sheet.meeting_date = manifest.meeting_date;
  sheet.facts = Facts(manifest);
  sheet.state = {.label = {.zh = "状态", .en = "State"},
                 .value = State(report)};
  sheet.numbers = Numbers(report);
  if (report.abortion.has_value()) {
    sheet.notices.push_back(AbortedNotice(*report.abortion));
  } else if (!outcome.view.has_value()) {
    return absl::FailedPreconditionError(
        "there is no result yet; `pingyi watch --once` says what it waits for");
  } else if (outcome.view->withheld) {
    sheet.notices.push_back(WithheldNotice(manifest, outcome.view->ballots));
  } else {
    AddCounts(manifest, *outcome.view, report, sheet);
  }
  sheet.fingerprints = Fingerprints(report);
  sheet.attested = Attested(manifest, report);
  sheet.signatures = Signatures(manifest, report);
  sheet.script = MakeScript(outcome);
  return sheet;
}

}  // namespace pingyi
