#ifndef CRYPTO_BASE_SECRET_H_
#define CRYPTO_BASE_SECRET_H_

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "crypto/base/random.h"

namespace pingyi {

// N secret bytes. Cannot be copied or printed, compares in constant time and
// wipes itself. `grep Expose` finds every reader.
template <size_t N>
class SecretBytes {
 public:
  // Fresh random bytes from libsodium.
  static SecretBytes Random() {
    SecretBytes out;
    FillRandom(out.bytes_);
    return out;
  }
  // Takes over a copy; the caller wipes its own.
  static SecretBytes Copy(std::span<const uint8_t, N> bytes) {
    SecretBytes out;
    std::copy(bytes.begin(), bytes.end(), out.bytes_.begin());
    return out;
  }
  // Zero bytes, to be written through Fill: for libsodium outputs.
  template <typename F>
  static SecretBytes Fill(F&& write) {
    SecretBytes out;
    write(out.bytes_.data());
    return out;
  }

  ~SecretBytes() { sodium_memzero(bytes_.data(), N); }
  SecretBytes(SecretBytes&& other) noexcept : bytes_(other.bytes_) {
    sodium_memzero(other.bytes_.data(), N);
  }
  SecretBytes& operator=(SecretBytes&& other) noexcept {
    if (this != &other) {
      bytes_ = other.bytes_;
      sodium_memzero(other.bytes_.data(), N);
    }
    return *this;
  }
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;

  std::span<const uint8_t, N> Expose() const { return bytes_; }
  // A second holder of the same secret, said aloud.
  SecretBytes Clone() const { return Copy(bytes_); }

  bool operator==(const SecretBytes& other) const {
    return sodium_memcmp(bytes_.data(), other.bytes_.data(), N) == 0;
  }

 private:
  SecretBytes() = default;
  std::array<uint8_t, N> bytes_ = {};
};

}  // namespace pingyi

#endif  // CRYPTO_BASE_SECRET_H_
