#include "tests/bench/ballots.h"

#include <utility>

#include "crypto/group/secret_scalar.h"
#include "crypto/rehearsal/rehearsal_prover.h"

namespace pingyi::bench {

BallotParameters MakeParameters() {
  BallotLayout layout =
      *BallotLayout::Create(std::vector<uint32_t>(kContests, kLevels), kPack);
  std::vector<Element> keys;
  keys.reserve(layout.ciphertexts());
  for (size_t i = 0; i < layout.ciphertexts(); ++i) {
    keys.push_back(Element::MulBase(SecretScalar::Random()));
  }
  return *BallotParameters::Create(Context(), std::move(layout),
                                   std::move(keys));
}

std::vector<Bytes> MakeBallots(const BallotParameters& parameters,
                               size_t count) {
  const RehearsalProver prover(parameters);
  std::vector<Bytes> out;
  out.reserve(count);
  for (size_t b = 0; b < count; ++b) {
    std::vector<uint32_t> choices(kContests);
    for (uint32_t k = 0; k < kContests; ++k) {
      choices[k] = static_cast<uint32_t>((b + k) % kLevels);
    }
    out.push_back(
        *prover.Make(choices, {.key = SecretScalar::Random().Publish(),
                               .n = Element::MulBase(SecretScalar::Random())}));
  }
  return out;
}

}  // namespace pingyi::bench
