#ifndef TESTS_CRYPTO_AUDIT_REPLAY_H_
#define TESTS_CRYPTO_AUDIT_REPLAY_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/audit/session.h"
#include "tests/support/sitting.h"

namespace pingyi::testing {

// The session of a sitting's leaf 0.
Session StartSession(const Sitting& sitting,
                     const Session::Options& options = {});

// Takes in what the session has not seen of the sitting's log. The first
// refusal, with the index of its leaf.
absl::Status CatchUp(Session& session, const Sitting& sitting);

// Both, and fails the test where an entry is refused.
Session Replay(const Sitting& sitting, const Session::Options& options = {});

}  // namespace pingyi::testing

#endif  // TESTS_CRYPTO_AUDIT_REPLAY_H_
