#ifndef CLIENT_CPP_SESSION_VIEW_H_
#define CLIENT_CPP_SESSION_VIEW_H_

#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "client/cpp/board_log.h"
#include "crypto/audit/manifest.h"
#include "crypto/ballot/parameters.h"
#include "crypto/base/bytes.h"
#include "crypto/dkg/params.h"
#include "crypto/note/quorum.h"
#include "crypto/token/token.h"
#include "crypto/transcript/transcript.h"

namespace pingyi {

// What a voter must know, and have verified, before signing or encrypting
// anything: recomputed from the log's own leaves (the fingerprint from the
// manifest's bytes, every proof and confirmation of the ceremony, the active
// set), all of it under a checkpoint with quorum. Immutable, so one view may
// serve thousands of simulated voters on any thread.
struct SessionView {
  Digest session_id = {};
  Manifest manifest;
  LogPolicy policy;
  Context context;
  // K and X of the issuers.
  CommitteeKeys issuer_keys;
  // The newest active set; once the vote has been opened, the final one.
  ActiveSet active;
  // Whether the opening stands in the log, under quorum.
  bool opened = false;
  // What ballots are encrypted with.
  std::shared_ptr<const BallotParameters> parameters;
};

// FAILED_PRECONDITION, saying what is still to come, before both keys and an
// active set stand under a quorum.
absl::StatusOr<std::shared_ptr<const SessionView>> MakeSessionView(
    const BoardLog& log);

}  // namespace pingyi

#endif  // CLIENT_CPP_SESSION_VIEW_H_
