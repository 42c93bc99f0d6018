#ifndef CRYPTO_BASE_SECRET_BUFFER_H_
#define CRYPTO_BASE_SECRET_BUFFER_H_

#include <sodium.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "crypto/base/bytes.h"

namespace pingyi {

// Secret bytes whose number is known at run time only: a share file before it
// is sealed, a share vector after it is opened. As SecretBytes: cannot be
// copied or printed, and wipes itself.
class SecretBuffer {
 public:
  // `size` zero bytes, to be written through `mutable_bytes`.
  explicit SecretBuffer(size_t size) : bytes_(size) {}
  // Takes over a copy; the caller wipes its own.
  static SecretBuffer Copy(ByteSpan bytes) {
    SecretBuffer out(bytes.size());
    out.bytes_.assign(bytes.begin(), bytes.end());
    return out;
  }

  ~SecretBuffer() { Wipe(); }
  SecretBuffer(SecretBuffer&& other) noexcept
      : bytes_(std::exchange(other.bytes_, {})) {}
  SecretBuffer& operator=(SecretBuffer&& other) noexcept {
    if (this != &other) {
      Wipe();
      bytes_ = std::exchange(other.bytes_, {});
    }
    return *this;
  }
  SecretBuffer(const SecretBuffer&) = delete;
  SecretBuffer& operator=(const SecretBuffer&) = delete;

  size_t size() const { return bytes_.size(); }
  ByteSpan Expose() const { return bytes_; }
  std::span<uint8_t> mutable_bytes() { return bytes_; }

 private:
  void Wipe() { sodium_memzero(bytes_.data(), bytes_.size()); }

  // Never resized after construction: a reallocation would leave a copy.
  std::vector<uint8_t> bytes_;
};

}  // namespace pingyi

#endif  // CRYPTO_BASE_SECRET_BUFFER_H_
