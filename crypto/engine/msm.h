#ifndef CRYPTO_ENGINE_MSM_H_
#define CRYPTO_ENGINE_MSM_H_

#include <span>

#include "crypto/engine/backend.h"
#include "crypto/engine/point.h"
#include "crypto/group/scalar.h"

// How MultiScalarMul works, for its tests and benchmarks.
namespace pingyi::engine {

// The two methods by themselves, with any backend; `points` must be that
// backend's, and as many as scalars.
PointWords StrausSum(const Backend& backend, std::span<const Scalar> scalars,
                     std::span<const PointWords* const> points);
// `width` from 2 to 15: the bits of a window.
PointWords PippengerSum(const Backend& backend, unsigned width,
                        std::span<const Scalar> scalars,
                        std::span<const PointWords* const> points);
// The width with the least work by the backend's costs.
unsigned BestWidth(const Backend& backend, size_t n);
// The better of the two.
PointWords Sum(const Backend& backend, std::span<const Scalar> scalars,
               std::span<const PointWords* const> points);

}  // namespace pingyi::engine

#endif  // CRYPTO_ENGINE_MSM_H_
