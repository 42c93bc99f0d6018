#ifndef CRYPTO_AUDIT_DECODED_H_
#define CRYPTO_AUDIT_DECODED_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "crypto/ballot/ballot.h"
#include "crypto/base/bytes.h"
#include "crypto/engine/point.h"
#include "crypto/group/element.h"
#include "crypto/token/token.h"

namespace pingyi {

// What of a ballot goes into audit and totals.
struct CountedBallot {
  Token token;
  Point n;  // Of the token.
  Point a;
  std::vector<Point> b;

  // Of a ballot whose Y and N were decoded to these points.
  static Token TokenOf(ByteSpan ballot, const Point& y, const Point& n);
  static CountedBallot From(ParsedBallot ballot);
};

// Ballots that this process has verified and not yet counted: the ballot box
// puts them in, the ledger of its own log takes them out, so that no point is
// decoded twice. What does not fit, or was there before a restart, the ledger
// decodes anew. Sorted by token: keeps no order of arrival. Thread-safe.
class DecodedBallots {
 public:
  // Some 14 KB each.
  static constexpr size_t kCapacity = 1024;

  DecodedBallots() = default;
  DecodedBallots(const DecodedBallots&) = delete;
  DecodedBallots& operator=(const DecodedBallots&) = delete;
  ~DecodedBallots() = default;

  // Of exactly these bytes, verified.
  void Put(Bytes ballot, CountedBallot counted);
  // nullopt if exactly these bytes are not there.
  std::optional<CountedBallot> Take(ByteSpan ballot);

 private:
  using TokenKey = std::array<uint8_t, kElementSize>;
  struct Entry {
    Bytes ballot;
    CountedBallot counted;
  };
  std::mutex mutex_;
  std::map<TokenKey, Entry> by_token_;  // By Y's bytes.
};

}  // namespace pingyi

#endif  // CRYPTO_AUDIT_DECODED_H_
