#include "crypto/base/hash.h"

#include <sodium.h>

namespace pingyi {

Digest Sha256(ByteSpan data) {
  return Sha256({data});
}

Digest Sha256(std::initializer_list<ByteSpan> parts) {
  crypto_hash_sha256_state state = {};
  crypto_hash_sha256_init(&state);
  for (const ByteSpan part : parts) {
    crypto_hash_sha256_update(&state, part.data(), part.size());
  }
  Digest out = {};
  crypto_hash_sha256_final(&state, out.data());
  return out;
}

WideDigest Sha512(ByteSpan data) {
  return Sha512({data});
}

WideDigest Sha512(std::initializer_list<ByteSpan> parts) {
  crypto_hash_sha512_state state = {};
  crypto_hash_sha512_init(&state);
  for (const ByteSpan part : parts) {
    crypto_hash_sha512_update(&state, part.data(), part.size());
  }
  WideDigest out = {};
  crypto_hash_sha512_final(&state, out.data());
  return out;
}

}  // namespace pingyi
