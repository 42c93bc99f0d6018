#ifndef CRYPTO_AUDIT_SESSION_STATE_H_
#define CRYPTO_AUDIT_SESSION_STATE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/audit/session.h"
#include "crypto/statement/statement.h"

// The inside of Session, for its own source files only: session.cc (queries),
// session_statement.cc (who must have signed what), session_rules.cc (what may
// follow what), session_apply.cc (what it changes).
namespace pingyi {

// Where an official can say one thing only: the kind of statement, the
// committee or mode, the member's or official's number.
using Place = std::tuple<StatementKind, uint32_t, uint32_t>;

// What an entry's signer says.
struct Said {
  StatementKind kind = StatementKind::kRequest;
  VerifyKey key = {};
  std::string who = {};  // "trustee 2 (name)"
  Bytes body = {};
  Signature signature = {};
  Place place = {};
};

// What stands in a place.
struct Standing {
  uint64_t leaf = 0;
  Digest statement = {};
};

struct Session::State {
  State(Manifest m, BallotLayout l, const Digest& id, const Roster& roster);

  Options options;
  Manifest manifest;
  Digest session_id = {};
  BallotLayout layout;
  Tree tree;
  Phase phase = Phase::kCeremony;
  std::vector<Remark> remarks;
  std::optional<Abortion> abortion;
  std::map<Place, Standing> places;
  // Signatures that VerifyAhead found good: whose, of which statement.
  std::map<Signature, std::pair<VerifyKey, Digest>> verified_ahead;

  std::array<Ceremony, 2> ceremonies;  // By Committee.
  Digest key_id = {};
  CheckIn check_in;
  std::optional<ActiveSetEntry> active_set;
  Digest active_set_sha256 = {};
  std::optional<OpenEntry> open;
  Ledger ledger;
  std::optional<CloseEntry> close;
  uint64_t close_leaf = 0;
  std::optional<AuditStage> audit;
  uint64_t audit_leaf = 0;  // That decided the audit; Close without ballots.
  std::optional<TallyStage> tally;
  std::optional<ResultEntry> result;
  uint64_t result_leaf = 0;
  std::vector<ZeroCheckEntry> zero_checks;
  std::vector<VerifiedEntry> verified;
  std::vector<ObjectionEntry> objections;

  const Ceremony& ceremony(Committee committee) const {
    return ceremonies[static_cast<size_t>(committee)];
  }
  Ceremony& ceremony(Committee committee) {
    return ceremonies[static_cast<size_t>(committee)];
  }
  bool has_keys() const {
    return ceremonies[0].Complete() && ceremonies[1].Complete();
  }
  Context context() const {
    return {.session_id = session_id, .key_id = key_id, .round = 0};
  }
  bool TakesRequests() const;
  // Number in the manifest of a committee's member; 0 for none.
  uint32_t OfficialOf(Committee committee, uint32_t member) const;
  // "trustee 2 (name)".
  std::string MemberTitle(Committee committee, uint32_t member) const;
  Digest CountsSha256() const;

  void VerifyAhead(std::span<const Entry* const> entries);
  absl::Status VerifySaid(const Said& said) const;
  absl::Status Settle(size_t limit);
  // Makes the audit stage where there is something to audit: after Close.
  absl::Status EnsureAudit();
  // See Session.
  absl::Status ReadyToTally() const;
  absl::Status EnoughRequests() const;

  // Whose statement an entry holds and what it says. nullopt for entries that
  // nobody signs. Fails where it cannot be: an unknown number, a role that the
  // official does not have, keys that are not there yet.
  absl::StatusOr<std::optional<Said>> Statement(const Entry& entry) const;

  // The signature, and whether the place is taken.
  Ruling JudgeStatement(const Entry& entry) const;
  // Order and contents; `verify` includes the proofs. Settles ballots.
  Ruling JudgeRules(const Entry& entry, bool verify);

  // Takes an effective entry in. Fails, and changes nothing, only where a
  // proof that was not verified would have failed.
  absl::Status Change(const Entry& entry);
};

// What a verification reports as failed if the entry's signature is wrong.
Item SignatureItem(const Entry& entry);

// CountsHash of the counts as they stand in a result.
Digest CountsSha256(const std::vector<uint32_t>& counts);

}  // namespace pingyi

#endif  // CRYPTO_AUDIT_SESSION_STATE_H_
