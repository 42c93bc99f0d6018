#include "crypto/token/token.h"

#include <sodium.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "crypto/base/status_macros.h"
#include "crypto/token/polynomial.h"

namespace pingyi {
namespace {

absl::Status BadPart(uint32_t issuer, absl::string_view why) {
  return absl::InvalidArgumentError(
      absl::StrCat("part of issuer ", issuer, ": ", why));
}

bool IsZero(const SecretScalar& x) {
  return sodium_is_zero(x.Expose().data(), kScalarSize) == 1;
}

}  // namespace

absl::Status ActiveSet::Validate() const {
  if (threshold == 0) {
    return absl::InvalidArgumentError("active set: threshold is 0");
  }
  if (issuers.size() < threshold) {
    return absl::InvalidArgumentError(absl::StrCat(
        "active set: ", issuers.size(), " issuers, want at least ", threshold));
  }
  uint32_t last = 0;
  for (const uint32_t issuer : issuers) {
    if (issuer <= last) {
      return absl::InvalidArgumentError(absl::StrCat(
          "active set: issuer ", issuer, " does not ascend from 1"));
    }
    last = issuer;
  }
  return absl::OkStatus();
}

Bytes TokenInput(const TokenScope& scope, const Element& y) {
  Bytes input;
  AppendBytes(input, scope.session_id);
  AppendLe32(input, scope.round);
  AppendBytes(input, y.bytes());
  return input;
}

Element TokenBase(const TokenScope& scope, const Element& y) {
  return HashToGroup(VoprfMode::kVoprf, TokenInput(scope, y));
}

std::vector<Point> TokenBasePoints(const TokenScope& scope,
                                   std::span<const Token> tokens) {
  std::vector<Bytes> inputs;
  inputs.reserve(tokens.size());
  for (const Token& token : tokens) {
    inputs.push_back(TokenInput(scope, token.y));
  }
  return HashToPoints(VoprfMode::kVoprf, inputs);
}

TokenSecret::TokenSecret(SecretScalar key, SecretScalar blind)
    : key_(std::move(key)),
      blind_(std::move(blind)),
      public_key_(Element::MulBase(key_)) {}

TokenSecret TokenSecret::Random() {
  return TokenSecret(SecretScalar::Random(), SecretScalar::Random());
}

TokenSecret TokenSecret::From(SecretScalar key, SecretScalar blind) {
  return TokenSecret(std::move(key), std::move(blind));
}

absl::StatusOr<TokenSecret> TokenSecret::Parse(
    const SecretBytes<kTokenSecretSize>& bytes) {
  const std::span<const uint8_t> view = bytes.Expose();
  ASSIGN_OR_RETURN(SecretScalar key,
                   SecretScalar::Parse(view.first(kScalarSize)));
  ASSIGN_OR_RETURN(SecretScalar blind,
                   SecretScalar::Parse(view.last(kScalarSize)));
  if (IsZero(key) || IsZero(blind)) {
    return absl::InvalidArgumentError("token secret: a scalar is zero");
  }
  return TokenSecret(std::move(key), std::move(blind));
}

SecretBytes<kTokenSecretSize> TokenSecret::Serialize() const {
  return SecretBytes<kTokenSecretSize>::Fill([this](uint8_t* out) {
    std::copy_n(key_.Expose().begin(), kScalarSize, out);
    std::copy_n(blind_.Expose().begin(), kScalarSize, out + kScalarSize);
  });
}

absl::StatusOr<Element> TokenSecret::Blinded(const TokenScope& scope) const {
  return Blind(VoprfMode::kVoprf, TokenInput(scope, public_key_), blind_);
}

absl::StatusOr<TokenPart> TokenSecret::Unblind(
    const Element& blinded, uint32_t issuer, const Element& public_share,
    const PartEvaluation& evaluation) const {
  const VoprfStatement statement = {.public_key = public_share,
                                    .blinded = {&blinded, 1},
                                    .evaluated = {&evaluation.z, 1}};
  if (absl::Status status = VerifyProof(statement, evaluation.proof);
      !status.ok()) {
    return BadPart(issuer, status.message());
  }
  const TokenPart part = {.issuer = issuer,
                          .n = pingyi::Unblind(blind_, evaluation.z)};
  if (part.n.IsIdentity()) {
    return BadPart(issuer, "is the identity");
  }
  return part;
}

absl::StatusOr<PartEvaluation> EvaluatePart(const SecretScalar& share,
                                            const Element& public_share,
                                            const Element& blinded) {
  if (blinded.IsIdentity()) {
    return absl::InvalidArgumentError("blinded element: is the identity");
  }
  PartEvaluation out;
  out.z = BlindEvaluate(share, blinded);
  out.proof = GenerateProof(share, {.public_key = public_share,
                                    .blinded = {&blinded, 1},
                                    .evaluated = {&out.z, 1}});
  return out;
}

absl::StatusOr<Token> CombineParts(const ActiveSet& active, const Element& y,
                                   std::span<const TokenPart> parts) {
  ASSIGN_OR_RETURN(const PolynomialCheck check,
                   PolynomialCheck::Create(active));
  ASSIGN_OR_RETURN(const std::vector<Point> points, check.Points(parts));
  const Point value = check.AtZero(points);
  std::vector<Term> terms;
  check.AddTerms(value, points, terms);
  if (!MultiScalarMul(terms).IsIdentity()) {
    return absl::InvalidArgumentError(
        "token: the parts do not lie on one polynomial");
  }
  if (value.IsIdentity()) {
    return absl::InvalidArgumentError("token: is the identity");
  }
  return Token{.y = y, .n = value.ToElement()};
}

}  // namespace pingyi
