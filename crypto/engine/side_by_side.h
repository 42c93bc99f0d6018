#ifndef CRYPTO_ENGINE_SIDE_BY_SIDE_H_
#define CRYPTO_ENGINE_SIDE_BY_SIDE_H_

#include <cstddef>
#include <cstdint>

#include "crypto/engine/backend.h"

// Field elements between memory and lanes, for backends that have some. L is as
// in kernels.h: of internal linkage, and so what is made of these templates.
namespace pingyi::engine {

// How many limbs a FieldElement has.
inline constexpr size_t kElementLimbs = 5;

// Up to kGroups * kLanes field elements side by side: limb k of element i in
// lane i % kLanes of words[i / kLanes][k]. Lanes that are left get the last
// one.
template <class L, size_t kGroups>
void SpreadElements(const FieldElement* in, size_t n,
                    uint64_t (&words)[kGroups][kElementLimbs][L::kLanes]) {
  for (size_t i = 0; i < kGroups * L::kLanes; ++i) {
    for (size_t k = 0; k < kElementLimbs; ++k) {
      words[i / L::kLanes][k][i % L::kLanes] = in[i < n ? i : n - 1].limbs[k];
    }
  }
}

// The first n of them back.
template <class L, size_t kGroups>
void CollectElements(const uint64_t (&words)[kGroups][kElementLimbs][L::kLanes],
                     size_t n, FieldElement* out) {
  for (size_t i = 0; i < n; ++i) {
    for (size_t k = 0; k < kElementLimbs; ++k) {
      out[i].limbs[k] = words[i / L::kLanes][k][i % L::kLanes];
    }
  }
}

}  // namespace pingyi::engine

#endif  // CRYPTO_ENGINE_SIDE_BY_SIDE_H_
