#ifndef SERVER_BOARD_VIEW_H_
#define SERVER_BOARD_VIEW_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crypto/audit/session.h"
#include "crypto/ballot/verifier.h"
#include "crypto/base/bytes.h"
#include "crypto/group/element.h"
#include "crypto/token/token.h"

namespace pingyi {

// What both ceremonies left behind, for checks outside of the sequencer.
struct SessionKeys {
  BallotVerifier verifier;
  // X_i of round 0 by issuer, from 1 at index 0.
  std::vector<Element> issuer_shares;
};

// The session as it stood after the newest published leaf. Everybody but the
// sequencer looks at this, never at the Session itself. Immutable.
struct SessionView {
  Phase phase = Phase::kCeremony;
  Digest session_id = {};
  uint64_t size = 0;
  // Deputies of the roster, with a request, and ballots in the log.
  uint32_t entitled = 0;
  uint32_t checked_in = 0;
  uint32_t returned = 0;
  bool takes_requests = false;
  // Without issuers before there is one.
  ActiveSet active;
  // nullptr before both ceremonies are complete.
  std::shared_ptr<const SessionKeys> keys;
  // Once the box has stopped: the size of the log that holds all of it.
  std::optional<uint64_t> box_size;
  // In plain words; empty if for nothing that the log could tell.
  std::string waiting_for;

  // Whether the ballot box is open.
  bool TakesBallots() const {
    return phase == Phase::kVoting ||
           (phase == Phase::kClosing && !box_size.has_value());
  }
};

// The keys of a session that has them.
std::shared_ptr<const SessionKeys> CopyKeys(const Session& session);

// Everything but box_size.
SessionView MakeView(const Session& session,
                     std::shared_ptr<const SessionKeys> keys);

// What the session waits for, in plain words. Never names a deputy.
std::string WaitingFor(const Session& session);

}  // namespace pingyi

#endif  // SERVER_BOARD_VIEW_H_
