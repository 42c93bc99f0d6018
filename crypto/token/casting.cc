#include "crypto/token/casting.h"

#include <cstddef>
#include <utility>

#include "absl/status/statusor.h"
#include "crypto/engine/point.h"
#include "crypto/group/scalar.h"
#include "crypto/token/bisect.h"
#include "crypto/token/polynomial.h"

namespace pingyi {

std::vector<bool> ConfirmParts(const TokenScope& scope,
                               const SecretScalar& share,
                               std::span<const ConfirmItem> items) {
  std::vector<Point> bases;
  std::vector<Point> parts;
  for (const ConfirmItem& item : items) {
    bases.push_back(Point::From(TokenBase(scope, item.token_key)));
    parts.push_back(Point::From(item.part));
  }
  // Weights that the asker cannot know also keep the comparison's time from
  // telling anything about what the share makes of an input.
  const auto holds = [&](size_t begin, size_t end) {
    std::vector<Scalar> weights(end - begin);
    for (Scalar& weight : weights) {
      weight = Scalar::RandomWeight();
    }
    const std::span<const Point> some_bases =
        std::span(bases).subspan(begin, end - begin);
    const std::span<const Point> some_parts =
        std::span(parts).subspan(begin, end - begin);
    return share * MultiScalarMul(weights, some_bases).ToElement() ==
           MultiScalarMul(weights, some_parts).ToElement();
  };
  std::vector<bool> out(items.size(), true);
  for (const size_t bad : FindBad(items.size(), holds)) {
    out[bad] = false;
  }
  return out;
}

std::vector<absl::Status> CheckCastTokens(const ActiveSet& active,
                                          std::span<const CastToken> tokens) {
  absl::StatusOr<PolynomialCheck> check = PolynomialCheck::Create(active);
  if (!check.ok()) {
    return std::vector<absl::Status>(tokens.size(), check.status());
  }
  std::vector<absl::Status> out(tokens.size());
  std::vector<size_t> checked;
  std::vector<Point> values;
  std::vector<std::vector<Point>> parts;
  for (size_t i = 0; i < tokens.size(); ++i) {
    absl::StatusOr<std::vector<Point>> points = check->Points(tokens[i].parts);
    if (!points.ok()) {
      out[i] = points.status();
      continue;
    }
    checked.push_back(i);
    values.push_back(Point::From(tokens[i].token.n));
    parts.push_back(*std::move(points));
  }
  const auto holds = [&](size_t begin, size_t end) {
    std::vector<Term> terms;
    for (size_t i = begin; i < end; ++i) {
      check->AddTerms(values[i], parts[i], terms);
    }
    return MultiScalarMul(terms).IsIdentity();
  };
  for (const size_t bad : FindBad(checked.size(), holds)) {
    out[checked[bad]] = absl::InvalidArgumentError(
        "token: the parts do not lie on one polynomial through N");
  }
  return out;
}

}  // namespace pingyi
