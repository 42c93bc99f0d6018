#ifndef CRYPTO_TOKEN_POLYNOMIAL_H_
#define CRYPTO_TOKEN_POLYNOMIAL_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "crypto/engine/point.h"
#include "crypto/group/scalar.h"
#include "crypto/token/token.h"

namespace pingyi {

// That the parts of an active set lie on one polynomial of degree
// threshold - 1, as equations: the first `threshold` parts give the polynomial,
// its value at 0 and at every other issuer is compared.
class PolynomialCheck {
 public:
  // Errors as ActiveSet::Validate.
  static absl::StatusOr<PolynomialCheck> Create(const ActiveSet& active);

  // INVALID_ARGUMENT unless `parts` are exactly the active set's, in its order,
  // and none the identity.
  absl::StatusOr<std::vector<Point>> Points(
      std::span<const TokenPart> parts) const;

  // N = sum lambda_i N_i. Takes what Points gave, as AddTerms does.
  Point AtZero(std::span<const Point> parts) const;

  // Adds terms that sum up to the identity if `parts` lie on one polynomial
  // through `at_zero`, and, but for a chance of 2^-128, only then: each
  // equation gets a fresh random weight.
  void AddTerms(const Point& at_zero, std::span<const Point> parts,
                std::vector<Term>& terms) const;

 private:
  PolynomialCheck() = default;
  size_t threshold_ = 0;
  std::vector<uint32_t> issuers_;
  // By equation: what the first `threshold` parts are multiplied with. The
  // first equation is about 0, the others about issuers threshold, ...
  std::vector<std::vector<Scalar>> rows_;
};

}  // namespace pingyi

#endif  // CRYPTO_TOKEN_POLYNOMIAL_H_
