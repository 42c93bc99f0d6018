#ifndef CLIENT_RECORD_VERIFY_RECORD_H_
#define CLIENT_RECORD_VERIFY_RECORD_H_

#include <optional>

#include "client/record/record.h"
#include "crypto/audit/report.h"
#include "crypto/base/bytes.h"
#include "crypto/base/executor.h"

namespace pingyi {

// Everything that there is to check about a record, by crypto/audit, from its
// bytes alone. Defects of the files fail item kRoot, those of blobs kEntries.
// `expected` is the session_id as given by hand; without it that item is not
// checked. `executor` is not owned and brings the cores. Never fails.
Report VerifyRecord(const RawRecord& record,
                    const std::optional<Digest>& expected, Executor& executor);

}  // namespace pingyi

#endif  // CLIENT_RECORD_VERIFY_RECORD_H_
