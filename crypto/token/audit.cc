#include "crypto/token/audit.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "crypto/base/status_macros.h"
#include "crypto/engine/fast_scalar.h"
#include "crypto/engine/point.h"
#include "crypto/group/scalar.h"

namespace pingyi {
namespace {

constexpr size_t kPayloadHead = 5;  // le32(issuer) and the mode.

// The (Y || N) of every ballot, in log order.
Bytes TokenBytes(std::span<const Token> tokens) {
  Bytes out;
  out.reserve(tokens.size() * 2 * kElementSize);
  for (const Token& token : tokens) {
    AppendBytes(out, token.y.bytes());
    AppendBytes(out, token.n.bytes());
  }
  return out;
}

// sum rho^b points_b, b from 0.
Element PowerSum(const Scalar& rho, std::span<const Point> points) {
  std::vector<Scalar> powers;
  powers.reserve(points.size());
  const FastScalar factor = FastScalar::From(rho);
  FastScalar power = FastScalar::From(Scalar::FromUint64(1));
  for (size_t i = 0; i < points.size(); ++i) {
    powers.push_back(power.ToScalar());
    power = power * factor;
  }
  return MultiScalarMul(powers, points).ToElement();
}

// The `threshold` shares of the lowest issuers, after a look at all of them.
absl::StatusOr<std::vector<const AuditShare*>> LowestShares(
    uint32_t threshold, AuditMode mode, size_t elements,
    std::span<const AuditShare> shares) {
  if (threshold == 0) {
    return absl::InvalidArgumentError("token audit: threshold is 0");
  }
  std::vector<const AuditShare*> sorted;
  for (const AuditShare& share : shares) {
    if (share.mode != mode || share.u.size() != elements) {
      return absl::InvalidArgumentError(absl::StrCat(
          "audit share of issuer ", share.issuer, ": of another kind or size"));
    }
    sorted.push_back(&share);
  }
  std::sort(sorted.begin(), sorted.end(),
            [](const AuditShare* a, const AuditShare* b) {
              return a->issuer < b->issuer;
            });
  for (size_t i = 1; i < sorted.size(); ++i) {
    if (sorted[i]->issuer == sorted[i - 1]->issuer) {
      return absl::InvalidArgumentError(absl::StrCat(
          "audit share of issuer ", sorted[i]->issuer, ": given twice"));
    }
  }
  if (sorted.size() < threshold) {
    return absl::FailedPreconditionError(absl::StrCat(
        "token audit: ", sorted.size(), " valid shares, want ", threshold));
  }
  sorted.resize(threshold);
  return sorted;
}

absl::StatusOr<std::vector<Scalar>> Lambdas(
    std::span<const AuditShare* const> shares) {
  std::vector<uint32_t> issuers;
  issuers.reserve(shares.size());
  for (const AuditShare* share : shares) {
    issuers.push_back(share->issuer);
  }
  return LagrangeAtZero(issuers);
}

}  // namespace

Bytes AuditShare::Payload() const {
  Bytes out;
  AppendLe32(out, issuer);
  out.push_back(static_cast<uint8_t>(mode));
  for (const Element& element : u) {
    AppendBytes(out, element.bytes());
  }
  AppendBytes(out, proof.bytes());
  return out;
}

absl::StatusOr<AuditShare> AuditShare::Parse(ByteSpan payload) {
  constexpr size_t kFixed = kPayloadHead + kDleqProofSize;
  if (payload.size() < kFixed + kElementSize ||
      (payload.size() - kFixed) % kElementSize != 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("audit share: no size for one: ", payload.size()));
  }
  const size_t elements = (payload.size() - kFixed) / kElementSize;
  AuditShare share;
  share.issuer = ReadLe32(payload.first<4>());
  const uint8_t mode = payload[4];
  if (mode > static_cast<uint8_t>(AuditMode::kEach)) {
    return absl::InvalidArgumentError(
        absl::StrCat("audit share: unknown mode ", mode));
  }
  share.mode = static_cast<AuditMode>(mode);
  if (share.mode == AuditMode::kSum && elements != 1) {
    return absl::InvalidArgumentError(absl::StrCat(
        "audit share: want one element for the sum, got ", elements));
  }
  share.u.reserve(elements);
  for (size_t i = 0; i < elements; ++i) {
    ASSIGN_OR_RETURN(Element element,
                     Element::Parse(payload.subspan(
                         kPayloadHead + i * kElementSize, kElementSize)));
    share.u.push_back(element);
  }
  ASSIGN_OR_RETURN(share.proof, DleqProof::Parse(payload.last(kDleqProofSize)));
  return share;
}

absl::StatusOr<TokenAudit> TokenAudit::Create(const Context& context,
                                              std::span<const Token> tokens) {
  std::vector<Element> values;
  values.reserve(tokens.size());
  for (const Token& token : tokens) {
    values.push_back(token.n);
  }
  return Create(context, tokens, ToPoints(values));
}

absl::StatusOr<TokenAudit> TokenAudit::Create(const Context& context,
                                              std::span<const Token> tokens,
                                              std::span<const Point> values) {
  if (tokens.empty()) {
    return absl::InvalidArgumentError("token audit: there is no token");
  }
  TokenAudit audit;
  audit.context_ = context;
  audit.tokens_.assign(tokens.begin(), tokens.end());
  const TokenScope scope = {.session_id = context.session_id,
                            .round = context.round};
  audit.bases_ = TokenBasePoints(scope, tokens);
  audit.sum_transcript_ = context.Start("token audit");
  audit.sum_transcript_.Append("tokens", TokenBytes(tokens));
  const Scalar rho = audit.sum_transcript_.Challenge("rho");
  audit.t_star_ = PowerSum(rho, audit.bases_);
  audit.n_star_ = PowerSum(rho, values);
  return audit;
}

AuditShare TokenAudit::MakeShare(const Issuer& issuer,
                                 const SecretScalar& share) const {
  return MakeShareWithNonce(issuer, share, SecretScalar::Random());
}

AuditShare TokenAudit::MakeShareWithNonce(const Issuer& issuer,
                                          const SecretScalar& share,
                                          const SecretScalar& nonce) const {
  AuditShare out;
  out.issuer = issuer.index;
  out.mode = issuer.mode;
  if (out.mode == AuditMode::kSum) {
    out.u.push_back(share * t_star_);
  } else {
    out.u.reserve(bases_.size());
    for (const Point& base : bases_) {
      out.u.push_back(share * base.ToElement());
    }
  }
  Transcript transcript = ShareTranscript(out, issuer.public_share);
  const DleqStatement statement =
      Statement(transcript, out, issuer.public_share);
  out.proof = ProveDleqWithNonce(transcript, share, statement, nonce);
  return out;
}

Transcript TokenAudit::ShareTranscript(const AuditShare& share,
                                       const Element& public_share) const {
  if (share.mode == AuditMode::kSum) {
    Transcript transcript = sum_transcript_;
    transcript.AppendLe32("issuer", share.issuer);
    return transcript;
  }
  Transcript transcript = context_.Start("token audit each");
  transcript.AppendLe32("issuer", share.issuer);
  transcript.Append("tokens", TokenBytes(tokens_));
  transcript.Append("X", public_share);
  transcript.Append("D", std::span<const Element>(share.u));
  return transcript;
}

DleqStatement TokenAudit::Statement(Transcript& transcript,
                                    const AuditShare& share,
                                    const Element& public_share) const {
  if (share.mode == AuditMode::kSum) {
    return {.h = t_star_, .x = public_share, .y = share.u[0]};
  }
  const Scalar rho = transcript.Challenge("rho");
  return {.h = PowerSum(rho, bases_),
          .x = public_share,
          .y = PowerSum(rho, ToPoints(share.u))};
}

absl::Status TokenAudit::Verify(const AuditShare& share,
                                const Element& public_share) const {
  const size_t want = share.mode == AuditMode::kSum ? 1 : tokens_.size();
  if (share.u.size() != want) {
    return absl::InvalidArgumentError(
        absl::StrCat("audit share of issuer ", share.issuer, ": ",
                     share.u.size(), " elements, want ", want));
  }
  Transcript transcript = ShareTranscript(share, public_share);
  const DleqStatement statement = Statement(transcript, share, public_share);
  const absl::Status status = VerifyDleq(transcript, statement, share.proof);
  if (!status.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "audit share of issuer ", share.issuer, ": ", status.message()));
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> TokenAudit::SumsUp(
    uint32_t threshold, std::span<const AuditShare> shares) const {
  ASSIGN_OR_RETURN(const std::vector<const AuditShare*> lowest,
                   LowestShares(threshold, AuditMode::kSum, 1, shares));
  ASSIGN_OR_RETURN(const std::vector<Scalar> lambdas, Lambdas(lowest));
  std::vector<Point> points;
  points.reserve(lowest.size());
  for (const AuditShare* share : lowest) {
    points.push_back(Point::From(share->u[0]));
  }
  return MultiScalarMul(lambdas, points) == Point::From(n_star_);
}

absl::StatusOr<std::vector<size_t>> TokenAudit::VoidTokens(
    uint32_t threshold, std::span<const AuditShare> shares) const {
  ASSIGN_OR_RETURN(
      const std::vector<const AuditShare*> lowest,
      LowestShares(threshold, AuditMode::kEach, tokens_.size(), shares));
  ASSIGN_OR_RETURN(const std::vector<Scalar> lambdas, Lambdas(lowest));
  // By ballot: what is the identity unless the ballot is void.
  std::vector<Point> differences;
  for (size_t b = 0; b < tokens_.size(); ++b) {
    std::vector<Point> points;
    points.reserve(lowest.size());
    for (const AuditShare* share : lowest) {
      points.push_back(Point::From(share->u[b]));
    }
    differences.push_back(MultiScalarMul(lambdas, points) -
                          Point::From(tokens_[b].n));
  }
  std::vector<size_t> bad;
  for (size_t b = 0; b < differences.size(); ++b) {
    if (!differences[b].IsIdentity()) {
      bad.push_back(b);
    }
  }
  return bad;
}

}  // namespace pingyi
