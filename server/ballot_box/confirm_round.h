#ifndef SERVER_BALLOT_BOX_CONFIRM_ROUND_H_
#define SERVER_BALLOT_BOX_CONFIRM_ROUND_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "absl/status/statusor.h"
#include "crypto/token/casting.h"
#include "crypto/token/token.h"
#include "server/committee/issuers.h"

namespace pingyi {

// One group of tokens before the issuers. Every active issuer within reach is
// asked for its own parts; an item is taken at the t-th yes, without waiting
// for the rest.
class ConfirmRound : public std::enable_shared_from_this<ConfirmRound> {
 public:
  enum class Verdict {
    kYes,      // t issuers said yes.
    kNo,       // So many said no that t never can.
    kUnknown,  // Too few answered.
  };
  // Called once an item, on any thread.
  using Decided = std::function<void(size_t item, Verdict verdict)>;

  // `tokens` ascending by key, none twice, their parts the active set's.
  ConfirmRound(ActiveSet active, std::vector<CastToken> tokens,
               Decided decided);

  // Asks those of the active set that are there. Decides everything at once if
  // they are fewer than t.
  void Ask(Issuers& issuers);

 private:
  struct Item {
    uint32_t yes = 0;
    uint32_t no = 0;
    bool decided = false;
  };

  void OnAnswer(const absl::StatusOr<std::vector<bool>>& answers);
  std::vector<ConfirmItem> ItemsFor(uint32_t issuer) const;

  const ActiveSet active_;
  const std::vector<CastToken> tokens_;
  const Decided decided_;

  std::mutex mutex_;
  std::vector<Item> items_;
  size_t outstanding_ = 0;
};

}  // namespace pingyi

#endif  // SERVER_BALLOT_BOX_CONFIRM_ROUND_H_
