#ifndef CRYPTO_AUDIT_AUDIT_H_
#define CRYPTO_AUDIT_AUDIT_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "crypto/audit/entry.h"
#include "crypto/audit/manifest.h"
#include "crypto/audit/report.h"
#include "crypto/base/bytes.h"
#include "crypto/base/executor.h"

// The verification of a whole session from its record alone.
namespace pingyi {

// One leaf: the hash of its exact bytes, and what they decode to (or why they
// do not; a blob that is missing or has another hash is such a reason too).
struct AuditLeaf {
  Digest hash = {};
  absl::StatusOr<Entry> entry;
};

struct AuditInput {
  // The final checkpoint, a C2SP signed note.
  std::string checkpoint;
  // All leaves in order.
  std::vector<AuditLeaf> leaves;
  // Decoded from the bytes of leaf 0, and from the blob that it names.
  absl::StatusOr<Manifest> manifest;
  absl::StatusOr<Roster> roster;
  // session_id as given by hand.
  std::optional<Digest> expected_session_id;
  // Not owned; nullptr: the caller's thread.
  Executor* executor = nullptr;
  // As Session::Options has it.
  std::function<void(size_t settled)> on_settled = nullptr;
};

// Checks everything there is to check and says what. Never fails: a record
// that is no record at all gives a report that says so. An early failure
// leaves what cannot be judged any more not checked.
Report AuditSession(AuditInput input);

}  // namespace pingyi

#endif  // CRYPTO_AUDIT_AUDIT_H_
