#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/cli/connection.h"
#include "client/cli/outcome.h"
#include "client/cli/table.h"

// The verifier's page.
namespace pingyi {
namespace {

constexpr size_t kMaxListed = 10;

std::string Items(const Report& report) {
  size_t width = 0;
  for (const ReportItem& item : report.items) {
    const Name title = ItemTitle(item.item);
    width =
        std::max(width, DisplayWidth(absl::StrCat(title.zh, " ", title.en)));
  }
  std::string text;
  for (const ReportItem& item : report.items) {
    const Name title = ItemTitle(item.item);
    absl::StrAppend(&text, PadRight(VerdictName(item.verdict), 11), "  ",
                    PadRight(absl::StrCat(title.zh, " ", title.en), width),
                    "  ", item.detail, "\n");
  }
  return text;
}

// What a reader should know though it fails nothing.
std::string Remarks(const Report& report) {
  std::string text;
  size_t listed = 0;
  for (const VoidBallot& ballot : report.void_ballots) {
    if (++listed <= kMaxListed) {
      absl::StrAppend(&text, "Void ballot in leaf ", ballot.leaf, ": ",
                      ballot.reason, "\n");
    }
  }
  for (const Remark& remark : report.remarks) {
    if (++listed <= kMaxListed) {
      absl::StrAppend(&text, "Leaf ", remark.leaf, ": ", remark.text, "\n");
    }
  }
  for (const ObjectionEntry& objection : report.objections) {
    absl::StrAppend(&text, "Objection of official ", objection.official, ": ",
                    objection.text, "\n");
  }
  if (listed > kMaxListed) {
    absl::StrAppend(&text, "... and ", listed - kMaxListed,
                    " more remarks (--json lists all)\n");
  }
  return text;
}

std::string Conclusion(const Report& report) {
  const ReportItem* item = report.FirstNotPassed();
  if (item == nullptr) {
    return "VERDICT: PASS. Every item was checked on this machine and holds.\n";
  }
  return absl::StrCat(
      "VERDICT: ", item->verdict == Verdict::kFail ? "FAIL" : "NOT PASS",
      ", because of: ", ItemTitle(item->item).en, "\n");
}

}  // namespace

std::string FormatReport(const SessionOutcome& outcome) {
  const Report& report = outcome.report;
  std::string page =
      absl::StrCat(FormatHeading(outcome.manifest), "\n", Items(report), "\n",
                   Remarks(report), FormatResult(outcome));
  absl::StrAppend(&page, "\n应到 ", report.entitled, "  实到 ",
                  report.checked_in, "  收回 ", report.ballots,
                  "  verified by ", report.verified_by.size(), " of ",
                  report.scrutineers, " scrutineers\n",  //
                  "Session      ", FormatFingerprint(report.session_id), "\n",
                  "Root         ", FormatFingerprint(report.checkpoint.root),
                  " (", report.checkpoint.size, " entries)\n", "Checkpoint   ",
                  FormatFingerprint(report.checkpoint_fingerprint), "\n\n",
                  Conclusion(report));
  return page;
}

std::string ReportJson(const SessionOutcome& outcome) {
  const Report& report = outcome.report;
  nlohmann::json items = nlohmann::json::array();
  for (const ReportItem& item : report.items) {
    items.push_back({{"id", std::string(ItemId(item.item))},
                     {"verdict", std::string(VerdictName(item.verdict))},
                     {"detail", item.detail}});
  }
  nlohmann::json voids = nlohmann::json::array();
  for (const VoidBallot& ballot : report.void_ballots) {
    voids.push_back({{"leaf", ballot.leaf}, {"reason", ballot.reason}});
  }
  nlohmann::json remarks = nlohmann::json::array();
  for (const Remark& remark : report.remarks) {
    remarks.push_back({{"leaf", remark.leaf}, {"text", remark.text}});
  }
  nlohmann::json objections = nlohmann::json::array();
  for (const ObjectionEntry& objection : report.objections) {
    objections.push_back(
        {{"official", objection.official}, {"text", objection.text}});
  }
  const nlohmann::json json = {
      {"passed", report.Passed()},
      {"items", items},
      {"session_id", ToHex(report.session_id)},
      {"size", report.checkpoint.size},
      {"root", ToHex(report.checkpoint.root)},
      {"checkpoint_fingerprint", ToHex(report.checkpoint_fingerprint)},
      {"void_ballots", voids},
      {"remarks", remarks},
      {"objections", objections},
      {"result", nlohmann::json::parse(ResultJson(outcome))}};
  return absl::StrCat(
      json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace), "\n");
}

}  // namespace pingyi
