#ifndef CRYPTO_BASE_HASH_H_
#define CRYPTO_BASE_HASH_H_

#include <array>
#include <cstdint>
#include <initializer_list>

#include "crypto/base/bytes.h"

// SHA-2 over a concatenation of parts, for public data.
namespace pingyi {

using WideDigest = std::array<uint8_t, 64>;

Digest Sha256(ByteSpan data);
Digest Sha256(std::initializer_list<ByteSpan> parts);
WideDigest Sha512(ByteSpan data);
WideDigest Sha512(std::initializer_list<ByteSpan> parts);

}  // namespace pingyi

#endif  // CRYPTO_BASE_HASH_H_
