#ifndef CRYPTO_ENGINE_BOUNDS_H_
#define CRYPTO_ENGINE_BOUNDS_H_

// Asserts what is written beside a field operation about the size of limbs. On
// in the builds with sanitizers and in debug builds: the arithmetic is too hot
// for checks in what is shipped, and what they would find is a bug of ours.
#if defined(PINGYI_CHECK_BOUNDS)
#include <cassert>
#define PINGYI_BOUND(condition) assert(condition)
#else
#define PINGYI_BOUND(condition) static_cast<void>(0)
#endif

#endif  // CRYPTO_ENGINE_BOUNDS_H_
