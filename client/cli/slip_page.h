#ifndef CLIENT_CLI_SLIP_PAGE_H_
#define CLIENT_CLI_SLIP_PAGE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "crypto/audit/manifest.h"
#include "crypto/base/bytes.h"
#include "crypto/credential/slip.h"

// Slips as one HTML file to print: A4, four to a page, nothing loaded from
// elsewhere. What it returns holds secrets; the caller wipes it.
namespace pingyi {

// What all slips of a sheet have in common.
struct SlipSheet {
  const Manifest& manifest;
  Digest session_id = {};
  // Where the tablets' page lies: the QR code is this, "#" and the secret.
  std::string page_address;
};

struct PrintedSlip {
  uint32_t number = 0;  // The deputy's; 0 for an official.
  std::string name;     // May be empty.
  SlipSecret secret;
};

// RESOURCE_EXHAUSTED if the page's address is too long for a QR code.
absl::StatusOr<std::string> FormatSlipPage(
    const SlipSheet& sheet, const std::vector<PrintedSlip>& slips);

// `text` as it may stand in HTML.
std::string EscapeHtml(absl::string_view text);

}  // namespace pingyi

#endif  // CLIENT_CLI_SLIP_PAGE_H_
