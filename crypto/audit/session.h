#ifndef CRYPTO_AUDIT_SESSION_H_
#define CRYPTO_AUDIT_SESSION_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/audit/ceremony.h"
#include "crypto/audit/check_in.h"
#include "crypto/audit/counting.h"
#include "crypto/audit/decoded.h"
#include "crypto/audit/entry.h"
#include "crypto/audit/ledger.h"
#include "crypto/audit/manifest.h"
#include "crypto/audit/phase.h"
#include "crypto/audit/ruling.h"
#include "crypto/base/executor.h"
#include "crypto/merkle/tree.h"
#include "crypto/token/token.h"
#include "crypto/transcript/transcript.h"

namespace pingyi {

// The one state machine of a session, driven by the log's entries and nothing
// else, so that server, trustee, voter and verifier derive the same state. No
// two member functions may run at the same time on one Session: even const
// ones settle ballots (see Settle).
class Session {
 public:
  struct Options {
    // The log is this program's own: each entry passed Check before it was
    // written. Apply then skips signatures and proofs, and ballots are only
    // decoded when they are settled.
    bool own_log = false;
    // Not owned, must outlive the session; nullptr: the caller's thread.
    Executor* executor = nullptr;
    // Of an own log: where its ballot box leaves what it has decoded. Not
    // owned, must outlive the session; nullptr: nowhere.
    DecodedBallots* decoded = nullptr;
    // Told how many ballots are settled, now and then while many are; on the
    // thread that settles them. May be empty.
    std::function<void(size_t settled)> on_settled = nullptr;
  };

  // From leaf 0. The caller has decoded `manifest` from exactly the bytes of
  // `entry`, and `roster` from the blob whose hash the manifest holds.
  // INVALID_ARGUMENT if the manifest breaks its rules (ValidateManifest) or
  // the roster is not of its size.
  static absl::StatusOr<Session> Start(const ManifestEntry& entry,
                                       Manifest manifest, const Roster& roster,
                                       const Digest& leaf_hash,
                                       const Options& options);
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  // What `entry` would be as the next leaf: order, signature, every field,
  // every proof (but a ballot's, see Settle).
  Ruling Judge(const Entry& entry) const;

  // Whether an honest log may append `entry` now. OK exactly if it is legal and
  // effective. PERMISSION_DENIED: the signature is not by whom it must be.
  // FAILED_PRECONDITION: not now; says what must come first. ALREADY_EXISTS:
  // it stands in the log, or something else does in its place (Judge tells the
  // leaf). INVALID_ARGUMENT: a wrong field or proof.
  absl::Status Check(const Entry& entry) const { return Judge(entry).why(); }

  // Verifies the signatures of those token requests among `entries` which are
  // by their deputies' keys of now, many at once and on the executor: Judge and
  // Apply then find them verified. Changes no ruling, only the time they take.
  void VerifyAhead(std::span<const Entry* const> entries);

  // Takes the next leaf in. Fails, and changes nothing, only if the entry is
  // illegal; an entry without effect is remarked. Of an own log, checks only
  // what it needs to keep its state.
  absl::Status Apply(const Entry& entry, const Digest& leaf_hash);

  // Verifies and adds up queued ballots, at most `limit`. Everything that
  // needs the ballots does it by itself; called during the vote, it spreads
  // the work (crypto/engine/DESIGN.md says how much it is). INTERNAL if the
  // group engine computes wrongly.
  absl::Status Settle(size_t limit = SIZE_MAX) const;

  Phase phase() const;
  const Manifest& manifest() const;
  const Digest& session_id() const;
  const BallotLayout& layout() const;
  const Tree& tree() const;
  // Index of the next leaf.
  uint64_t size() const { return tree().size(); }
  const std::vector<Remark>& remarks() const;
  // Set exactly in phase kAborted.
  const std::optional<Abortion>& abortion() const;

  const Ceremony& ceremony(Committee committee) const;
  // Both ceremonies are complete: the next three mean something.
  bool has_keys() const;
  const Digest& key_id() const;
  // Round 0.
  Context context() const;
  // Public keys and shares of a complete committee.
  const CommitteeKeys& keys(Committee committee) const;
  // Number in the manifest of a committee's member (from 1).
  uint32_t OfficialOf(Committee committee, uint32_t member) const;

  // Roster, keys in force and counted requests.
  const CheckIn& check_in() const;
  // The newest active set, its statement's digest, and as crypto/token wants
  // it.
  const std::optional<ActiveSetEntry>& active_set() const;
  const Digest& active_set_sha256() const;
  ActiveSet active_issuers() const;
  // Whether a token request may be logged now.
  bool TakesRequests() const;

  const std::optional<OpenEntry>& open() const;
  // All ballots, settled as far as Settle got; all of them from Close on.
  const Ledger& ledger() const;
  const std::optional<CloseEntry>& close() const;
  // Index of the leaf of Close; only after it.
  uint64_t close_leaf() const;

  // The token audit. nullptr before Close, and in a round without ballots.
  const AuditStage* audit() const;
  // The totals and their shares. nullptr before the audit is decided.
  const TallyStage* tally() const;
  // Whether trustees may release their shares: audited, not fewer than
  // min_ballots, not more ballots than requests. FAILED_PRECONDITION says why
  // not.
  absl::Status ReadyToTally() const;
  // The entry that an honest log appends once it can: counts, zeros or
  // withheld. FAILED_PRECONDITION before; otherwise as TallyStage::Counts.
  absl::StatusOr<ResultEntry> ComputeResult() const;

  const std::optional<ResultEntry>& result() const;
  // Index of the leaf of Result; only after it.
  uint64_t result_leaf() const;
  // What `verified` and `announce` sign for; only after the result.
  Digest counts_sha256() const;
  // Accepted ones, in log order.
  const std::vector<ZeroCheckEntry>& zero_checks() const;
  const std::vector<VerifiedEntry>& verified() const;
  const std::vector<ObjectionEntry>& objections() const;

  // The inside, for this module's own source files.
  struct State;

 private:
  explicit Session(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace pingyi

#endif  // CRYPTO_AUDIT_SESSION_H_
