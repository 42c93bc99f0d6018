#include "crypto/ballot/verifier.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "crypto/ballot/equations.h"

namespace pingyi {
namespace {

constexpr size_t kBatch = BallotVerifier::kBatchSize;

// What each equation shows, by its number.
constexpr absl::string_view kMeaning[kEquations] = {
    "bits and masks as committed", "every option 0 or 1", "randomness of A",
    "ciphertexts hold the committed bits", "signed by the token key"};

bool AllHold(const BallotParameters& parameters,
             std::span<const ChallengedBallot> ballots) {
  EquationSum sum(parameters);
  sum.Reserve(ballots.size());
  const std::vector<EquationWeights> weights = RandomWeights(ballots.size());
  for (size_t i = 0; i < ballots.size(); ++i) {
    sum.Add(ballots[i], weights[i]);
  }
  return sum.IsIdentity();
}

// Why a ballot that failed the combined check does so.
absl::Status NameEquation(const BallotParameters& parameters,
                          const ChallengedBallot& ballot) {
  for (size_t number = 1; number <= kEquations; ++number) {
    EquationSum sum(parameters);
    sum.Add(ballot, OnlyEquation(number));
    if (!sum.IsIdentity()) {
      return absl::InvalidArgumentError(
          absl::StrCat("ballot: equation ", number,
                       " does not hold: ", kMeaning[number - 1]));
    }
  }
  return absl::InternalError(
      "ballot: the arithmetic contradicts itself on this machine");
}

// Fills one status a ballot; halves what fails.
void Judge(const BallotParameters& parameters,
           std::span<const ChallengedBallot> ballots,
           std::span<absl::Status* const> out) {
  if (ballots.empty() || AllHold(parameters, ballots)) {
    return;  // A status starts as OK.
  }
  if (ballots.size() == 1) {
    *out[0] = NameEquation(parameters, ballots[0]);
    return;
  }
  const size_t half = ballots.size() / 2;
  Judge(parameters, ballots.first(half), out.first(half));
  Judge(parameters, ballots.subspan(half), out.subspan(half));
}

// A ballot that was parsed for another layout must not be read out of bounds.
bool FitsLayout(const BallotLayout& layout, const ParsedBallot& ballot) {
  return ballot.bytes.size() == layout.ballot_size() &&
         ballot.b.size() == layout.ciphertexts() &&
         ballot.f.size() == layout.options() - layout.contests();
}

// Judges ballots[i] into *out[i].
void JudgeBatch(const BallotParameters& parameters,
                std::span<const ParsedBallot* const> ballots,
                std::span<absl::Status* const> out) {
  std::vector<ChallengedBallot> challenged;
  std::vector<absl::Status*> places;
  for (size_t i = 0; i < ballots.size(); ++i) {
    if (!FitsLayout(parameters.layout(), *ballots[i])) {
      *out[i] = absl::InvalidArgumentError("ballot: of another layout");
      continue;
    }
    challenged.push_back(DrawChallenges(parameters, *ballots[i]));
    places.push_back(out[i]);
  }
  Judge(parameters, challenged, places);
}

// Calls task(first, count) for each batch of `n` ballots.
template <typename Task>
void ForEachBatch(size_t n, Executor& executor, const Task& task) {
  executor.Run((n + kBatch - 1) / kBatch, [n, &task](size_t batch) {
    const size_t first = batch * kBatch;
    task(first, std::min(kBatch, n - first));
  });
}

}  // namespace

absl::Status BallotVerifier::Verify(const ParsedBallot& ballot) const {
  absl::Status status;
  const ParsedBallot* const ballots[] = {&ballot};
  absl::Status* const statuses[] = {&status};
  JudgeBatch(parameters_, ballots, statuses);
  return status;
}

std::vector<absl::Status> BallotVerifier::VerifyBatch(
    std::span<const ParsedBallot> ballots, Executor& executor) const {
  std::vector<absl::Status> out(ballots.size());
  ForEachBatch(ballots.size(), executor, [&](size_t first, size_t count) {
    std::vector<const ParsedBallot*> batch;
    std::vector<absl::Status*> statuses;
    for (size_t i = first; i < first + count; ++i) {
      batch.push_back(&ballots[i]);
      statuses.push_back(&out[i]);
    }
    JudgeBatch(parameters_, batch, statuses);
  });
  return out;
}

std::vector<absl::StatusOr<ParsedBallot>> BallotVerifier::ParseAndVerify(
    std::span<const ByteSpan> ballots, Executor& executor) const {
  std::vector<absl::StatusOr<ParsedBallot>> out(
      ballots.size(), absl::StatusOr<ParsedBallot>(ParsedBallot()));
  std::vector<absl::Status> statuses(ballots.size());
  ForEachBatch(ballots.size(), executor, [&](size_t first, size_t count) {
    std::vector<const ParsedBallot*> parsed;
    std::vector<absl::Status*> places;
    for (size_t i = first; i < first + count; ++i) {
      out[i] = ParseBallot(parameters_.layout(), ballots[i]);
      if (out[i].ok()) {
        parsed.push_back(&*out[i]);
        places.push_back(&statuses[i]);
      }
    }
    JudgeBatch(parameters_, parsed, places);
    for (size_t i = first; i < first + count; ++i) {
      if (!statuses[i].ok()) {
        out[i] = statuses[i];
      }
    }
  });
  return out;
}

}  // namespace pingyi
