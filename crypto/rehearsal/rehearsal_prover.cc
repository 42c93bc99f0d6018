#include "crypto/rehearsal/rehearsal_prover.h"

#include <algorithm>
#include <cstddef>

#include "crypto/ballot/challenge.h"
#include "crypto/ballot/layout.h"
#include "crypto/base/hash.h"
#include "crypto/base/random.h"
#include "crypto/base/status_macros.h"
#include "crypto/group/secret_scalar.h"

namespace pingyi {
namespace {

void AppendPoint(const Point& point, Bytes& out) {
  AppendBytes(out, point.ToElement().bytes());
}

void AppendScalar(const FastScalar& scalar, Bytes& out) {
  AppendBytes(out, scalar.ToScalar().bytes());
}

// x a + b, the response of a proof.
FastScalar Response(const FastScalar& x, const Scalar& a, const Scalar& b) {
  return x * FastScalar::From(a) + FastScalar::From(b);
}

// a_j of all options: the first of each contest takes minus the sum of its
// others.
std::vector<Scalar> AllMasks(const BallotLayout& layout,
                             std::span<const Scalar> masks) {
  std::vector<Scalar> out(layout.options());
  size_t next = 0;
  for (size_t contest = 0; contest < layout.contests(); ++contest) {
    const size_t first = layout.first_option(contest);
    FastScalar sum;
    for (size_t k = 1; k < layout.options_of(contest); ++k) {
      out[first + k] = masks[next++];
      sum += FastScalar::From(out[first + k]);
    }
    out[first] = (FastScalar() - sum).ToScalar();
  }
  return out;
}

void AppendOptionResponses(const BallotLayout& layout, const FastScalar& x,
                           std::span<const size_t> chosen,
                           std::span<const Scalar> masks, Bytes& out) {
  for (size_t contest = 0; contest < layout.contests(); ++contest) {
    const size_t first = layout.first_option(contest);
    for (size_t j = first + 1; j < first + layout.options_of(contest); ++j) {
      const FastScalar mask = FastScalar::From(masks[j]);
      AppendScalar(j == chosen[contest] ? x + mask : mask, out);
    }
  }
}

std::vector<FixedBase> MakeTables(const std::vector<Point>& points) {
  std::vector<FixedBase> out;
  out.reserve(points.size());
  for (const Point& point : points) {
    out.emplace_back(point);
  }
  return out;
}

}  // namespace

RehearsalToken RehearsalToken::Random() {
  return {.key = SecretScalar::Random().Publish(),
          .n = Element::MulBase(SecretScalar::Random())};
}

RehearsalRandomness RehearsalRandomness::Random(const BallotLayout& layout) {
  const auto draw = [] {
    WideDigest wide = {};
    FillRandom(wide);
    return Scalar::Reduce(wide);
  };
  RehearsalRandomness out = {.r = draw(),
                             .beta = draw(),
                             .alpha = draw(),
                             .gamma = draw(),
                             .delta = draw(),
                             .s = draw(),
                             .u = draw(),
                             .masks = {}};
  out.masks.resize(layout.options() - layout.contests());
  std::generate(out.masks.begin(), out.masks.end(), draw);
  return out;
}

RehearsalProver::RehearsalProver(const BallotParameters& parameters)
    : parameters_(parameters),
      g_(Point::Generator()),
      q_(parameters.generators().q_point()),
      keys_(MakeTables(parameters.key_points())) {
  for (uint32_t place = 0; place < weights_.size(); ++place) {
    weights_[place] = FastScalar::From(PackWeight(place));
    weight_points_[place] = g_.Times(PackWeight(place));
  }
  for (size_t j = 0; j < parameters.layout().options(); ++j) {
    p_.push_back(&parameters.generators().p_point(j));
  }
  for (const Point& key : parameters.key_points()) {
    k_.push_back(&key);
  }
}

absl::StatusOr<Bytes> RehearsalProver::Make(std::span<const uint32_t> choices,
                                            const RehearsalToken& token) const {
  return MakeWith(choices, token,
                  RehearsalRandomness::Random(parameters_.layout()));
}

absl::StatusOr<Bytes> RehearsalProver::MakeWith(
    std::span<const uint32_t> choices, const RehearsalToken& token,
    const RehearsalRandomness& random) const {
  const BallotLayout& layout = parameters_.layout();
  RETURN_IF_ERROR(CheckChoices(layout, choices));
  Chosen chosen(layout.contests());
  for (size_t contest = 0; contest < chosen.size(); ++contest) {
    chosen[contest] = layout.first_option(contest) + choices[contest];
  }
  const std::vector<Scalar> masks = AllMasks(layout, random.masks);

  Bytes out;
  out.reserve(layout.ballot_size());
  AppendPoint(g_.Times(token.key), out);
  AppendBytes(out, token.n.bytes());
  AppendCiphertexts(chosen, random.r, out);
  AppendCommitments(chosen, masks, random, out);

  BallotTranscript transcript(parameters_);
  AppendNonces(transcript.DrawRho(out), masks, random, out);
  const FastScalar x = FastScalar::From(transcript.DrawX(out));

  AppendScalar(Response(x, random.r, random.s), out);
  AppendScalar(Response(x, token.key, random.u), out);
  AppendScalar(Response(x, random.beta, random.alpha), out);
  AppendScalar(Response(x, random.gamma, random.delta), out);
  AppendOptionResponses(layout, x, chosen, masks, out);
  return out;
}

void RehearsalProver::AppendCiphertexts(const Chosen& chosen, const Scalar& r,
                                        Bytes& out) const {
  const FixedBaseDigits digits = ToDigits(r);
  std::vector<Point> b;
  b.reserve(keys_.size());
  for (const FixedBase& key : keys_) {
    b.push_back(key.Times(digits));
  }
  for (const size_t j : chosen) {
    b[parameters_.layout().ciphertext_of(j)] +=
        weight_points_[parameters_.layout().place(j)];
  }
  AppendPoint(g_.Times(digits), out);
  for (const Point& point : b) {
    AppendPoint(point, out);
  }
}

void RehearsalProver::AppendCommitments(const Chosen& chosen,
                                        std::span<const Scalar> masks,
                                        const RehearsalRandomness& random,
                                        Bytes& out) const {
  std::vector<Scalar> squares(masks.size());
  std::transform(masks.begin(), masks.end(), squares.begin(),
                 [](const Scalar& mask) {
                   const FastScalar a = FastScalar::From(mask);
                   return (a * a).ToScalar();
                 });
  Point bits;
  std::vector<Scalar> chosen_masks;
  std::vector<const Point*> chosen_p;
  for (const size_t j : chosen) {
    bits += *p_[j];
    chosen_masks.push_back(masks[j]);
    chosen_p.push_back(p_[j]);
  }
  const Point masked = MultiScalarMul(masks, p_);
  const Point masked_chosen = MultiScalarMul(chosen_masks, chosen_p);
  AppendPoint(q_.Times(random.beta) + bits, out);
  AppendPoint(q_.Times(random.alpha) + masked, out);
  // a_j (1 - 2 m_j), summed.
  AppendPoint(q_.Times(random.gamma) + masked - masked_chosen.Double(), out);
  AppendPoint(q_.Times(random.delta) - MultiScalarMul(squares, p_), out);
}

// S, T and U: T is s K* and the packed masks, K* = sum w_i K_i.
void RehearsalProver::AppendNonces(const Scalar& rho,
                                   std::span<const Scalar> masks,
                                   const RehearsalRandomness& random,
                                   Bytes& out) const {
  const BallotLayout& layout = parameters_.layout();
  std::vector<FastScalar> w;
  const FastScalar base = FastScalar::From(rho);
  FastScalar power = FastScalar::From(Scalar::FromUint64(1));
  for (size_t i = 0; i < layout.ciphertexts(); ++i) {
    w.push_back(power);
    power = power * base;
  }
  FastScalar combined;
  for (size_t j = 0; j < masks.size(); ++j) {
    combined += w[layout.ciphertext_of(j)] * weights_[layout.place(j)] *
                FastScalar::From(masks[j]);
  }
  const FastScalar s = FastScalar::From(random.s);
  std::vector<Scalar> factors(w.size());
  std::transform(w.begin(), w.end(), factors.begin(),
                 [&s](const FastScalar& w_i) { return (s * w_i).ToScalar(); });
  AppendPoint(g_.Times(random.s), out);
  AppendPoint(MultiScalarMul(factors, k_) + g_.Times(combined.ToScalar()), out);
  AppendPoint(g_.Times(random.u), out);
}

}  // namespace pingyi
