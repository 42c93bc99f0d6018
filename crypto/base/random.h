#ifndef CRYPTO_BASE_RANDOM_H_
#define CRYPTO_BASE_RANDOM_H_

#include <cstdint>
#include <span>

namespace pingyi {

// Fills `out` with fresh random bytes from libsodium, and sees to it that
// libsodium is initialized first. Thread-safe.
void FillRandom(std::span<uint8_t> out);

}  // namespace pingyi

#endif  // CRYPTO_BASE_RANDOM_H_
