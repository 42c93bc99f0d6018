#include "tests/crypto/ballot/dishonest_prover.h"

#include "crypto/group/secret_scalar.h"

namespace pingyi::testing {
namespace {

Scalar RandomScalar() {
  return SecretScalar::Random().Publish();
}

Scalar One() {
  return Scalar::FromUint64(1);
}

// sum u_j x_j over the options j of each ciphertext.
std::vector<Scalar> Pack(const BallotLayout& layout,
                         const std::vector<Scalar>& values) {
  std::vector<Scalar> out(layout.ciphertexts());
  for (size_t j = 0; j < layout.options(); ++j) {
    Scalar& sum = out[layout.ciphertext_of(j)];
    sum = sum + PackWeight(layout.place(j)) * values[j];
  }
  return out;
}

}  // namespace

DishonestProver::DishonestProver(const BallotParameters& round,
                                 const std::vector<size_t>& chosen_options)
    : parameters(round),
      layout(round.layout()),
      bits(layout.options()),
      masks(layout.options()),
      transcript_("ballot") {
  for (const size_t j : chosen_options) {
    bits[j] = One();
  }
  encrypted_bits = bits;
  for (size_t contest = 0; contest < layout.contests(); ++contest) {
    const size_t first = layout.first_option(contest);
    for (size_t k = 1; k < layout.options_of(contest); ++k) {
      masks[first + k] = RandomScalar();
      masks[first] = masks[first] - masks[first + k];
    }
  }
  for (Scalar* secret : {&r, &y, &beta, &alpha, &gamma, &delta, &s, &u}) {
    *secret = RandomScalar();
  }
}

void DishonestProver::Append(const std::string& name,
                             const std::vector<Element>& elements) {
  if (name != omit) {
    transcript_.Append(name, elements);
  }
}

void DishonestProver::Encrypt() {
  token_key = Element::MulBase(y);
  token = Element::MulBase(RandomScalar());
  a = Element::MulBase(r);
  const std::vector<Scalar> values = Pack(layout, encrypted_bits);
  b.clear();
  for (size_t i = 0; i < values.size(); ++i) {
    b.push_back(r * parameters.keys()[i] + Element::MulBase(values[i]));
  }
}

void DishonestProver::Commit() {
  const Element& q = parameters.generators().q();
  const auto p = parameters.generators().p(0, layout.options());
  c_bits = beta * q;
  c_mask = alpha * q;
  c_lin = gamma * q;
  c_sqr = delta * q;
  for (size_t j = 0; j < layout.options(); ++j) {
    const Scalar linear = masks[j] * (One() - bits[j] - bits[j]);
    c_bits = c_bits + bits[j] * p[j];
    c_mask = c_mask + masks[j] * p[j];
    c_lin = c_lin + linear * p[j];
    c_sqr = c_sqr - (masks[j] * masks[j]) * p[j];
  }
}

void DishonestProver::DrawRho() {
  const Context& context = parameters.context();
  transcript_ = Transcript("ballot");
  if (omit != "session") {
    transcript_.Append("session", ByteSpan(context.session_id));
  }
  if (omit != "keys") {
    transcript_.Append("keys", ByteSpan(context.key_id));
  }
  if (omit != "round") {
    transcript_.AppendLe32("round", context.round);
  }
  Append("token", {token_key, token});
  Append("A", {a});
  Append("B", b);
  Append("C", {c_bits, c_mask, c_lin, c_sqr});
  rho = transcript_.Challenge("rho");
}

void DishonestProver::MakeNonces() {
  s_point = Element::MulBase(s);
  u_point = Element::MulBase(u);
  const std::vector<Scalar> packed = Pack(layout, masks);
  Scalar power = One();
  Scalar sum;
  Element k_star;
  for (size_t i = 0; i < packed.size(); ++i) {
    sum = sum + power * packed[i];
    k_star = k_star + power * parameters.keys()[i];
    power = power * rho;
  }
  t_point = s * k_star + Element::MulBase(sum);
}

void DishonestProver::DrawX() {
  Append("S", {s_point});
  Append("T", {t_point});
  Append("U", {u_point});
  x = transcript_.Challenge("x");
}

void DishonestProver::Respond() {
  z_r = r * x + s;
  z_y = y * x + u;
  z_bits = beta * x + alpha;
  z_lin = gamma * x + delta;
  f.clear();
  for (size_t j = 0; j < layout.options(); ++j) {
    f.push_back(bits[j] * x + masks[j]);
  }
}

Bytes DishonestProver::Serialize() const {
  Bytes out;
  for (const Element* e : {&token_key, &token, &a}) {
    AppendBytes(out, e->bytes());
  }
  for (const Element& e : b) {
    AppendBytes(out, e.bytes());
  }
  for (const Element* e :
       {&c_bits, &c_mask, &c_lin, &c_sqr, &s_point, &t_point, &u_point}) {
    AppendBytes(out, e->bytes());
  }
  for (const Scalar* z : {&z_r, &z_y, &z_bits, &z_lin}) {
    AppendBytes(out, z->bytes());
  }
  for (size_t contest = 0; contest < layout.contests(); ++contest) {
    for (size_t k = 1; k < layout.options_of(contest); ++k) {
      AppendBytes(out, f[layout.first_option(contest) + k].bytes());
    }
  }
  return out;
}

Bytes DishonestProver::Prove() {
  Encrypt();
  Commit();
  DrawRho();
  MakeNonces();
  DrawX();
  Respond();
  return Serialize();
}

Bytes BrokenBallot(const BallotParameters& parameters, int equation,
                   const Element& error) {
  std::vector<size_t> chosen;
  for (size_t k = 0; k < parameters.layout().contests(); ++k) {
    chosen.push_back(parameters.layout().first_option(k));
  }
  DishonestProver prover(parameters, chosen);
  Element* const committed[] = {&prover.c_mask, &prover.c_sqr};
  Element* const nonces[] = {&prover.s_point, &prover.t_point, &prover.u_point};
  prover.Encrypt();
  prover.Commit();
  if (equation <= 2) {
    *committed[equation - 1] = *committed[equation - 1] + error;
  }
  prover.DrawRho();
  prover.MakeNonces();
  if (equation > 2) {
    *nonces[equation - 3] = *nonces[equation - 3] + error;
  }
  prover.DrawX();
  prover.Respond();
  return prover.Serialize();
}

}  // namespace pingyi::testing
