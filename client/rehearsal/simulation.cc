#include "client/rehearsal/simulation.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <numeric>
#include <optional>
#include <random>
#include <thread>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "client/cpp/channel.h"
#include "crypto/base/status_macros.h"
#include "crypto/rehearsal/rehearsal_prover.h"

namespace pingyi {
namespace {

// A step waits for people: the chair opens when the chair opens.
constexpr absl::Duration kPatience = absl::Hours(12);
constexpr RetryPolicy kRetry = {.first_delay = absl::Milliseconds(50),
                                .max_delay = absl::Seconds(2),
                                .max_attempts = 200};
constexpr absl::Duration kPause = absl::Milliseconds(200);
constexpr size_t kMaxWeights = 11;

// One of `weights` by a fixed rule (no library's distribution), so that a seed
// means the same everywhere.
uint32_t DrawWeighted(std::mt19937_64& random,
                      const std::vector<uint32_t>& weights) {
  const uint64_t sum =
      std::accumulate(weights.begin(), weights.end(), uint64_t{0});
  uint64_t point = random() % sum;
  uint32_t option = 0;
  while (point >= weights[option]) {
    point -= weights[option];
    ++option;
  }
  return option;
}

}  // namespace

absl::StatusOr<std::vector<uint32_t>> ParseWeights(absl::string_view text) {
  std::vector<uint32_t> weights;
  if (text == "random") {
    return weights;
  }
  uint64_t sum = 0;
  for (const absl::string_view part : absl::StrSplit(text, ',')) {
    uint32_t weight = 0;
    if (!absl::SimpleAtoi(part, &weight) || weight > 1'000'000 ||
        weights.size() == kMaxWeights) {
      return absl::InvalidArgumentError(absl::StrCat(
          "distribution \"", text,
          "\": write a whole number for each level, such as 55,30,10,5, or "
          "\"random\""));
    }
    weights.push_back(weight);
    sum += weight;
  }
  if (sum == 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("distribution \"", text, "\": all weights are zero"));
  }
  return weights;
}

std::vector<uint32_t> DrawChoices(const ChoiceRule& rule, uint64_t index,
                                  size_t contests, uint32_t options) {
  std::seed_seq seed{
      static_cast<uint32_t>(rule.seed), static_cast<uint32_t>(rule.seed >> 32),
      static_cast<uint32_t>(index), static_cast<uint32_t>(index >> 32)};
  std::mt19937_64 random(seed);
  std::vector<uint32_t> weights = rule.weights;
  weights.resize(options, rule.weights.empty() ? 1 : 0);
  std::vector<uint32_t> choices(contests);
  for (uint32_t& choice : choices) {
    choice = DrawWeighted(random, weights);
  }
  return choices;
}

absl::Duration Quantile(const std::vector<absl::Duration>& ascending,
                        double q) {
  if (ascending.empty()) {
    return absl::ZeroDuration();
  }
  const auto rank =
      static_cast<size_t>(std::ceil(q * static_cast<double>(ascending.size())));
  return ascending[std::clamp<size_t>(rank, 1, ascending.size()) - 1];
}

Simulation::Simulation(Options options, BoardReader& reader,
                       std::vector<SimulatedSlip> slips)
    : options_(std::move(options)), reader_(reader), slips_(std::move(slips)) {
  result_.deputies = slips_.size();
}

absl::StatusOr<std::shared_ptr<const SessionView>> Simulation::WaitForView(
    bool opened) {
  std::shared_ptr<const SessionView> view;
  RETURN_IF_ERROR(reader_.WaitUntil(
      [&](const BoardLog& log) {
        auto made = MakeSessionView(log);
        if (!made.ok() || (opened && !(*made)->opened)) {
          return false;
        }
        view = *std::move(made);
        return true;
      },
      kPatience));
  if (view->manifest.kind != SessionKind::kRehearsal) {
    return absl::FailedPreconditionError(
        "this session is a real vote: simulated deputies are for rehearsals "
        "only (kind: KIND_REHEARSAL in the settings of `session new`)");
  }
  return view;
}

absl::Status Simulation::ForEach(
    absl::string_view step, const std::function<absl::Status(size_t)>& task) {
  std::atomic<size_t> next = 0;
  std::mutex mutex;
  size_t done = 0;
  size_t failed = slips_.size();
  absl::Status failure;
  const auto work = [&] {
    for (size_t i = next++; i < slips_.size(); i = next++) {
      const absl::Status status = task(i);
      const std::lock_guard lock(mutex);
      ++done;
      if (!status.ok() && i < failed) {
        failed = i;
        failure = absl::Status(
            status.code(),
            absl::StrCat("deputy ", slips_[i].number, ": ", status.message()));
      }
      if (options_.progress) {
        options_.progress(step, done, slips_.size());
      }
    }
  };
  std::vector<std::thread> threads;
  for (size_t i = 0; i < std::min(options_.threads, slips_.size()); ++i) {
    threads.emplace_back(work);
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  return failure;
}

absl::Status Simulation::CheckIn() {
  ASSIGN_OR_RETURN(const std::shared_ptr<const SessionView> view,
                   WaitForView(/*opened=*/false));
  ASSIGN_OR_RETURN(const std::shared_ptr<grpc::Channel> channel,
                   MakeChannel(options_.endpoint, ChannelUse::kOrdinary));
  for (const SimulatedSlip& slip : slips_) {
    const std::optional<uint32_t> deputy = reader_.With([&](BoardLog& log) {
      return log.session()->check_in().DeputyOf(
          CredentialKey(slip.secret).verify_key());
    });
    if (!deputy.has_value()) {
      return absl::NotFoundError(absl::StrCat(
          "slip of deputy ", slip.number,
          ": not in this session's roster; use the codes that `pingyi slips` "
          "wrote for this session"));
    }
    ASSIGN_OR_RETURN(Voter voter,
                     Voter::Create(slip.secret.Clone(), *deputy, view,
                                   {.endpoint = options_.endpoint,
                                    .retry = kRetry,
                                    .channel = channel}));
    voters_.push_back(std::move(voter));
  }
  const absl::Time begin = absl::Now();
  RETURN_IF_ERROR(
      ForEach("check-in", [this](size_t i) { return CheckIn(voters_[i]); }));
  result_.check_in = absl::Now() - begin;
  return absl::OkStatus();
}

// The chair may change the active set while deputies wait for an issuer.
absl::Status Simulation::CheckIn(Voter& voter) {
  absl::Status status = voter.CheckIn();
  while (absl::IsAborted(status)) {
    absl::SleepFor(kPause);
    ASSIGN_OR_RETURN(const std::shared_ptr<const SessionView> view,
                     WaitForView(/*opened=*/false));
    voter.Renew(view);
    status = voter.CheckIn();
  }
  return status;
}

void Simulation::KeepVoters(size_t count) {
  slips_.erase(slips_.begin() + static_cast<ptrdiff_t>(count), slips_.end());
  voters_.erase(voters_.begin() + static_cast<ptrdiff_t>(count), voters_.end());
}

absl::Status Simulation::MakeBallots() {
  ASSIGN_OR_RETURN(const std::shared_ptr<const SessionView> view,
                   WaitForView(/*opened=*/true));
  const size_t contests = view->manifest.contests.size();
  const uint32_t options = view->manifest.options_per_contest();
  if (options_.rule.weights.size() > options) {
    return absl::InvalidArgumentError(
        absl::StrCat("distribution: ", options_.rule.weights.size(),
                     " weights for ", options, " options"));
  }
  std::vector<std::vector<uint32_t>> chosen;
  result_.counts.assign(contests, std::vector<uint32_t>(options));
  for (size_t i = 0; i < slips_.size(); ++i) {
    chosen.push_back(
        DrawChoices(options_.rule, slips_[i].number, contests, options));
    for (size_t k = 0; k < contests; ++k) {
      ++result_.counts[k][chosen[i][k]];
    }
  }
  const absl::Time begin = absl::Now();
  const RehearsalProver prover(*view->parameters);
  const absl::Status made = ForEach("ballots", [&](size_t i) -> absl::Status {
    voters_[i].Renew(view);
    // Parts of an active set that came after the deputy's check-in.
    RETURN_IF_ERROR(voters_[i].CheckIn());
    return voters_[i].SealSimulated([&](const Scalar& key, const Element& n) {
      return prover.Make(chosen[i], {.key = key, .n = n});
    });
  });
  RETURN_IF_ERROR(made);
  result_.making = absl::Now() - begin;
  return absl::OkStatus();
}

absl::Status Simulation::Cast() {
  // Deputies in the order of their moments, so that few threads can wait for
  // many of them.
  std::vector<std::pair<absl::Duration, size_t>> moments;
  for (size_t i = 0; i < voters_.size(); ++i) {
    moments.emplace_back(voters_[i].DrawSendDelay(), i);
  }
  std::sort(moments.begin(), moments.end());
  std::mutex mutex;
  const absl::Time begin = absl::Now();
  const absl::Status cast =
      ForEach("casting", [&](size_t place) -> absl::Status {
        const auto& [delay, i] = moments[place];
        absl::SleepFor(begin + delay - absl::Now());
        const absl::Time sent = absl::Now();
        RETURN_IF_ERROR(voters_[i].SendNow().status());
        const std::lock_guard lock(mutex);
        result_.latencies.push_back(absl::Now() - sent);
        return absl::OkStatus();
      });
  RETURN_IF_ERROR(cast);
  result_.casting = absl::Now() - begin;
  std::sort(result_.latencies.begin(), result_.latencies.end());
  return absl::OkStatus();
}

}  // namespace pingyi
