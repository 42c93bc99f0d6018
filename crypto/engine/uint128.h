#ifndef CRYPTO_ENGINE_UINT128_H_
#define CRYPTO_ENGINE_UINT128_H_

namespace pingyi::engine {

// Products of two 64-bit limbs; g++ and clang have it on every 64-bit machine.
__extension__ using Uint128 = unsigned __int128;

}  // namespace pingyi::engine

#endif  // CRYPTO_ENGINE_UINT128_H_
