#include <cstddef>
#include <cstdint>

#include "crypto/base/bytes.h"
#include "proto/codec/manifest.h"
#include "tests/proto/codec/fuzz_check.h"

// What is read, is written in one way, and read again as the same.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  pingyi::testing::SilenceProtobuf();
  const auto value = pingyi::DecodeManifest({data, size});
  if (!value.ok()) {
    return 0;
  }
  const pingyi::Bytes written = pingyi::EncodeManifest(*value);
  const auto again = pingyi::DecodeManifest(written);
  pingyi::testing::Check(again.ok());
  pingyi::testing::Check(pingyi::EncodeManifest(*again) == written);
  return 0;
}
