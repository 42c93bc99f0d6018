#ifndef CRYPTO_AUDIT_LEDGER_H_
#define CRYPTO_AUDIT_LEDGER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/audit/decoded.h"
#include "crypto/audit/entry.h"
#include "crypto/ballot/verifier.h"
#include "crypto/base/bytes.h"
#include "crypto/base/executor.h"
#include "crypto/engine/point.h"
#include "crypto/group/element.h"
#include "crypto/tally/share.h"
#include "crypto/token/token.h"

namespace pingyi {

// One ballot leaf. Its position is its place among the ballot leaves, from 0.
struct LoggedBallot {
  uint64_t leaf = 0;
  Bytes bytes;
  // Why it does not count; empty while it does (or is not settled yet).
  std::string void_reason = {};
};

// The round's ballots in log order. They queue as they come and are settled
// (parsed, verified, added up) in batches: one by one would cost six times as
// much. A ballot is void if it does not parse, its proof fails, or an earlier
// ballot that was not void had its token key.
class Ledger {
 public:
  // What Settle does: everything, or for ballots that this very program has
  // verified before it wrote them, only the decoding.
  enum class Trust { kVerify, kVerifiedBefore };

  // Without a verifier: nothing can be appended yet.
  Ledger() = default;
  // `decoded`, not owned, or nullptr: where ballots verified before may be.
  Ledger(BallotVerifier verifier, Trust trust, DecodedBallots* decoded);

  // nullptr before the keys are known.
  const BallotVerifier* verifier() const {
    return verifier_.has_value() ? &*verifier_ : nullptr;
  }

  void Append(uint64_t leaf, Bytes ballot);
  // Settles what is queued, at most `limit` ballots of it. INTERNAL if the
  // engine computes wrongly: then nothing more is settled.
  // `on_settled`, which may be empty, hears now and then how many are.
  absl::Status Settle(Executor& executor, size_t limit,
                      const std::function<void(size_t)>& on_settled = nullptr);
  // The audit found these tokens (positions in tokens()) forged: their ballots
  // leave the totals. All settled before.
  // Fails only if a settled ballot does not decode any more.
  absl::Status VoidTokens(std::span<const size_t> positions);

  // Ballot leaves, void ones included.
  size_t size() const { return ballots_.size(); }
  size_t settled() const { return settled_; }
  const LoggedBallot& ballot(size_t position) const {
    return ballots_[position];
  }

  // Of those settled: the ballots that count, and their sums.
  uint32_t valid() const {
    return static_cast<uint32_t>(tokens_.size() - forged_);
  }
  Totals Total() const;
  // Tokens that go into the audit (not void by form, proof or repetition; those
  // that the audit itself found forged stay in), in log order.
  const std::vector<Token>& tokens() const { return tokens_; }
  // N of each of tokens(), decoded.
  const std::vector<Point>& token_values() const { return token_values_; }
  // Positions of the ballots of tokens().
  const std::vector<size_t>& token_ballots() const { return token_ballots_; }
  // Positions of all void ballots, ascending.
  std::vector<size_t> VoidBallots() const;

 private:
  absl::StatusOr<CountedBallot> Decode(ByteSpan bytes) const;
  std::vector<absl::StatusOr<CountedBallot>> DecodeAll(
      std::span<const LoggedBallot> ballots, Executor& executor) const;
  std::vector<absl::StatusOr<CountedBallot>> VerifyAll(
      std::span<const LoggedBallot> ballots, Executor& executor) const;
  // The next ballot's turn.
  void Enter(const absl::StatusOr<CountedBallot>& ballot);

  std::optional<BallotVerifier> verifier_;
  Trust trust_ = Trust::kVerify;
  DecodedBallots* decoded_ = nullptr;
  std::vector<LoggedBallot> ballots_;
  size_t settled_ = 0;
  size_t forged_ = 0;
  std::set<Element> token_keys_;
  std::vector<Token> tokens_;
  std::vector<Point> token_values_;
  std::vector<size_t> token_ballots_;
  Point a_;
  std::vector<Point> b_;
};

}  // namespace pingyi

#endif  // CRYPTO_AUDIT_LEDGER_H_
