#ifndef CRYPTO_ENGINE_SCRATCH_H_
#define CRYPTO_ENGINE_SCRATCH_H_

#include <cstddef>
#include <memory>
#include <new>

namespace pingyi::engine {

// Memory as backends want it, aligned to 64 bytes and not initialised.
struct AlignedDelete {
  static constexpr std::align_val_t kAlignment{64};
  void operator()(std::byte* bytes) const {
    operator delete(bytes, kAlignment);
  }
};
using Scratch = std::unique_ptr<std::byte, AlignedDelete>;

inline Scratch Allocate(size_t size) {
  return Scratch(
      static_cast<std::byte*>(operator new(size, AlignedDelete::kAlignment)));
}

}  // namespace pingyi::engine

#endif  // CRYPTO_ENGINE_SCRATCH_H_
