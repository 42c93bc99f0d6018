#include "server/registrar/registrar.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "crypto/voprf/voprf.h"
#include "proto/codec/entry.h"
#include "server/base/log.h"
#include "server/base/refusal.h"

namespace pingyi {
namespace {

// Whether the whole active set has answered.
bool Complete(const SessionView& view,
              const std::map<uint32_t, IssuedPart>& parts) {
  const std::vector<uint32_t>& issuers = view.active.issuers;
  return !issuers.empty() &&
         std::all_of(issuers.begin(), issuers.end(), [&parts](uint32_t issuer) {
           return parts.contains(issuer);
         });
}

}  // namespace

Registrar::Registrar(LedgerWriter& ledger, Board& board, WorkerPool& pool,
                     Timer& timer)
    : ledger_(ledger), board_(board), pool_(pool), timer_(timer) {
  // Without a limit this fails for a stopped board only: nothing changes then.
  board_.AddFollower(this, std::numeric_limits<size_t>::max()).IgnoreError();
}

Registrar::~Registrar() {
  board_.RemoveFollower(this);
}

void Registrar::RequestToken(const v1::RequestTokenRequest& request,
                             Timer::Clock::time_point until, const Done& done) {
  auto task = [this, &request, until, done] {
    auto entry = DecodeRequestToken(request);
    if (!entry.ok()) {
      done(WithRefusal(entry.status(),
                       {.name = "MALFORMED",
                        .next_step = "The request is wrong: check in with a "
                                     "program of this version."}));
      return;
    }
    auto encoded = EncodeLogEntry(*entry);
    if (!encoded.ok()) {
      done(encoded.status());
      return;
    }
    const uint32_t deputy = entry->deputy;
    ledger_.Append({.entry = *std::move(entry),
                    .leaf = std::move(encoded->leaf),
                    .blobs = {},
                    .done = [this, deputy, until,
                             done](const absl::StatusOr<uint64_t>& index) {
                      if (index.ok()) {
                        OnLogged(deputy, until, done);
                      } else {
                        done(index.status());
                      }
                    }});
  };
  if (!pool_.TrySubmit(std::move(task))) {
    done(Overloaded("requests"));
  }
}

void Registrar::OnRequest(const TokenRequestEntry& request) {
  const std::lock_guard lock(mutex_);
  deputies_[request.deputy].request = request;
}

void Registrar::OnLogged(uint32_t deputy, Timer::Clock::time_point until,
                         const Done& done) {
  v1::RequestTokenResponse answer;
  uint64_t number = 0;
  {
    const std::lock_guard lock(mutex_);
    Deputy& entry = deputies_[deputy];
    const std::shared_ptr<const SessionView> view = board_.view();
    if (!Complete(*view, entry.parts) && !stopped_) {
      number = next_waiter_++;
      entry.waiters.push_back(
          {.number = number, .done = done, .issuers = view->active.issuers});
    } else {
      answer = Answer(entry);
    }
  }
  if (number == 0) {
    done(std::move(answer));
    return;
  }
  timer_.At(std::min(until, Timer::Clock::now() + kMaxWait),
            [this, deputy, number] { Expire(deputy, number); });
}

void Registrar::Expire(uint32_t deputy, uint64_t number) {
  Done done;
  v1::RequestTokenResponse answer;
  {
    const std::lock_guard lock(mutex_);
    Deputy& entry = deputies_[deputy];
    const auto found =
        std::find_if(entry.waiters.begin(), entry.waiters.end(),
                     [number](const Waiter& w) { return w.number == number; });
    if (found == entry.waiters.end()) {
      return;
    }
    done = std::move(found->done);
    entry.waiters.erase(found);
    answer = Answer(entry);
  }
  done(std::move(answer));
}

void Registrar::OnParts(uint32_t issuer, const EvaluatedParts& parts) {
  const std::shared_ptr<const SessionView> view = board_.view();
  for (const EvaluatedPart& part : parts) {
    if (const absl::Status status = CheckPart(*view, part); !status.ok()) {
      Log(LogLevel::kWarning, "wrong part of a token dropped",
          {{LogKey::kIssuer, static_cast<int64_t>(issuer)},
           {LogKey::kError, std::string(status.message())}});
      continue;
    }
    Keep(part.deputy, part.part);
  }
}

absl::Status Registrar::CheckPart(const SessionView& view,
                                  const EvaluatedPart& part) const {
  if (view.keys == nullptr || part.part.issuer == 0 ||
      part.part.issuer > view.keys->issuer_shares.size()) {
    return absl::InvalidArgumentError("no such issuer");
  }
  Element blinded;
  {
    const std::lock_guard lock(mutex_);
    const auto found = deputies_.find(part.deputy);
    if (found == deputies_.end() || found->second.request.blinded.empty()) {
      return absl::InvalidArgumentError("for a request that is not logged");
    }
    const auto known = found->second.parts.find(part.part.issuer);
    if (known != found->second.parts.end() &&
        known->second.evaluation.z == part.part.evaluation.z) {
      return absl::OkStatus();  // Sent again after a reconnection.
    }
    blinded = found->second.request.blinded.front();
  }
  return VerifyProof(
      {.public_key = view.keys->issuer_shares[part.part.issuer - 1],
       .blinded = std::span<const Element>(&blinded, 1),
       .evaluated = std::span<const Element>(&part.part.evaluation.z, 1)},
      part.part.evaluation.proof);
}

void Registrar::Keep(uint32_t deputy, const IssuedPart& part) {
  std::list<Waiter> ready;
  v1::RequestTokenResponse answer;
  {
    const std::lock_guard lock(mutex_);
    Deputy& entry = deputies_[deputy];
    entry.parts.emplace(part.issuer, part);  // The first one stands.
    if (entry.waiters.empty() || !Complete(*board_.view(), entry.parts)) {
      return;
    }
    ready.swap(entry.waiters);
    answer = Answer(entry);
  }
  for (const Waiter& waiter : ready) {
    waiter.done(answer);
  }
}

v1::RequestTokenResponse Registrar::Answer(const Deputy& deputy) const {
  IssuedParts answer;
  for (const auto& [issuer, part] : deputy.parts) {
    answer.parts.push_back(part);
  }
  const std::shared_ptr<const SessionView> view = board_.view();
  answer.active_issuers = view->active.issuers;
  answer.complete = Complete(*view, deputy.parts);
  return EncodeIssuedParts(answer);
}

uint32_t Registrar::issued() const {
  const std::shared_ptr<const SessionView> view = board_.view();
  const std::lock_guard lock(mutex_);
  return static_cast<uint32_t>(std::count_if(
      deputies_.begin(), deputies_.end(), [&view](const auto& deputy) {
        return Complete(*view, deputy.second.parts);
      }));
}

void Registrar::OnChange() {
  Answers answers;
  {
    const std::lock_guard lock(mutex_);
    const std::shared_ptr<const SessionView> view = board_.view();
    if (view->active.issuers != active_issuers_) {
      active_issuers_ = view->active.issuers;
      answers = TakeWaiters(&active_issuers_);
    }
  }
  for (auto& [done, answer] : answers) {
    done(std::move(answer));
  }
}

Registrar::Answers Registrar::TakeWaiters(const std::vector<uint32_t>* keep) {
  Answers answers;
  for (auto& [number, deputy] : deputies_) {
    for (auto waiter = deputy.waiters.begin();
         waiter != deputy.waiters.end();) {
      // Without issuers: logged before the view that shows the first set.
      if (keep != nullptr &&
          (waiter->issuers.empty() || waiter->issuers == *keep)) {
        waiter->issuers = *keep;
        ++waiter;
        continue;
      }
      answers.emplace_back(std::move(waiter->done), Answer(deputy));
      waiter = deputy.waiters.erase(waiter);
    }
  }
  return answers;
}

void Registrar::Stop() {
  Answers answers;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    answers = TakeWaiters(nullptr);
  }
  for (auto& [done, answer] : answers) {
    done(std::move(answer));
  }
}

}  // namespace pingyi
