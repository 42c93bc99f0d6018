#include "tests/crypto/ballot/sample.h"

#include <cstddef>
#include <utility>

#include "crypto/ballot/prover.h"

namespace pingyi::testing {

BallotParameters SampleParametersOf(
    const std::vector<uint32_t>& options_per_contest) {
  BallotLayout layout = *BallotLayout::Create(options_per_contest, 2);
  std::vector<Element> keys;
  keys.reserve(layout.ciphertexts());
  for (size_t i = 0; i < layout.ciphertexts(); ++i) {
    keys.push_back(Element::MulBase(SecretScalar::Random()));
  }
  Context context;
  context.session_id.fill(0x5e);
  context.key_id.fill(0x4b);
  return *BallotParameters::Create(context, std::move(layout), std::move(keys));
}

BallotParameters SampleParameters() {
  return SampleParametersOf({4, 4, 3});
}

BallotParameters InContext(const BallotParameters& parameters,
                           const Context& context) {
  return *BallotParameters::Create(context, parameters.layout(),
                                   parameters.keys());
}

Bytes SampleBallot(const BallotParameters& parameters, uint32_t seed) {
  const BallotLayout& layout = parameters.layout();
  std::vector<uint32_t> choices;
  choices.reserve(layout.contests());
  for (size_t contest = 0; contest < layout.contests(); ++contest) {
    choices.push_back(
        static_cast<uint32_t>((seed + contest) % layout.options_of(contest)));
  }
  const BallotProver prover(parameters);
  const SecretScalar y = SecretScalar::Random();
  return prover.Prove(
      *prover.Encrypt(choices),
      {.key = y, .n = Element::MulBase(SecretScalar::Random())});
}

}  // namespace pingyi::testing
