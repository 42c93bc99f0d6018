#include "crypto/base/hash.h"

#include <openssl/evp.h>
#include <sodium.h>

#include <algorithm>
#include <memory>

namespace pingyi {
namespace {

using HashParts = std::initializer_list<ByteSpan>;

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// With the processor's own instructions, where it has them: a record's leaves
// are hashed several times as fast as by libsodium's portable code. False where
// the system's configuration of OpenSSL keeps SHA-256 from us.
bool FastSha256(HashParts parts, Digest& out) {
  static const EVP_MD* const kSha256 =
      EVP_MD_fetch(nullptr, "SHA2-256", nullptr);
  thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> kContext(
      EVP_MD_CTX_new());
  return kSha256 != nullptr && kContext != nullptr &&
         EVP_DigestInit_ex2(kContext.get(), kSha256, nullptr) == 1 &&
         std::all_of(parts.begin(), parts.end(),
                     [](ByteSpan part) {
                       return EVP_DigestUpdate(kContext.get(), part.data(),
                                               part.size()) == 1;
                     }) &&
         EVP_DigestFinal_ex(kContext.get(), out.data(), nullptr) == 1;
}

Digest PortableSha256(HashParts parts) {
  crypto_hash_sha256_state state = {};
  crypto_hash_sha256_init(&state);
  for (const ByteSpan part : parts) {
    crypto_hash_sha256_update(&state, part.data(), part.size());
  }
  Digest out = {};
  crypto_hash_sha256_final(&state, out.data());
  return out;
}

}  // namespace

Digest Sha256(ByteSpan data) {
  return Sha256({data});
}

Digest Sha256(std::initializer_list<ByteSpan> parts) {
  Digest out = {};
  return FastSha256(parts, out) ? out : PortableSha256(parts);
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
