#include "crypto/ballot/equations.h"

#include "crypto/ballot/challenge.h"
#include "crypto/group/element.h"

namespace pingyi {
namespace {

FastScalar One() {
  return FastScalar::From(Scalar::FromUint64(1));
}

// f_j of all options: the first of each contest is x minus its others.
void FillResponses(const BallotLayout& layout, const FastScalar& x,
                   const std::vector<Scalar>& sent,
                   std::vector<FastScalar>& out) {
  out.resize(layout.options());
  size_t next = 0;
  for (size_t contest = 0; contest < layout.contests(); ++contest) {
    const size_t first = layout.first_option(contest);
    FastScalar rest = x;
    for (size_t k = 1; k < layout.options_of(contest); ++k) {
      out[first + k] = FastScalar::From(sent[next++]);
      rest -= out[first + k];
    }
    out[first] = rest;
  }
}

}  // namespace

std::vector<EquationWeights> RandomWeights(size_t ballots) {
  const std::vector<Scalar> random =
      Scalar::RandomWeights(ballots * kEquations);
  std::vector<EquationWeights> out(ballots);
  for (size_t i = 0; i < random.size(); ++i) {
    out[i / kEquations][i % kEquations] = FastScalar::From(random[i]);
  }
  return out;
}

EquationWeights OnlyEquation(size_t number) {
  EquationWeights out;
  out[number - 1] = One();
  return out;
}

ChallengedBallot DrawChallenges(const BallotParameters& parameters,
                                const ParsedBallot& ballot) {
  BallotTranscript transcript(parameters);
  const Scalar rho = transcript.DrawRho(ballot.bytes);
  const Scalar x = transcript.DrawX(ballot.bytes);
  return {.ballot = &ballot,
          .rho = FastScalar::From(rho),
          .x = FastScalar::From(x)};
}

EquationSum::EquationSum(const BallotParameters& parameters)
    : parameters_(parameters),
      p_(parameters.layout().options()),
      k_(parameters.layout().ciphertexts()) {
  for (uint32_t place = 0; place < pack_weights_.size(); ++place) {
    pack_weights_[place] = FastScalar::From(PackWeight(place));
  }
}

void EquationSum::Reserve(size_t ballots) {
  const BallotLayout& layout = parameters_.layout();
  const size_t terms =
      ballots * layout.points() + layout.options() + layout.ciphertexts() + 2;
  scalars_.reserve(terms);
  points_.reserve(terms);
}

void EquationSum::Add(const ChallengedBallot& ballot,
                      const EquationWeights& weights) {
  FillResponses(parameters_.layout(), ballot.x, ballot.ballot->f, f_);
  AddCommitments(ballot, weights);
  AddSchnorr(ballot, weights);
  AddCiphertexts(ballot, weights[3]);
}

void EquationSum::AddCommitments(const ChallengedBallot& ballot,
                                 const EquationWeights& weights) {
  const ParsedBallot& b = *ballot.ballot;
  const FastScalar& e1 = weights[0];
  const FastScalar& e2 = weights[1];
  AddTerm(e1 * ballot.x, b.c_bits);
  AddTerm(e1, b.c_mask);
  AddTerm(e2 * ballot.x, b.c_lin);
  AddTerm(e2, b.c_sqr);
  q_ -= e1 * FastScalar::From(b.z_bits) + e2 * FastScalar::From(b.z_lin);
  // e1 f_j + e2 f_j (x - f_j) = f_j ((e1 + e2 x) - e2 f_j).
  const FastScalar constant = e1 + e2 * ballot.x;
  for (size_t j = 0; j < f_.size(); ++j) {
    p_[j] -= f_[j] * (constant - e2 * f_[j]);
  }
}

void EquationSum::AddSchnorr(const ChallengedBallot& ballot,
                             const EquationWeights& weights) {
  const ParsedBallot& b = *ballot.ballot;
  const FastScalar& e3 = weights[2];
  const FastScalar& e5 = weights[4];
  AddTerm(e3 * ballot.x, b.a);
  AddTerm(e3, b.s);
  AddTerm(e5 * ballot.x, b.y);
  AddTerm(e5, b.u);
  g_ -= e3 * FastScalar::From(b.z_r) + e5 * FastScalar::From(b.z_y);
}

void EquationSum::AddCiphertexts(const ChallengedBallot& ballot,
                                 const FastScalar& weight) {
  const BallotLayout& layout = parameters_.layout();
  const ParsedBallot& b = *ballot.ballot;
  AddTerm(weight, b.t);
  packed_.assign(layout.ciphertexts(), FastScalar());
  for (size_t j = 0; j < f_.size(); ++j) {
    const uint32_t place = layout.place(j);
    packed_[layout.ciphertext_of(j)] +=
        place == 0 ? f_[j] : pack_weights_[place] * f_[j];
  }
  const FastScalar for_b = weight * ballot.x;
  const FastScalar for_k = weight * FastScalar::From(b.z_r);
  FastScalar w = One();
  FastScalar combined;
  for (size_t i = 0; i < packed_.size(); ++i) {
    AddTerm(for_b * w, b.b[i]);
    k_[i] -= for_k * w;
    combined += w * packed_[i];
    w = w * ballot.rho;
  }
  g_ -= weight * combined;
}

void EquationSum::AddTerm(const FastScalar& scalar, const Point& point) {
  scalars_.push_back(scalar.ToScalar());
  points_.push_back(&point);
}

bool EquationSum::IsIdentity() {
  const Generators& generators = parameters_.generators();
  const Scalar guard = Scalar::RandomWeight();
  AddTerm(g_ + FastScalar::From(guard), Point::Generator());
  AddTerm(q_, generators.q_point());
  for (size_t j = 0; j < p_.size(); ++j) {
    AddTerm(p_[j], generators.p_point(j));
  }
  for (size_t i = 0; i < k_.size(); ++i) {
    AddTerm(k_[i], parameters_.key_points()[i]);
  }
  return MultiScalarMul(scalars_, points_).ToElement() ==
         Element::MulBase(guard);
}

}  // namespace pingyi
