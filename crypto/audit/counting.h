#ifndef CRYPTO_AUDIT_COUNTING_H_
#define CRYPTO_AUDIT_COUNTING_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/audit/entry.h"
#include "crypto/audit/ruling.h"
#include "crypto/ballot/layout.h"
#include "crypto/dkg/params.h"
#include "crypto/tally/counts.h"
#include "crypto/tally/share.h"
#include "crypto/token/audit.h"
#include "crypto/transcript/transcript.h"

// What happens after Close: the audit of the tokens by the issuers, then the
// decryption of the totals by the trustees.
namespace pingyi {

// A ballot layout as crypto/tally wants it.
CountLayout ToCountLayout(const BallotLayout& layout);

// Shares of the token audit: sums until t valid ones decide; if the sum is
// wrong, one share a ballot, until t valid ones decide which are void.
class AuditStage {
 public:
  AuditStage() = default;
  // `keys` must outlive the stage.
  AuditStage(TokenAudit audit, const CommitteeKeys& keys);

  const TokenAudit& audit() const;
  // Which shares are asked for now; nullopt once decided.
  std::optional<AuditMode> wanted() const;
  bool decided() const { return decided_; }
  // Whether issuer's valid share of `mode` is in the log.
  bool HasShare(uint32_t issuer, AuditMode mode) const;
  // Valid shares of a mode, in log order.
  const std::vector<AuditShare>& shares(AuditMode mode) const;
  // Forged tokens by position in the audit, once decided.
  const std::vector<size_t>& forged() const { return forged_; }

  // `verify` off: the share was verified before it was logged.
  Ruling Judge(const AuditShareEntry& entry, bool verify) const;
  // To be called for effective entries only. May decide.
  absl::Status Apply(const AuditShareEntry& entry);

 private:
  std::optional<TokenAudit> audit_;
  const CommitteeKeys* keys_ = nullptr;
  std::vector<AuditShare> sums_;
  std::vector<AuditShare> each_;
  bool sum_failed_ = false;
  bool decided_ = false;
  std::vector<size_t> forged_;
};

// Shares of the totals, and what counts may be published.
class TallyStage {
 public:
  TallyStage() = default;
  // `keys` must outlive the stage.
  TallyStage(const Context& context, CountLayout layout, Totals totals,
             const CommitteeKeys& keys);

  const Totals& totals() const { return totals_; }
  // Valid shares in log order.
  const std::vector<TallyShare>& shares() const { return shares_; }
  bool HasShare(uint32_t trustee) const;
  // t valid shares are there: the counts can be computed.
  bool Enough() const;
  // The counts, by search. FAILED_PRECONDITION before Enough; otherwise as
  // DecryptTotals and FindCounts.
  absl::StatusOr<std::vector<uint32_t>> Counts() const;
  // Whether `counts` are what the shares open. Errors as Counts, and
  // INVALID_ARGUMENT if they are not.
  absl::Status CheckClaim(const std::vector<uint32_t>& counts) const;

  Ruling Judge(const TallyShareEntry& entry, bool verify) const;
  // To be called for effective entries only.
  absl::Status Apply(const TallyShareEntry& entry);

 private:
  // Its proof, and, once enough are there, that it agrees with them.
  absl::Status Verify(const TallyShare& share) const;

  Context context_;
  CountLayout layout_;
  Totals totals_;
  const CommitteeKeys* keys_ = nullptr;
  std::vector<TallyShare> shares_;
};

}  // namespace pingyi

#endif  // CRYPTO_AUDIT_COUNTING_H_
