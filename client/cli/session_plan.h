#ifndef CLIENT_CLI_SESSION_PLAN_H_
#define CLIENT_CLI_SESSION_PLAN_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "client/cli/problems.h"
#include "client/cli/roster_csv.h"
#include "crypto/audit/manifest.h"

// What `session new` was asked for, read and checked before anything is made.
namespace pingyi {

struct SessionSources {
  std::string settings;
  std::string departments;
  std::string roster;
  std::vector<std::string> officials;  // In the manifest's order.
};

struct SessionPlan {
  // Without nonce, log key and roster hash.
  Manifest manifest;
  std::vector<Deputy> deputies;  // Ascending by number.
};

// Reads all files. INVALID_ARGUMENT with every mistake in any of them.
absl::StatusOr<SessionPlan> ReadSessionPlan(const SessionSources& sources);

// That there is one chair, a scrutineer, a witness on neither committee, and
// nobody twice.
void CheckOfficials(const std::vector<Official>& officials, Problems& problems);

}  // namespace pingyi

#endif  // CLIENT_CLI_SESSION_PLAN_H_
