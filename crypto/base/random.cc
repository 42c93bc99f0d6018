#include "crypto/base/random.h"

#include <sodium.h>

#include <cstdlib>

namespace pingyi {

void FillRandom(std::span<uint8_t> out) {
  // No random source means no secrets: there is nothing sensible left to do.
  static const bool kReady = sodium_init() >= 0;
  if (!kReady) {
    std::abort();
  }
  randombytes_buf(out.data(), out.size());
}

}  // namespace pingyi
