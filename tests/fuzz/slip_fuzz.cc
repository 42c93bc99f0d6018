#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "crypto/base/bytes.h"
#include "crypto/credential/slip.h"

// What parses, typed or scanned, prints to a code that parses to the same.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text = pingyi::AsText({data, size});
  const absl::StatusOr<pingyi::SlipSecret> typed = pingyi::ParseSlip(text);
  if (typed.ok()) {
    const pingyi::SlipCode code = pingyi::FormatSlip(*typed);
    if (!(pingyi::ParseSlip(pingyi::AsText(code.Expose())).value() == *typed)) {
      std::abort();
    }
  }
  const absl::StatusOr<pingyi::ScannedSlip> scanned =
      pingyi::ParseSlipPayload(text);
  if (scanned.ok()) {
    const pingyi::SlipFragment fragment =
        pingyi::FormatSlipFragment(scanned->secret, scanned->session_id);
    const auto again =
        pingyi::ParseSlipPayload(pingyi::AsText(fragment.Expose()));
    if (!again.ok() || !(again->secret == scanned->secret) ||
        again->session_id != scanned->session_id) {
      std::abort();
    }
  }
  return 0;
}
