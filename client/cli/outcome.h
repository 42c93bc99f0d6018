#ifndef CLIENT_CLI_OUTCOME_H_
#define CLIENT_CLI_OUTCOME_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/cli/command.h"
#include "client/record/record.h"
#include "client/record/verify_record.h"
#include "client/report/outcome.h"
#include "crypto/audit/audit.h"
#include "crypto/audit/manifest.h"

// A session's outcome as this machine has verified it, and how people read it.
namespace pingyi {

// The manifest in leaf 0, not verified in any way; nullopt if none can be read.
std::optional<Manifest> ManifestOf(const RawRecord& record);

// Verifies everything in `record` on all cores; `progress` as VerifyRecord has
// it.
SessionOutcome JudgeRecord(const RawRecord& record,
                           const std::optional<Digest>& expected,
                           const BallotProgress& progress = nullptr);

// The record of the folder that is positional 0, or of the server that the
// connection options name. `fingerprint_option` names the option with the
// expected session_id ("manifest" or "fingerprint").
struct RecordSource {
  RawRecord record;
  std::optional<Digest> expected;
};
absl::StatusOr<RecordSource> ReadRecordSource(const Arguments& arguments);

// Title, day, place and kind: what stands above every table and page.
std::string FormatHeading(const std::optional<Manifest>& manifest);
// The table of counts with the views that the rules ask for, and what a rate is
// divided by. Empty without counts.
std::string FormatResult(const SessionOutcome& outcome);
// One page: an item a line, the counts, the root, the verdict.
std::string FormatReport(const SessionOutcome& outcome);

// For programs. Rates as text with two decimals, counts as numbers.
std::string ResultJson(const SessionOutcome& outcome);
std::string ReportJson(const SessionOutcome& outcome);
// One line a contest, RFC 4180, UTF-8 with the mark that spreadsheets want.
std::string ResultCsv(const SessionOutcome& outcome);

}  // namespace pingyi

#endif  // CLIENT_CLI_OUTCOME_H_
