#ifndef CRYPTO_AUDIT_CHECK_IN_H_
#define CRYPTO_AUDIT_CHECK_IN_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "crypto/audit/entry.h"
#include "crypto/audit/manifest.h"
#include "crypto/audit/ruling.h"
#include "crypto/statement/signing_key.h"

namespace pingyi {

// A request that counts: the deputy's first in the log.
struct CountedRequest {
  uint64_t leaf = 0;
  TokenRequestEntry request;
};

// Who may check in, and who has.
class CheckIn {
 public:
  explicit CheckIn(const Roster& roster);

  // Deputies of the roster (应到).
  size_t entitled() const { return keys_.size(); }
  // Deputies with a counted request (实到).
  uint32_t checked_in() const {
    return static_cast<uint32_t>(requests_.size());
  }
  // The deputy's key in force (a reissue replaces it); nullptr for nobody of
  // the roster.
  const VerifyKey* KeyOf(uint32_t deputy) const;
  // The deputy with this key in force; nullopt if it is nobody's.
  std::optional<uint32_t> DeputyOf(const VerifyKey& key) const;
  // Counted requests in log order.
  const std::vector<CountedRequest>& requests() const { return requests_; }
  // The deputy's counted request; nullptr if there is none. Valid until the
  // next Apply.
  const CountedRequest* RequestOf(uint32_t deputy) const;

  // Knows the deputy and the keys, not the signature.
  Ruling Judge(const ReissueEntry& entry) const;
  // Knows the deputy and the number of rounds, not the signature.
  Ruling Judge(const TokenRequestEntry& entry) const;

  // To be called for effective entries only.
  void Apply(const ReissueEntry& entry);
  void Apply(const TokenRequestEntry& entry, uint64_t leaf);

 private:
  std::map<uint32_t, VerifyKey> keys_;
  std::map<VerifyKey, uint32_t> deputies_;  // Keys in force.
  std::set<VerifyKey> used_;                // Every key there ever was.
  std::vector<CountedRequest> requests_;
  std::map<uint32_t, size_t> request_of_;
};

}  // namespace pingyi

#endif  // CRYPTO_AUDIT_CHECK_IN_H_
