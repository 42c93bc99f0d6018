#include <sodium.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "client/cpp/key_file.h"
#include "client/cpp/sealed_box.h"

// A key file's plain text has one spelling: whatever is read is written back
// byte for byte. Sealed bytes are refused or cheap to try.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const int kReady = sodium_init();
  if (kReady < 0) {
    std::abort();
  }
  const pingyi::ByteSpan bytes(data, size);
  const auto keys = pingyi::KeyFile::Parse(bytes);
  if (keys.ok()) {
    const pingyi::SecretBuffer again = keys->Serialize();
    if (again.size() != size ||
        sodium_memcmp(again.Expose().data(), data, size) != 0) {
      std::abort();
    }
  }
  // With its cost made cheap, every file can be tried.
  const auto key = pingyi::SealingKey::FromKey(
      pingyi::SecretBytes<32>::Fill([](uint8_t*) {}));
  if (key.Open(bytes).ok()) {
    std::abort();  // Nobody can seal under a key by guessing.
  }
  return 0;
}
