#ifndef CRYPTO_MERKLE_HASH_H_
#define CRYPTO_MERKLE_HASH_H_

#include <cstdint>

#include "crypto/base/bytes.h"

// The two hashes of RFC 6962, section 2.1. The first byte keeps them apart, so
// that nobody can pass a node off as a leaf.
namespace pingyi {

// SHA-256(0x00 || leaf). The leaf is the exact bytes that were logged.
Digest LeafHash(ByteSpan leaf);

// SHA-256(0x01 || left || right).
Digest NodeHash(const Digest& left, const Digest& right);

// The root of the tree without leaves: SHA-256 of nothing.
Digest EmptyRoot();

// One state of a log: what a checkpoint says, and what a proof is about.
struct TreeHead {
  uint64_t size = 0;
  Digest root = {};

  friend bool operator==(const TreeHead&, const TreeHead&) = default;
};

}  // namespace pingyi

#endif  // CRYPTO_MERKLE_HASH_H_
