#include "crypto/audit/decoded.h"

#include <algorithm>
#include <utility>

namespace pingyi {

Token CountedBallot::TokenOf(ByteSpan ballot, const Point& y, const Point& n) {
  return {.y = y.ToElement(ballot.first<kElementSize>()),
          .n = n.ToElement(ballot.subspan<kElementSize, kElementSize>())};
}

CountedBallot CountedBallot::From(ParsedBallot ballot) {
  return {.token = TokenOf(ballot.bytes, ballot.y, ballot.n),
          .n = ballot.n,
          .a = ballot.a,
          .b = std::move(ballot.b)};
}

void DecodedBallots::Put(Bytes ballot, CountedBallot counted) {
  const TokenKey token = counted.token.y.bytes();
  const std::lock_guard lock(mutex_);
  if (by_token_.size() < kCapacity) {
    by_token_.insert_or_assign(token, Entry{.ballot = std::move(ballot),
                                            .counted = std::move(counted)});
  }
}

std::optional<CountedBallot> DecodedBallots::Take(ByteSpan ballot) {
  TokenKey token = {};
  if (ballot.size() < token.size()) {
    return std::nullopt;
  }
  std::copy_n(ballot.begin(), token.size(), token.begin());
  const std::lock_guard lock(mutex_);
  const auto it = by_token_.find(token);
  if (it == by_token_.end() ||
      !std::equal(ballot.begin(), ballot.end(), it->second.ballot.begin(),
                  it->second.ballot.end())) {
    return std::nullopt;
  }
  std::optional<CountedBallot> out = std::move(it->second.counted);
  by_token_.erase(it);
  return out;
}

}  // namespace pingyi
