#ifndef CRYPTO_AUDIT_PHASE_H_
#define CRYPTO_AUDIT_PHASE_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace pingyi {

enum class Phase {
  kCeremony,
  kCheckIn,
  kVoting,
  kClosing,
  kClosed,
  kAudited,
  kTallied,
  kAnnounced,
  kAborted,
};
// "check-in".
absl::string_view PhaseName(Phase phase);

// Why a session was given up.
struct Abortion {
  uint64_t leaf = 0;
  std::string reason;
  // Number of the official to blame; 0 where the chair gave the session up.
  uint32_t official = 0;
};

}  // namespace pingyi

#endif  // CRYPTO_AUDIT_PHASE_H_
