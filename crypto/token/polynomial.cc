#include "crypto/token/polynomial.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "crypto/base/status_macros.h"

namespace pingyi {

absl::StatusOr<PolynomialCheck> PolynomialCheck::Create(
    const ActiveSet& active) {
  RETURN_IF_ERROR(active.Validate());
  const std::span<const uint32_t> issuers = active.issuers;
  const std::span<const uint32_t> given = issuers.first(active.threshold);
  PolynomialCheck out;
  out.threshold_ = active.threshold;
  out.issuers_ = active.issuers;
  ASSIGN_OR_RETURN(std::vector<Scalar> at_zero, LagrangeAtZero(given));
  out.rows_.push_back(std::move(at_zero));
  for (const uint32_t issuer : issuers.subspan(active.threshold)) {
    ASSIGN_OR_RETURN(std::vector<Scalar> row, LagrangeAt(given, issuer));
    out.rows_.push_back(std::move(row));
  }
  return out;
}

absl::StatusOr<std::vector<Point>> PolynomialCheck::Points(
    std::span<const TokenPart> parts) const {
  const bool same_issuers =
      std::equal(parts.begin(), parts.end(), issuers_.begin(), issuers_.end(),
                 [](const TokenPart& part, uint32_t issuer) {
                   return part.issuer == issuer;
                 });
  if (!same_issuers) {
    return absl::InvalidArgumentError(
        "token: the parts are not exactly those of the active set");
  }
  std::vector<Point> points;
  points.reserve(parts.size());
  for (const TokenPart& part : parts) {
    if (part.n.IsIdentity()) {
      return absl::InvalidArgumentError(
          absl::StrCat("part of issuer ", part.issuer, ": is the identity"));
    }
    points.push_back(Point::From(part.n));
  }
  return points;
}

Point PolynomialCheck::AtZero(std::span<const Point> parts) const {
  return MultiScalarMul(rows_[0], parts.first(threshold_));
}

void PolynomialCheck::AddTerms(const Point& at_zero,
                               std::span<const Point> parts,
                               std::vector<Term>& terms) const {
  assert(parts.size() == threshold_ + rows_.size() - 1);
  std::vector<Scalar> given(threshold_);
  for (size_t row = 0; row < rows_.size(); ++row) {
    const Scalar weight = Scalar::RandomWeight();
    const Point& expected = row == 0 ? at_zero : parts[threshold_ + row - 1];
    terms.push_back(Term{weight, expected});
    for (size_t i = 0; i < threshold_; ++i) {
      given[i] = given[i] - weight * rows_[row][i];
    }
  }
  for (size_t i = 0; i < threshold_; ++i) {
    terms.push_back(Term{given[i], parts[i]});
  }
}

}  // namespace pingyi
