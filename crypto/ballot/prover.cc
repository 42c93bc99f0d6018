#include "crypto/ballot/prover.h"

#include <cstddef>
#include <utility>

#include "crypto/ballot/challenge.h"
#include "crypto/base/status_macros.h"
#include "crypto/engine/point.h"
#include "crypto/identifiers/identifiers.h"

namespace pingyi {
namespace {

// 1 if a == b, else 0, without a branch.
uint64_t EqualBit(uint32_t a, uint32_t b) {
  const uint64_t difference = a ^ b;
  return (difference - 1) >> 63;
}

// m_j of all options. The choices are in range.
std::vector<SecretScalar> ChoiceBits(const BallotLayout& layout,
                                     std::span<const uint32_t> choices) {
  std::vector<SecretScalar> bits;
  bits.reserve(layout.options());
  for (size_t contest = 0; contest < layout.contests(); ++contest) {
    for (uint32_t k = 0; k < layout.options_of(contest); ++k) {
      bits.push_back(SecretScalar::From(
          Scalar::FromUint64(EqualBit(choices[contest], k))));
    }
  }
  return bits;
}

// sum u_j x_j over the options j of each ciphertext.
std::vector<SecretScalar> PackValues(const BallotLayout& layout,
                                     std::span<const SecretScalar> values) {
  std::vector<SecretScalar> packed;
  packed.reserve(layout.ciphertexts());
  for (size_t i = 0; i < layout.ciphertexts(); ++i) {
    packed.push_back(SecretScalar::From(Scalar()));
  }
  for (size_t j = 0; j < layout.options(); ++j) {
    SecretScalar& sum = packed[layout.ciphertext_of(j)];
    sum = sum + PackWeight(layout.place(j)) * values[j];
  }
  return packed;
}

// a_j of all options: the first of each contest takes minus the sum of its
// others.
std::vector<SecretScalar> AllMasks(const BallotLayout& layout,
                                   std::span<const SecretScalar> masks) {
  std::vector<SecretScalar> out;
  out.reserve(layout.options());
  size_t next = 0;
  for (size_t contest = 0; contest < layout.contests(); ++contest) {
    const size_t others = layout.options_of(contest) - 1;
    SecretScalar first = SecretScalar::From(Scalar());
    for (size_t k = 0; k < others; ++k) {
      first = first - masks[next + k];
    }
    out.push_back(std::move(first));
    for (size_t k = 0; k < others; ++k) {
      out.push_back(masks[next + k].Clone());
    }
    next += others;
  }
  return out;
}

// sum over all options.
struct CommitmentSums {
  Element bits;     // m_j P_j
  Element masks;    // a_j P_j
  Element chosen;   // a_j m_j P_j
  Element squares;  // a_j^2 P_j
};

CommitmentSums SumCommitments(const BallotParameters& parameters,
                              std::span<const SecretScalar> bits,
                              std::span<const SecretScalar> masks) {
  const BallotLayout& layout = parameters.layout();
  CommitmentSums sums;
  for (size_t contest = 0; contest < layout.contests(); ++contest) {
    const size_t first = layout.first_option(contest);
    const size_t count = layout.options_of(contest);
    const auto bases = parameters.generators().p(first, count);
    SecretScalar chosen_mask = SecretScalar::From(Scalar());
    for (size_t k = 0; k < count; ++k) {
      const SecretScalar& mask = masks[first + k];
      sums.masks = sums.masks + mask * bases[k];
      sums.squares = sums.squares + (mask * mask) * bases[k];
      chosen_mask = chosen_mask + mask * bits[first + k];
    }
    // One product for the contest instead of one for each option.
    const Element chosen = Element::Select(bases, bits.subspan(first, count));
    sums.bits = sums.bits + chosen;
    sums.chosen = sums.chosen + chosen_mask * chosen;
  }
  return sums;
}

struct Commitments {
  Element bits;
  Element mask;
  Element lin;
  Element sqr;
};

Commitments Commit(const BallotParameters& parameters,
                   std::span<const SecretScalar> bits,
                   std::span<const SecretScalar> masks,
                   const ProofRandomness& random) {
  const CommitmentSums sums = SumCommitments(parameters, bits, masks);
  const Element& q = parameters.generators().q();
  Commitments out;
  out.bits = random.beta * q + sums.bits;
  out.mask = random.alpha * q + sums.masks;
  // a_j (1 - 2 m_j), summed.
  out.lin = random.gamma * q + sums.masks - sums.chosen - sums.chosen;
  out.sqr = random.delta * q - sums.squares;
  return out;
}

void AppendElement(Bytes& out, const Element& element) {
  AppendBytes(out, element.bytes());
}

// The responses: public, each masked by a value that is used once.
void AppendResponse(Bytes& out, const SecretScalar& response) {
  AppendBytes(out, response.Publish().bytes());
}

void AppendOptionResponses(const BallotLayout& layout, const Scalar& x,
                           std::span<const SecretScalar> bits,
                           std::span<const SecretScalar> masks, Bytes& out) {
  for (size_t contest = 0; contest < layout.contests(); ++contest) {
    const size_t first = layout.first_option(contest);
    for (size_t k = 1; k < layout.options_of(contest); ++k) {
      AppendResponse(out, x * bits[first + k] + masks[first + k]);
    }
  }
}

// S, T and U: the first moves of the proofs of r and y.
void AppendNonceElements(const BallotParameters& parameters, const Scalar& rho,
                         std::span<const SecretScalar> masks,
                         const ProofRandomness& random, Bytes& out) {
  const std::vector<Scalar> w = Powers(rho, parameters.layout().ciphertexts());
  const Element k_star = MultiScalarMul(w, parameters.key_points()).ToElement();
  const std::vector<SecretScalar> packed =
      PackValues(parameters.layout(), masks);
  SecretScalar combined = SecretScalar::From(Scalar());
  for (size_t i = 0; i < packed.size(); ++i) {
    combined = combined + w[i] * packed[i];
  }
  AppendElement(out, Element::MulBase(random.s));
  AppendElement(out, random.s * k_star + Element::MulBase(combined));
  AppendElement(out, Element::MulBase(random.u));
}

}  // namespace

ProofRandomness ProofRandomness::Random(const BallotLayout& layout) {
  ProofRandomness out = {
      .beta = SecretScalar::Random(),
      .alpha = SecretScalar::Random(),
      .gamma = SecretScalar::Random(),
      .delta = SecretScalar::Random(),
      .s = SecretScalar::Random(),
      .u = SecretScalar::Random(),
      .masks = {},
  };
  const size_t masks = layout.options() - layout.contests();
  out.masks.reserve(masks);
  for (size_t j = 0; j < masks; ++j) {
    out.masks.push_back(SecretScalar::Random());
  }
  return out;
}

absl::StatusOr<EncryptedBallot> BallotProver::Encrypt(
    std::span<const uint32_t> choices) const {
  return EncryptWith(choices, SecretScalar::Random());
}

absl::StatusOr<EncryptedBallot> BallotProver::EncryptWith(
    std::span<const uint32_t> choices, SecretScalar r) const {
  const BallotLayout& layout = parameters_.layout();
  RETURN_IF_ERROR(CheckChoices(layout, choices));
  EncryptedBallot out(std::move(r), ChoiceBits(layout, choices));
  out.ciphertexts_ = EncryptExponents(parameters_.keys(), out.r_,
                                      PackValues(layout, out.bits_));
  const Context& context = parameters_.context();
  out.tracking_digest_ = TrackingDigest(context.session_id, context.round,
                                        out.ciphertexts_.a, out.ciphertexts_.b);
  return out;
}

Bytes BallotProver::Prove(EncryptedBallot&& ballot,
                          const BallotToken& token) const {
  return ProveWith(std::move(ballot), token,
                   ProofRandomness::Random(parameters_.layout()));
}

Bytes BallotProver::ProveWith(EncryptedBallot&& ballot,
                              const BallotToken& token,
                              const ProofRandomness& randomness) const {
  const EncryptedBallot used = std::move(ballot);
  const BallotLayout& layout = parameters_.layout();
  const std::vector<SecretScalar> masks = AllMasks(layout, randomness.masks);

  Bytes out;
  out.reserve(layout.ballot_size());
  AppendElement(out, Element::MulBase(token.key));
  AppendElement(out, token.n);
  AppendElement(out, used.ciphertexts_.a);
  for (const Element& b : used.ciphertexts_.b) {
    AppendElement(out, b);
  }
  const Commitments c = Commit(parameters_, used.bits_, masks, randomness);
  for (const Element& element : {c.bits, c.mask, c.lin, c.sqr}) {
    AppendElement(out, element);
  }

  BallotTranscript transcript(parameters_);
  const Scalar rho = transcript.DrawRho(out);
  AppendNonceElements(parameters_, rho, masks, randomness, out);
  const Scalar x = transcript.DrawX(out);

  AppendResponse(out, x * used.r_ + randomness.s);
  AppendResponse(out, x * token.key + randomness.u);
  AppendResponse(out, x * randomness.beta + randomness.alpha);
  AppendResponse(out, x * randomness.gamma + randomness.delta);
  AppendOptionResponses(layout, x, used.bits_, masks, out);
  return out;
}

Opening BallotProver::Open(EncryptedBallot&& ballot) const {
  const EncryptedBallot used = std::move(ballot);
  const BallotLayout& layout = parameters_.layout();
  Opening out = {.r = used.r_.Publish(), .choices = {}};
  for (size_t contest = 0; contest < layout.contests(); ++contest) {
    uint32_t choice = 0;
    for (uint32_t k = 0; k < layout.options_of(contest); ++k) {
      choice += k * used.bits_[layout.first_option(contest) + k].Expose()[0];
    }
    out.choices.push_back(choice);
  }
  return out;
}

absl::Status BallotProver::CheckOpening(const Digest& tracking_digest,
                                        const Opening& opening) const {
  if (opening.r.IsZero()) {
    return absl::InvalidArgumentError("opening: r is zero");
  }
  ASSIGN_OR_RETURN(const EncryptedBallot again,
                   EncryptWith(opening.choices, SecretScalar::From(opening.r)));
  if (again.tracking_digest() != tracking_digest) {
    return absl::FailedPreconditionError(
        "opening: these choices do not give the tracking digest shown");
  }
  return absl::OkStatus();
}

}  // namespace pingyi
