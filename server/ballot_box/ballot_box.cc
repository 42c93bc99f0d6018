#include "server/ballot_box/ballot_box.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "crypto/ballot/verifier.h"
#include "crypto/base/executor.h"
#include "crypto/base/hash.h"
#include "crypto/statement/body.h"
#include "crypto/statement/statement.h"
#include "server/ballot_box/confirm_round.h"
#include "server/ballot_box/refusals.h"
#include "server/base/refusal.h"

namespace pingyi {

BallotBox::BallotBox(const Parts& parts,
                     std::shared_ptr<const SigningKey> log_key, size_t waiting)
    : parts_(parts), log_key_(std::move(log_key)), waiting_(waiting) {
  CountMinute();
}

void BallotBox::CountMinute() {
  counters_.Log();
  parts_.timer.After(std::chrono::minutes(1), [this] { CountMinute(); });
}

void BallotBox::Cast(const v1::CastBallotRequest& request, Done done) {
  absl::Status refusal;
  bool start = false;
  {
    const std::lock_guard lock(mutex_);
    if (stopped_) {
      refusal = Stopping();
    } else if (under_way_ >= waiting_) {
      refusal = Overloaded("ballots");
    } else {
      ++under_way_;
      queue_.push_back(
          {.request = &request, .done = std::exchange(done, nullptr)});
      start = workers_ < parts_.pool.threads();
      workers_ += start ? 1 : 0;
    }
  }
  if (!refusal.ok()) {
    counters_.Refused();
    done(refusal);
    return;
  }
  if (start && !parts_.pool.TrySubmit([this] { Work(); })) {
    Work();  // Never more than threads of them: the pool's queue has room.
  }
}

std::vector<BallotBox::Job> BallotBox::TakeBatch() {
  std::vector<Job> batch;
  const std::lock_guard lock(mutex_);
  while (!queue_.empty() && batch.size() < kMaxBatch) {
    batch.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  workers_ -= batch.empty() ? 1 : 0;
  return batch;
}

void BallotBox::Work() {
  for (;;) {
    std::vector<Job> batch = TakeBatch();
    if (batch.empty()) {
      return;
    }
    Check(std::move(batch));
  }
}

void BallotBox::Finish(Job& job, const absl::Status& refusal) {
  {
    const std::lock_guard lock(mutex_);
    --under_way_;
  }
  counters_.Refused();
  job.done(refusal);
}

void BallotBox::GiveReceipt(Job& job) {
  {
    const std::lock_guard lock(mutex_);
    --under_way_;
  }
  // Deterministic: the same ballot has one receipt.
  job.done(SignStatement(*log_key_, StatementKind::kReceipt,
                         parts_.board.view()->session_id,
                         ReceiptBody(/*round=*/0, job.hash)));
}

bool BallotBox::Early(Job& job, const SessionView& view) {
  auto cast = DecodeCast(*job.request);
  if (!cast.ok()) {
    Finish(job, InvalidBallot(cast.status()));
    return true;
  }
  job.cast = *std::move(cast);
  std::copy_n(job.cast.ballot.begin(),
              std::min(job.cast.ballot.size(), job.token.size()),
              job.token.begin());
  job.hash = Sha256(job.cast.ballot);
  switch (parts_.urn.Find(job.token, job.hash)) {
    case Urn::Spent::kBySameBytes:
      counters_.Repeated();
      GiveReceipt(job);
      return true;
    case Urn::Spent::kByOtherBytes:
      Finish(job, TokenSpent());
      return true;
    case Urn::Spent::kNo:
      break;
  }
  if (!view.TakesBallots() || view.keys == nullptr) {
    Finish(job, NotOpen(view.phase));
    return true;
  }
  return false;
}

void BallotBox::Check(std::vector<Job> batch) {
  const std::shared_ptr<const SessionView> view = parts_.board.view();
  std::erase_if(batch, [this, &view](Job& job) { return Early(job, *view); });
  // An issuer is asked once for a token: a second ballot with it, or the same
  // one again, comes in a later group.
  std::sort(batch.begin(), batch.end(),
            [](const Job& a, const Job& b) { return a.token < b.token; });
  const auto same = [](const Job& a, const Job& b) {
    return a.token == b.token;
  };
  std::vector<Job> later;
  for (size_t i = batch.size(); i > 1; --i) {
    if (same(batch[i - 1], batch[i - 2])) {
      later.push_back(std::move(batch[i - 1]));
      batch.erase(batch.begin() + static_cast<std::ptrdiff_t>(i - 1));
    }
  }
  if (!batch.empty()) {
    std::vector<CastToken> tokens = CheckProofs(batch, *view);
    CheckTokens(batch, tokens, *view);
    Confirm(std::move(batch), std::move(tokens), *view);
  }
  const std::lock_guard lock(mutex_);
  std::move(later.begin(), later.end(), std::back_inserter(queue_));
}

std::vector<CastToken> BallotBox::CheckProofs(std::vector<Job>& batch,
                                              const SessionView& view) {
  std::vector<ByteSpan> ballots;
  ballots.reserve(batch.size());
  for (const Job& job : batch) {
    ballots.emplace_back(job.cast.ballot);
  }
  SerialExecutor executor;  // The other cores check other batches.
  auto checked = view.keys->verifier.ParseAndVerify(ballots, executor);
  std::vector<Job> good;
  std::vector<CastToken> tokens;
  for (size_t i = 0; i < batch.size(); ++i) {
    if (!checked[i].ok()) {
      Finish(batch[i], InvalidBallot(checked[i].status()));
      continue;
    }
    batch[i].counted = CountedBallot::From(*std::move(checked[i]));
    tokens.push_back(
        {.token = batch[i].counted.token, .parts = batch[i].cast.parts});
    good.push_back(std::move(batch[i]));
  }
  batch = std::move(good);
  return tokens;
}

void BallotBox::CheckTokens(std::vector<Job>& batch,
                            std::vector<CastToken>& tokens,
                            const SessionView& view) {
  const std::vector<absl::Status> checked =
      CheckCastTokens(view.active, tokens);
  std::vector<Job> good;
  std::vector<CastToken> good_tokens;
  for (size_t i = 0; i < batch.size(); ++i) {
    if (!checked[i].ok()) {
      Finish(batch[i], TokenRefused(checked[i].message()));
      continue;
    }
    good.push_back(std::move(batch[i]));
    good_tokens.push_back(std::move(tokens[i]));
  }
  batch = std::move(good);
  tokens = std::move(good_tokens);
}

void BallotBox::Confirm(std::vector<Job> batch, std::vector<CastToken> tokens,
                        const SessionView& view) {
  if (batch.empty()) {
    return;
  }
  const auto jobs = std::make_shared<std::vector<Job>>(std::move(batch));
  const auto round = std::make_shared<ConfirmRound>(
      view.active, std::move(tokens),
      [this, jobs](size_t item, ConfirmRound::Verdict verdict) {
        Job& job = (*jobs)[item];
        switch (verdict) {
          case ConfirmRound::Verdict::kYes:
            Commit(std::move(job));
            return;
          case ConfirmRound::Verdict::kNo:
            Finish(job, TokenRefused("the issuers do not know this token"));
            return;
          case ConfirmRound::Verdict::kUnknown:
            Finish(job, CastingWaits());
            return;
        }
      });
  round->Ask(parts_.issuers);
}

void BallotBox::Commit(Job job) {
  parts_.decoded.Put(job.cast.ballot, std::move(job.counted));
  PendingBallot ballot = {.hash = job.hash,
                          .token = job.token,
                          .ballot = std::move(job.cast.ballot)};
  const auto shared = std::make_shared<Job>(std::move(job));
  parts_.ledger.Cast({.ballot = std::move(ballot),
                      .done = [this, shared](const absl::Status& status) {
                        if (status.ok()) {
                          counters_.Accepted();
                          GiveReceipt(*shared);
                        } else if (absl::IsAlreadyExists(status)) {
                          Finish(*shared, TokenSpent());
                        } else if (absl::IsFailedPrecondition(status)) {
                          Finish(*shared, NotOpen(parts_.board.view()->phase));
                        } else {
                          Finish(*shared, status);
                        }
                      }});
}

void BallotBox::Stop() {
  std::deque<Job> refused;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    refused.swap(queue_);
  }
  for (Job& job : refused) {
    Finish(job, Stopping());
  }
  counters_.Log();
}

}  // namespace pingyi
