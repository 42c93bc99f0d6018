#include "crypto/audit/report.h"

#include <algorithm>

namespace pingyi {

absl::string_view VerdictName(Verdict verdict) {
  switch (verdict) {
    case Verdict::kPass:
      return "PASS";
    case Verdict::kFail:
      return "FAIL";
    case Verdict::kNotChecked:
      break;
  }
  return "NOT CHECKED";
}

Name ItemTitle(Item item) {
  static const auto* const kTitles = new std::array<Name, kItemCount>{{
      {.zh = "检查点签名", .en = "Signature of the log on its checkpoint"},
      {.zh = "见证人联署", .en = "Cosignatures of the witnesses"},
      {.zh = "日志根重新计算", .en = "Root recomputed from all entries"},
      {.zh = "日志条目完整可读", .en = "Every entry can be read"},
      {.zh = "会议配置与名册", .en = "Manifest and roster"},
      {.zh = "会议指纹", .en = "Fingerprint given by hand"},
      {.zh = "条目顺序合法", .en = "Entries in legal order"},
      {.zh = "工作人员签名", .en = "Signatures of the officials"},
      {.zh = "密钥仪式", .en = "Key ceremony"},
      {.zh = "签到请求", .en = "Check-in of the deputies"},
      {.zh = "开启表决", .en = "Opening of the vote"},
      {.zh = "选票有效性证明", .en = "Proof of every ballot"},
      {.zh = "选票数不超过签到数", .en = "No more ballots than tokens"},
      {.zh = "关闭表决", .en = "Close of the vote"},
      {.zh = "令牌审计", .en = "Audit of the tokens"},
      {.zh = "解密份额", .en = "Shares of the decryption"},
      {.zh = "计票结果", .en = "Counts and their sums"},
      {.zh = "公布结果一致", .en = "Announced what was counted"},
      {.zh = "监票人声明", .en = "Statements of the scrutineers"},
  }};
  return (*kTitles)[static_cast<size_t>(item)];
}

bool Report::Passed() const {
  return items.size() == kItemCount &&
         std::all_of(items.begin(), items.end(), [](const ReportItem& item) {
           return item.verdict == Verdict::kPass;
         });
}

const ReportItem* Report::FirstNotPassed() const {
  for (const Verdict verdict : {Verdict::kFail, Verdict::kNotChecked}) {
    const auto found = std::find_if(
        items.begin(), items.end(),
        [&](const ReportItem& item) { return item.verdict == verdict; });
    if (found != items.end()) {
      return &*found;
    }
  }
  return nullptr;
}

}  // namespace pingyi
