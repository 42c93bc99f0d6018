#ifndef CLIENT_REPORT_OUTCOME_H_
#define CLIENT_REPORT_OUTCOME_H_

#include <optional>

#include "crypto/audit/manifest.h"
#include "crypto/audit/report.h"
#include "crypto/audit/result_view.h"

namespace pingyi {

// A session's outcome as this machine has verified it.
struct SessionOutcome {
  Report report;
  // Unset if there is no manifest that can be read.
  std::optional<Manifest> manifest;
  // Unset before there is a result, or if the counts do not fit.
  std::optional<ResultView> view;
};

}  // namespace pingyi

#endif  // CLIENT_REPORT_OUTCOME_H_
