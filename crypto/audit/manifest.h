#ifndef CRYPTO_AUDIT_MANIFEST_H_
#define CRYPTO_AUDIT_MANIFEST_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/ballot/layout.h"
#include "crypto/base/bytes.h"
#include "crypto/group/element.h"
#include "crypto/statement/signing_key.h"

// The decoded manifest: pingyi.v1.Manifest without its wire form. Each field
// means what crypto/PROTOCOL.md says of it.
namespace pingyi {

enum class SessionKind { kVote, kRehearsal };
enum class Role { kChair, kScrutineer, kTrustee, kIssuer, kWitness };
enum class Denominator { kEntitled, kPresent, kReturned, kGraded };

struct Name {
  std::string zh;
  std::string en;
};

struct Level {
  Name name;
  uint32_t weight = 0;
};

struct Official {
  std::string name;
  VerifyKey signing_key;
  std::vector<Role> roles = {};               // Ascending.
  Element trustee_transport_key = {};         // Identity unless a trustee.
  Element issuer_transport_key = {};          // Identity unless an issuer.
  std::optional<VerifyKey> witness_key = {};  // Exactly for witnesses.

  bool Has(Role role) const;
};

struct Grade {
  Name name;
  uint32_t levels = 0;
  uint32_t basis_points = 0;
  bool strictly_more = false;
};

struct CountingRules {
  Denominator denominator = Denominator::kReturned;
  std::vector<Grade> grades;
  bool score = false;
  bool ranking = false;
};

// No default: a manifest has a log key. Manifest{.log_key = key}.
struct Manifest {
  VerifyKey log_key;
  Digest nonce = {};
  SessionKind kind = SessionKind::kVote;
  Name title = {};
  uint32_t evaluated_year = 0;
  std::string meeting_date = {};
  std::string place = {};
  std::vector<Name> contests = {};
  std::vector<Level> levels = {};
  bool blank_allowed = false;
  uint32_t pack = 2;
  Digest roster_sha256 = {};
  uint32_t roster_size = 0;
  uint32_t meeting_quorum = 0;
  std::vector<Official> officials = {};  // Official i is officials[i - 1].
  uint32_t trustee_threshold = 0;
  uint32_t issuer_threshold = 0;
  uint32_t witness_quorum = 0;
  std::string origin = {};  // Empty: the default, see Origin.
  uint32_t mix_batch = 8;
  uint32_t min_voters = 10;
  uint32_t min_ballots = 10;
  uint32_t send_window_seconds = 10;
  bool late_check_in = false;
  CountingRules counting = {};
  Digest repeats_session_id = {};  // Zero: none.

  // Numbers of the officials with `role`, ascending; member k of a committee
  // (from 1) is entry k - 1.
  std::vector<uint32_t> OfficialsWith(Role role) const;
  // The chair; ValidateManifest makes sure there is exactly one.
  const Official& chair() const;
  uint32_t options_per_contest() const {
    return static_cast<uint32_t>(levels.size()) + (blank_allowed ? 1 : 0);
  }
  // Levels and the blank of every contest, in order.
  absl::StatusOr<BallotLayout> Layout() const;
};

// Checks everything that the manifest must satisfy by itself: sizes, distinct
// keys, 1 <= t <= n, n >= 2t - 1, trustees and issuers are witnesses and at
// least one witness is neither, q > (w + t - 1) / 2, pack against roster, one
// chair, at least one scrutineer. INVALID_ARGUMENT naming the field.
absl::Status ValidateManifest(const Manifest& manifest);

// The origin line of the session's checkpoints.
std::string Origin(const Manifest& manifest, const Digest& session_id);

struct RosterEntry {
  uint32_t deputy = 0;
  VerifyKey credential_key = {};
};
// Ascending by deputy, distinct keys (the codec makes sure).
using Roster = std::vector<RosterEntry>;

}  // namespace pingyi

#endif  // CRYPTO_AUDIT_MANIFEST_H_
