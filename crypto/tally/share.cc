#include "crypto/tally/share.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "crypto/base/status_macros.h"
#include "crypto/group/scalar.h"

namespace pingyi {
namespace {

absl::Status BadShare(uint32_t trustee, absl::string_view why) {
  return absl::InvalidArgumentError(
      absl::StrCat("tally share of trustee ", trustee, ": ", why));
}

std::vector<Scalar> Powers(const Scalar& rho, size_t n) {
  std::vector<Scalar> out;
  out.reserve(n);
  Scalar power = Scalar::FromUint64(1);
  for (size_t i = 0; i < n; ++i) {
    out.push_back(power);
    power = power * rho;
  }
  return out;
}

// What one proof shows, and with which weights.
struct Combined {
  std::vector<Scalar> weights;  // rho^i
  DleqStatement statement;
};

// Appends the share to `transcript` and draws rho.
Combined Combine(Transcript& transcript, const Totals& totals,
                 std::span<const Element> public_shares,
                 const TallyShare& share) {
  const std::span<const Element> d = share.d;
  transcript.AppendLe32("trustee", share.trustee);
  transcript.Append("A", totals.a);
  transcript.Append("X", public_shares);
  transcript.Append("D", d);
  Combined out;
  out.weights = Powers(transcript.Challenge("rho"), d.size());
  out.statement.h = totals.a;
  out.statement.x =
      MultiScalarMul(out.weights, ToPoints(public_shares)).ToElement();
  out.statement.y = MultiScalarMul(out.weights, ToPoints(d)).ToElement();
  return out;
}

// Shares of distinct trustees, by index.
absl::StatusOr<std::vector<const TallyShare*>> Sorted(
    const Totals& totals, std::span<const TallyShare> shares) {
  std::vector<const TallyShare*> out;
  for (const TallyShare& share : shares) {
    if (share.d.size() != totals.b.size()) {
      return BadShare(share.trustee, "of another size");
    }
    out.push_back(&share);
  }
  std::sort(out.begin(), out.end(),
            [](const TallyShare* a, const TallyShare* b) {
              return a->trustee < b->trustee;
            });
  for (size_t i = 1; i < out.size(); ++i) {
    if (out[i]->trustee == out[i - 1]->trustee) {
      return BadShare(out[i]->trustee, "given twice");
    }
  }
  return out;
}

// Whether `other` lies on the polynomials that `given` fix, all ciphertexts
// together under random weights.
absl::Status CheckAgrees(std::span<const TallyShare* const> given,
                         std::span<const uint32_t> trustees,
                         const TallyShare& other) {
  ASSIGN_OR_RETURN(const std::vector<Scalar> row,
                   LagrangeAt(trustees, other.trustee));
  std::vector<Term> terms;
  for (size_t i = 0; i < other.d.size(); ++i) {
    const Scalar weight = Scalar::RandomWeight();
    terms.push_back(Term{weight, Point::From(other.d[i])});
    for (size_t k = 0; k < given.size(); ++k) {
      terms.push_back(Term{-(weight * row[k]), Point::From(given[k]->d[i])});
    }
  }
  if (!MultiScalarMul(terms).IsIdentity()) {
    return BadShare(other.trustee, "does not agree with those of lower index");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status TotalsSum::Add(const Point& a, std::span<const Point> b) {
  if (b.size() != b_.size()) {
    return absl::InvalidArgumentError(
        absl::StrCat("ballot: ", b.size(), " ciphertexts, want ", b_.size()));
  }
  a_ += a;
  for (size_t i = 0; i < b.size(); ++i) {
    b_[i] += b[i];
  }
  ++ballots_;
  return absl::OkStatus();
}

Totals TotalsSum::Total() const {
  Totals out;
  out.a = a_.ToElement();
  for (const Point& b : b_) {
    out.b.push_back(b.ToElement());
  }
  out.ballots = ballots_;
  return out;
}

Bytes TallyShare::Payload() const {
  Bytes out;
  AppendLe32(out, trustee);
  for (const Element& element : d) {
    AppendBytes(out, element.bytes());
  }
  AppendBytes(out, proof.bytes());
  return out;
}

absl::StatusOr<TallyShare> TallyShare::Parse(ByteSpan payload,
                                             size_t ciphertexts) {
  const size_t want = 4 + ciphertexts * kElementSize + kDleqProofSize;
  if (payload.size() != want) {
    return absl::InvalidArgumentError(absl::StrCat(
        "tally share: want ", want, " bytes, got ", payload.size()));
  }
  TallyShare share;
  share.trustee = ReadLe32(payload.first<4>());
  for (size_t i = 0; i < ciphertexts; ++i) {
    ASSIGN_OR_RETURN(
        const Element element,
        Element::Parse(payload.subspan(4 + i * kElementSize, kElementSize)));
    share.d.push_back(element);
  }
  ASSIGN_OR_RETURN(share.proof, DleqProof::Parse(payload.last(kDleqProofSize)));
  return share;
}

absl::StatusOr<TallyShare> MakeTallyShare(const Context& context,
                                          const Totals& totals,
                                          const TrusteeKey& key) {
  return MakeTallyShareWithNonce(context, totals, key, SecretScalar::Random());
}

absl::StatusOr<TallyShare> MakeTallyShareWithNonce(const Context& context,
                                                   const Totals& totals,
                                                   const TrusteeKey& key,
                                                   const SecretScalar& nonce) {
  if (key.shares.size() != totals.b.size() ||
      key.public_shares.size() != totals.b.size()) {
    return BadShare(key.trustee, "the key has another number of shares");
  }
  TallyShare out;
  out.trustee = key.trustee;
  for (const SecretScalar& share : key.shares) {
    out.d.push_back(share * totals.a);
  }
  Transcript transcript = context.Start("tally share");
  const Combined combined = Combine(transcript, totals, key.public_shares, out);
  SecretScalar witness = SecretScalar::From(Scalar());
  for (size_t i = 0; i < key.shares.size(); ++i) {
    witness = witness + combined.weights[i] * key.shares[i];
  }
  out.proof =
      ProveDleqWithNonce(transcript, witness, combined.statement, nonce);
  return out;
}

absl::Status VerifyTallyShare(const Context& context, const Totals& totals,
                              std::span<const Element> public_shares,
                              const TallyShare& share) {
  if (share.d.size() != totals.b.size() ||
      public_shares.size() != totals.b.size()) {
    return BadShare(share.trustee, "of another size");
  }
  Transcript transcript = context.Start("tally share");
  const Combined combined = Combine(transcript, totals, public_shares, share);
  const absl::Status status =
      VerifyDleq(transcript, combined.statement, share.proof);
  return status.ok() ? status : BadShare(share.trustee, status.message());
}

absl::StatusOr<std::vector<Element>> DecryptTotals(
    const Totals& totals, uint32_t threshold,
    std::span<const TallyShare> shares) {
  if (threshold == 0) {
    return absl::InvalidArgumentError("tally: threshold is 0");
  }
  ASSIGN_OR_RETURN(const std::vector<const TallyShare*> sorted,
                   Sorted(totals, shares));
  if (sorted.size() < threshold) {
    return absl::FailedPreconditionError(absl::StrCat(
        "tally: ", sorted.size(), " valid shares, want ", threshold));
  }
  const auto given = std::span(sorted).first(threshold);
  std::vector<uint32_t> trustees;
  for (const TallyShare* share : given) {
    trustees.push_back(share->trustee);
  }
  ASSIGN_OR_RETURN(const std::vector<Scalar> lambdas, LagrangeAtZero(trustees));
  for (const TallyShare* other : std::span(sorted).subspan(threshold)) {
    RETURN_IF_ERROR(CheckAgrees(given, trustees, *other));
  }
  std::vector<Element> out;
  for (size_t i = 0; i < totals.b.size(); ++i) {
    std::vector<Point> points;
    for (const TallyShare* share : given) {
      points.push_back(Point::From(share->d[i]));
    }
    out.push_back((Point::From(totals.b[i]) - MultiScalarMul(lambdas, points))
                      .ToElement());
  }
  return out;
}

}  // namespace pingyi
