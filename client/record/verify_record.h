#ifndef CLIENT_RECORD_VERIFY_RECORD_H_
#define CLIENT_RECORD_VERIFY_RECORD_H_

#include <cstddef>
#include <functional>
#include <optional>

#include "client/record/record.h"
#include "crypto/audit/report.h"
#include "crypto/base/bytes.h"
#include "crypto/base/executor.h"

namespace pingyi {

// Told how many of all ballots are verified; by the thread that verifies.
using BallotProgress = std::function<void(size_t done, size_t all)>;

// Everything that there is to check about a record, by crypto/audit, from its
// bytes alone. Defects of the files fail item kRoot, those of blobs kEntries.
// `expected` is the session_id as given by hand; without it that item is not
// checked. `executor` is not owned and brings the cores. `progress` hears first
// of no ballot, now and then while there are many, and last of all that were
// verified; of none where there are none. Never fails.
Report VerifyRecord(const RawRecord& record,
                    const std::optional<Digest>& expected, Executor& executor,
                    const BallotProgress& progress = nullptr);

}  // namespace pingyi

#endif  // CLIENT_RECORD_VERIFY_RECORD_H_
