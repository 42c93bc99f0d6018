#include "crypto/audit/ledger.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "crypto/audit/known.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

// Decoded ballots are three times as large as their bytes, so that not all are
// in memory at once: two batches for each task that runs beside others, an
// eighth of a second's work where a ballot takes 0.5 ms.
size_t ChunkSize(const Executor& executor) {
  return 2 * executor.width() * BallotVerifier::kBatchSize;
}

}  // namespace

Ledger::Ledger(BallotVerifier verifier, Trust trust, DecodedBallots* decoded)
    : verifier_(std::move(verifier)),
      trust_(trust),
      decoded_(decoded),
      b_(verifier_->parameters().layout().ciphertexts()) {}

void Ledger::Append(uint64_t leaf, Bytes ballot) {
  ballots_.push_back({.leaf = leaf, .bytes = std::move(ballot)});
}

// Y || N || A || B_0 ... of a ballot that was verified before it was written.
absl::StatusOr<CountedBallot> Ledger::Decode(ByteSpan bytes) const {
  const BallotLayout& layout = Known(verifier_).parameters().layout();
  if (bytes.size() != layout.ballot_size()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "ballot: want ", layout.ballot_size(), " bytes, got ", bytes.size()));
  }
  // Y, N and A, then all B_i.
  constexpr size_t kBeforeB = 3;
  ASSIGN_OR_RETURN(
      std::vector<Point> points,
      ParsePoints(bytes.first((kBeforeB + layout.ciphertexts()) * kElementSize),
                  "ballot"));
  CountedBallot counted = {
      .token = CountedBallot::TokenOf(bytes, points[0], points[1]),
      .n = points[1],
      .a = points[2],
      .b = {}};
  points.erase(points.begin(), points.begin() + kBeforeB);
  counted.b = std::move(points);
  return counted;
}

std::vector<absl::StatusOr<CountedBallot>> Ledger::DecodeAll(
    std::span<const LoggedBallot> ballots, Executor& executor) const {
  std::vector<absl::StatusOr<CountedBallot>> counted(
      ballots.size(), absl::UnknownError("not decoded"));
  executor.Run(ballots.size(), [&](size_t i) {
    std::optional<CountedBallot> known;
    if (decoded_ != nullptr) {
      known = decoded_->Take(ballots[i].bytes);
    }
    counted[i] =
        known.has_value() ? *std::move(known) : Decode(ballots[i].bytes);
  });
  return counted;
}

std::vector<absl::StatusOr<CountedBallot>> Ledger::VerifyAll(
    std::span<const LoggedBallot> ballots, Executor& executor) const {
  std::vector<ByteSpan> bytes;
  bytes.reserve(ballots.size());
  for (const LoggedBallot& ballot : ballots) {
    bytes.emplace_back(ballot.bytes);
  }
  std::vector<absl::StatusOr<CountedBallot>> counted;
  counted.reserve(ballots.size());
  for (absl::StatusOr<ParsedBallot>& ballot :
       Known(verifier_).ParseAndVerify(bytes, executor)) {
    if (ballot.ok()) {
      counted.emplace_back(CountedBallot::From(*std::move(ballot)));
    } else {
      counted.emplace_back(ballot.status());
    }
  }
  return counted;
}

absl::Status Ledger::Settle(Executor& executor, size_t limit,
                            const std::function<void(size_t)>& on_settled) {
  const size_t chunk_size = ChunkSize(executor);
  while (settled_ < ballots_.size() && limit > 0) {
    const size_t count =
        std::min({limit, chunk_size, ballots_.size() - settled_});
    const std::span<const LoggedBallot> chunk =
        std::span(ballots_).subspan(settled_, count);
    const std::vector<absl::StatusOr<CountedBallot>> counted =
        trust_ == Trust::kVerify ? VerifyAll(chunk, executor)
                                 : DecodeAll(chunk, executor);
    for (const absl::StatusOr<CountedBallot>& ballot : counted) {
      if (absl::IsInternal(ballot.status())) {
        return ballot.status();
      }
    }
    for (const absl::StatusOr<CountedBallot>& ballot : counted) {
      Enter(ballot);
    }
    if (on_settled) {
      on_settled(settled_);
    }
    limit -= count;
  }
  return absl::OkStatus();
}

void Ledger::Enter(const absl::StatusOr<CountedBallot>& ballot) {
  const size_t position = settled_++;
  if (!ballot.ok()) {
    ballots_[position].void_reason = std::string(ballot.status().message());
    return;
  }
  if (!token_keys_.insert(ballot->token.y).second) {
    ballots_[position].void_reason =
        "ballot: an earlier ballot spent the same token";
    return;
  }
  tokens_.push_back(ballot->token);
  token_values_.push_back(ballot->n);
  token_ballots_.push_back(position);
  a_ += ballot->a;
  for (size_t i = 0; i < b_.size(); ++i) {
    b_[i] += ballot->b[i];
  }
}

absl::Status Ledger::VoidTokens(std::span<const size_t> positions) {
  for (const size_t position : positions) {
    LoggedBallot& ballot = ballots_[token_ballots_[position]];
    ASSIGN_OR_RETURN(const CountedBallot counted, Decode(ballot.bytes));
    ballot.void_reason = "ballot: its token is not one the issuers made";
    a_ -= counted.a;
    for (size_t i = 0; i < b_.size(); ++i) {
      b_[i] -= counted.b[i];
    }
    ++forged_;
  }
  return absl::OkStatus();
}

Totals Ledger::Total() const {
  Totals totals = {.a = a_.ToElement(), .b = {}, .ballots = valid()};
  totals.b.reserve(b_.size());
  for (const Point& b : b_) {
    totals.b.push_back(b.ToElement());
  }
  return totals;
}

std::vector<size_t> Ledger::VoidBallots() const {
  std::vector<size_t> positions;
  for (size_t i = 0; i < ballots_.size(); ++i) {
    if (!ballots_[i].void_reason.empty()) {
      positions.push_back(i);
    }
  }
  return positions;
}

}  // namespace pingyi
