#include "crypto/rehearsal/rehearsal_round.h"

#include <cassert>
#include <utility>

#include "crypto/ballot/layout.h"
#include "crypto/base/status_macros.h"
#include "crypto/group/element.h"
#include "crypto/rehearsal/rehearsal_prover.h"

namespace pingyi {

absl::StatusOr<RehearsalRound> RehearsalRound::Create(
    const RehearsalForm& form) {
  ASSIGN_OR_RETURN(
      BallotLayout layout,
      BallotLayout::Create(std::vector<uint32_t>(form.contests, form.levels),
                           form.pack));
  std::vector<SecretScalar> secret_keys;
  std::vector<Element> keys;
  for (size_t i = 0; i < layout.ciphertexts(); ++i) {
    secret_keys.push_back(SecretScalar::Random());
    keys.push_back(Element::MulBase(secret_keys.back()));
  }
  ASSIGN_OR_RETURN(
      BallotParameters parameters,
      BallotParameters::Create(Context(), std::move(layout), std::move(keys)));
  return RehearsalRound(form, std::move(parameters), std::move(secret_keys));
}

RehearsalRound::RehearsalRound(const RehearsalForm& form,
                               BallotParameters parameters,
                               std::vector<SecretScalar> secret_keys)
    : form_(form),
      parameters_(std::move(parameters)),
      secret_keys_(std::move(secret_keys)) {}

std::vector<uint32_t> RehearsalRound::Choices(size_t number) const {
  std::vector<uint32_t> choices(form_.contests);
  for (size_t contest = 0; contest < choices.size(); ++contest) {
    choices[contest] = static_cast<uint32_t>((number + contest) % form_.levels);
  }
  return choices;
}

std::vector<Bytes> RehearsalRound::MakeBallots(size_t count,
                                               Executor& executor) const {
  const RehearsalProver prover(parameters_);
  std::vector<Bytes> ballots(count);
  executor.Run(count, [&](size_t i) {
    absl::StatusOr<Bytes> ballot =
        prover.Make(Choices(i), RehearsalToken::Random());
    assert(ballot.ok());  // The choices are this round's own.
    ballots[i] = *std::move(ballot);
  });
  return ballots;
}

}  // namespace pingyi
