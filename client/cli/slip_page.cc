#include "client/cli/slip_page.h"

#include <sodium.h>

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "client/cli/qr_code.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr size_t kSlipsAPage = 4;

constexpr char kStyle[] =
    "@page{size:A4;margin:8mm}"
    "*{box-sizing:border-box}"
    "body{margin:0;color:#000;background:#fff;font-family:\"Noto Sans CJK "
    "SC\",\"Microsoft YaHei\",SimHei,sans-serif}"
    ".page{width:194mm;height:280mm;display:grid;grid-template-columns:1fr "
    "1fr;grid-template-rows:1fr 1fr;break-after:page}"
    ".slip{border:.2mm dashed #666;padding:5mm;text-align:center;"
    "overflow:hidden;position:relative}"
    ".slip h1{font-size:12pt;margin:0 0 1mm}"
    ".slip p{margin:0 0 1mm;font-size:10pt}"
    ".who{font-size:18pt;font-weight:bold}"
    ".code{font-family:monospace;font-size:11.5pt;font-weight:bold;"
    "white-space:nowrap}"
    ".print{font-family:monospace;font-size:7.5pt;line-height:1.3}"
    ".rehearsal{border:.6mm solid #000;font-size:13pt;font-weight:bold;"
    "display:inline-block;padding:.5mm 4mm;margin-bottom:1mm}"
    "svg{width:46mm;height:46mm;display:block;margin:0 auto 1mm}";

absl::StatusOr<std::string> QrSvg(const SlipSheet& sheet,
                                  const SlipSecret& secret) {
  const SlipFragment fragment = FormatSlipFragment(secret, sheet.session_id);
  std::string payload =
      absl::StrCat(sheet.page_address, "#", AsText(fragment.Expose()));
  const absl::StatusOr<QrCode> code = QrCode::Make(payload);
  sodium_memzero(payload.data(), payload.size());
  if (!code.ok()) {
    return absl::ResourceExhaustedError(
        "the page's address is too long for a QR code; choose a shorter one");
  }
  return code->Svg();
}

// 64 digits in lines of four groups of four.
std::string FingerprintHtml(const Digest& session_id) {
  const std::string hex = ToHex(session_id);
  std::string out;
  for (size_t i = 0; i < hex.size(); i += 4) {
    const bool new_line = i % 32 == 0;
    absl::StrAppend(&out, i == 0 ? "" : (new_line ? "<br>" : " "),
                    hex.substr(i, 4));
  }
  return out;
}

absl::Status AppendSlip(const SlipSheet& sheet, const PrintedSlip& slip,
                        std::string& out) {
  ASSIGN_OR_RETURN(const std::string qr, QrSvg(sheet, slip.secret));
  const Manifest& manifest = sheet.manifest;
  const SlipCode code = FormatSlip(slip.secret);
  absl::StrAppend(&out, "<section class=\"slip\">");
  if (manifest.kind == SessionKind::kRehearsal) {
    absl::StrAppend(&out, "<div class=\"rehearsal\">演练 REHEARSAL</div>");
  }
  absl::StrAppend(&out, "<h1>", EscapeHtml(manifest.title.zh), "</h1><p>",
                  EscapeHtml(manifest.meeting_date), "　",
                  EscapeHtml(manifest.place), "</p><p class=\"who\">",
                  slip.number == 0 ? "" : absl::StrCat(slip.number, "　"),
                  EscapeHtml(slip.name), "</p>", qr);
  absl::StrAppend(
      &out, "<p class=\"code\">", AsText(code.Expose()), "</p>",
      "<p>扫码，或输入上面的代码。", slip.number == 0 ? "凭此签署" : "凭此签到",
      "，切勿示人。</p>"
      "<p>会议指纹（输入代码时请与屏幕核对）</p><p class=\"print\">",
      FingerprintHtml(sheet.session_id), "</p></section>\n");
  return absl::OkStatus();
}

}  // namespace

std::string EscapeHtml(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"&", "&amp;"},
                                    {"<", "&lt;"},
                                    {">", "&gt;"},
                                    {"\"", "&quot;"},
                                    {"'", "&#39;"}});
}

absl::StatusOr<std::string> FormatSlipPage(
    const SlipSheet& sheet, const std::vector<PrintedSlip>& slips) {
  std::string out = absl::StrCat(
      "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
      "'none'; style-src 'unsafe-inline'\"><title>签到凭条</title><style>",
      kStyle, "</style></head><body>\n");
  for (size_t i = 0; i < slips.size(); ++i) {
    if (i % kSlipsAPage == 0) {
      absl::StrAppend(&out, "<div class=\"page\">\n");
    }
    absl::Status added = AppendSlip(sheet, slips[i], out);
    if (!added.ok()) {
      sodium_memzero(out.data(), out.size());
      return added;
    }
    if (i % kSlipsAPage == kSlipsAPage - 1 || i + 1 == slips.size()) {
      absl::StrAppend(&out, "</div>\n");
    }
  }
  absl::StrAppend(&out, "</body></html>\n");
  return out;
}

}  // namespace pingyi
