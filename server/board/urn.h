#ifndef SERVER_BOARD_URN_H_
#define SERVER_BOARD_URN_H_

#include <cstddef>
#include <map>
#include <mutex>
#include <vector>

#include "crypto/base/bytes.h"
#include "server/storage/store.h"

namespace pingyi {

// The accepted ballots that are not in the log yet, and every token that was
// spent. Keyed by hash and token: nothing here knows an order of arrival.
// Thread-safe; only the sequencer changes it.
class Urn {
 public:
  enum class Spent { kNo, kBySameBytes, kByOtherBytes };

  // Whether the token was spent, and by a ballot with this hash.
  Spent Find(const Digest& token, const Digest& hash) const;

  // A durable ballot; its token was not spent before.
  void Add(PendingBallot ballot);
  // A token spent by a ballot that is in the log (at the start).
  void AddLogged(const Digest& token, const Digest& hash);

  size_t size() const;

  // Takes `count` ballots out, chosen at random by libsodium; all, if there
  // are fewer. In the order of their bytes.
  std::vector<PendingBallot> Draw(size_t count);
  std::vector<PendingBallot> DrawAll();

 private:
  mutable std::mutex mutex_;
  std::map<Digest, PendingBallot> pending_;  // By hash.
  std::map<Digest, Digest> spent_;           // Token to hash.
};

}  // namespace pingyi

#endif  // SERVER_BOARD_URN_H_
