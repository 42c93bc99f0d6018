#include <array>
#include <cstddef>

#include "crypto/audit/entry.h"
#include "crypto/audit/item.h"
#include "crypto/audit/phase.h"
#include "crypto/dkg/params.h"

namespace pingyi {

absl::string_view CommitteeLabel(Committee committee) {
  return committee == Committee::kTally ? kTallyCommittee : kIssuerCommittee;
}

absl::string_view PhaseName(Phase phase) {
  constexpr std::array<absl::string_view, 9> kNames = {
      "ceremony", "check-in", "voting",    "closing", "closed",
      "audited",  "tallied",  "announced", "aborted"};
  return kNames[static_cast<size_t>(phase)];
}

absl::string_view ItemId(Item item) {
  constexpr std::array<absl::string_view, kItemCount> kIds = {
      "checkpoint",   "quorum",  "root",         "entries",     "manifest",
      "fingerprint",  "order",   "signatures",   "ceremony",    "requests",
      "opening",      "ballots", "ballot-count", "close",       "token-audit",
      "tally-shares", "counts",  "announcement", "attestations"};
  return kIds[static_cast<size_t>(item)];
}

}  // namespace pingyi
