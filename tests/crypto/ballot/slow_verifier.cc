#include "tests/crypto/ballot/slow_verifier.h"

#include <cstddef>
#include <vector>

#include "crypto/group/element.h"
#include "crypto/group/scalar.h"
#include "crypto/transcript/transcript.h"

namespace pingyi::testing {
namespace {

struct SlowBallot {
  Element y, n, a;
  std::vector<Element> b;
  Element c_bits, c_mask, c_lin, c_sqr, s, t, u;
  Scalar z_r, z_y, z_bits, z_lin;
  std::vector<Scalar> f;  // Of every option, the first ones still zero.
};

// Reads one element or scalar after the other; `ok` stays false once one fails.
struct SlowReader {
  ByteSpan rest;
  bool ok = true;

  ByteSpan Next() {
    const ByteSpan head = rest.first(32);
    rest = rest.subspan(32);
    return head;
  }
  void Read(Element& out) {
    const auto element = Element::Parse(Next());
    ok = ok && element.ok();
    out = element.value_or(Element());
  }
  void Read(Scalar& out) {
    const auto scalar = Scalar::Parse(Next());
    ok = ok && scalar.ok();
    out = scalar.value_or(Scalar());
  }
};

bool ReadAll(const BallotLayout& layout, ByteSpan bytes, SlowBallot& out) {
  if (bytes.size() != layout.ballot_size()) {
    return false;
  }
  SlowReader reader{.rest = bytes};
  for (Element* e : {&out.y, &out.n, &out.a}) {
    reader.Read(*e);
    reader.ok = reader.ok && !e->IsIdentity();
  }
  out.b.resize(layout.ciphertexts());
  for (Element& e : out.b) {
    reader.Read(e);
  }
  for (Element* e : {&out.c_bits, &out.c_mask, &out.c_lin, &out.c_sqr, &out.s,
                     &out.t, &out.u}) {
    reader.Read(*e);
  }
  for (Scalar* z : {&out.z_r, &out.z_y, &out.z_bits, &out.z_lin}) {
    reader.Read(*z);
  }
  out.f.resize(layout.options());
  for (size_t contest = 0; contest < layout.contests(); ++contest) {
    for (size_t k = 1; k < layout.options_of(contest); ++k) {
      reader.Read(out.f[layout.first_option(contest) + k]);
    }
  }
  return reader.ok;
}

struct SlowChallenges {
  Scalar rho, x;
};

SlowChallenges Draw(const BallotParameters& parameters, const SlowBallot& v) {
  Transcript transcript = parameters.context().Start("ballot");
  const std::vector<Element> token = {v.y, v.n};
  const std::vector<Element> c = {v.c_bits, v.c_mask, v.c_lin, v.c_sqr};
  transcript.Append("token", token);
  transcript.Append("A", v.a);
  transcript.Append("B", v.b);
  transcript.Append("C", c);
  const Scalar rho = transcript.Challenge("rho");
  transcript.Append("S", v.s);
  transcript.Append("T", v.t);
  transcript.Append("U", v.u);
  return {.rho = rho, .x = transcript.Challenge("x")};
}

// Equations 1 and 2.
int CheckBits(const BallotParameters& parameters, const SlowBallot& v,
              const Scalar& x) {
  const Generators& generators = parameters.generators();
  Element bits = v.z_bits * generators.q();
  Element squares = v.z_lin * generators.q();
  const auto p = generators.p(0, v.f.size());
  for (size_t j = 0; j < v.f.size(); ++j) {
    bits = bits + v.f[j] * p[j];
    squares = squares + (v.f[j] * (x - v.f[j])) * p[j];
  }
  if (bits != x * v.c_bits + v.c_mask) {
    return 1;
  }
  return squares != x * v.c_lin + v.c_sqr ? 2 : 0;
}

// Equation 4.
bool CiphertextsHold(const BallotParameters& parameters, const SlowBallot& v,
                     const SlowChallenges& challenges) {
  const BallotLayout& layout = parameters.layout();
  Element k_star;
  Element b_star;
  std::vector<Scalar> w;
  Scalar power = Scalar::FromUint64(1);
  for (size_t i = 0; i < v.b.size(); ++i) {
    k_star = k_star + power * parameters.keys()[i];
    b_star = b_star + power * v.b[i];
    w.push_back(power);
    power = power * challenges.rho;
  }
  Scalar sum;
  for (size_t j = 0; j < v.f.size(); ++j) {
    sum = sum +
          w[layout.ciphertext_of(j)] * (PackWeight(layout.place(j)) * v.f[j]);
  }
  return v.z_r * k_star + Element::MulBase(sum) == challenges.x * b_star + v.t;
}

}  // namespace

int SlowVerify(const BallotParameters& parameters, ByteSpan ballot) {
  const BallotLayout& layout = parameters.layout();
  SlowBallot v;
  if (!ReadAll(layout, ballot, v)) {
    return -1;
  }
  const SlowChallenges challenges = Draw(parameters, v);
  const Scalar& x = challenges.x;
  for (size_t contest = 0; contest < layout.contests(); ++contest) {
    Scalar& first = v.f[layout.first_option(contest)];
    first = x;
    for (size_t k = 1; k < layout.options_of(contest); ++k) {
      first = first - v.f[layout.first_option(contest) + k];
    }
  }
  if (const int failed = CheckBits(parameters, v, x); failed != 0) {
    return failed;
  }
  if (Element::MulBase(v.z_r) != x * v.a + v.s) {
    return 3;
  }
  if (!CiphertextsHold(parameters, v, challenges)) {
    return 4;
  }
  return Element::MulBase(v.z_y) != x * v.y + v.u ? 5 : 0;
}

}  // namespace pingyi::testing
