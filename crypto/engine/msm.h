#ifndef CRYPTO_ENGINE_MSM_H_
#define CRYPTO_ENGINE_MSM_H_

#include <span>

#include "crypto/engine/point.h"
#include "crypto/group/scalar.h"

// The two ways in which MultiScalarMul works, for its tests and benchmark.
namespace pingyi {

// One shared chain of doublings, a table of odd multiples a point: few points.
Point StrausSum(std::span<const Scalar> scalars, std::span<const Point> points);

// Bucket sums over signed digits, the window chosen by the number of points.
Point PippengerSum(std::span<const Scalar> scalars,
                   std::span<const Point> points);

}  // namespace pingyi

#endif  // CRYPTO_ENGINE_MSM_H_
