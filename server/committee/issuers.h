#ifndef SERVER_COMMITTEE_ISSUERS_H_
#define SERVER_COMMITTEE_ISSUERS_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "crypto/statement/body.h"

namespace pingyi {

// What the ballot box wants of the issuers: yes or no to their own parts.
class Issuers {
 public:
  // One answer an item; UNAVAILABLE if the issuer is not there, leaves or takes
  // too long.
  using ConfirmDone = std::function<void(absl::StatusOr<std::vector<bool>>)>;

  Issuers() = default;
  Issuers(const Issuers&) = delete;
  Issuers& operator=(const Issuers&) = delete;
  virtual ~Issuers() = default;

  // Numbers of the issuers who are connected, ascending.
  virtual std::vector<uint32_t> Present() const = 0;

  // Asks `issuer` for all `items` (at most 256, ascending by token key). Calls
  // `done` exactly once, on any thread, perhaps before it returns. A yes or no
  // is one that the issuer has signed.
  virtual void Confirm(uint32_t issuer, const std::vector<ConfirmItem>& items,
                       const ConfirmDone& done) = 0;
};

}  // namespace pingyi

#endif  // SERVER_COMMITTEE_ISSUERS_H_
