#ifndef CRYPTO_AUDIT_ITEM_H_
#define CRYPTO_AUDIT_ITEM_H_

#include <array>
#include <cstddef>

#include "absl/strings/string_view.h"

namespace pingyi {

// What a verification checks, in the order of its report. Every rule that an
// entry can break belongs to one item, so that a failure is named by what was
// tampered with. DESIGN.md says what each covers.
enum class Item {
  kCheckpoint,    // The log's signature on the final checkpoint.
  kQuorum,        // Cosignatures of the witnesses.
  kRoot,          // The root, recomputed from the leaves.
  kEntries,       // Every leaf parses, every blob is there.
  kManifest,      // The manifest's own rules, and the roster.
  kFingerprint,   // session_id equals the one given by hand.
  kOrder,         // Every entry comes in a legal order.
  kSignatures,    // Officials' signatures on all their statements.
  kCeremony,      // Key generation: messages, proofs, confirmations.
  kRequests,      // Token requests by roster members.
  kOpening,       // key_id, active set, numbers checked in.
  kBallots,       // Lengths, encodings, proofs, no token key twice.
  kBallotCount,   // No more ballots than tokens asked for.
  kClose,         // What the chair closed is all there is.
  kTokenAudit,    // Shares of the audit, and what is void by it.
  kTallyShares,   // Partial decryptions of the recomputed totals.
  kCounts,        // The published counts, and that every contest adds up.
  kAnnouncement,  // What was announced is the result.
  kAttestations,  // Zero checks and "verified" of the scrutineers.
};
inline constexpr size_t kItemCount = 19;

// A stable name for programs: "token-audit".
absl::string_view ItemId(Item item);

}  // namespace pingyi

#endif  // CRYPTO_AUDIT_ITEM_H_
