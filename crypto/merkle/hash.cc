#include "crypto/merkle/hash.h"

#include <array>
#include <cstdint>

#include "crypto/base/bytes.h"
#include "crypto/base/hash.h"

namespace pingyi {
namespace {

constexpr std::array<uint8_t, 1> kLeafPrefix = {0x00};
constexpr std::array<uint8_t, 1> kNodePrefix = {0x01};

}  // namespace

Digest LeafHash(ByteSpan leaf) {
  return Sha256({kLeafPrefix, leaf});
}

Digest NodeHash(const Digest& left, const Digest& right) {
  return Sha256({kNodePrefix, left, right});
}

Digest EmptyRoot() {
  return Sha256(ByteSpan());
}

}  // namespace pingyi
