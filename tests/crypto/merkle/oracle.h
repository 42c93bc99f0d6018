#ifndef TESTS_CRYPTO_MERKLE_ORACLE_H_
#define TESTS_CRYPTO_MERKLE_ORACLE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/merkle/hash.h"
#include "crypto/merkle/proof.h"

// RFC 6962, section 2.1, as its recursive definitions have it: slow, and with
// nothing in common with crypto/merkle but the two hashes.
namespace pingyi::testing {

// `count` different leaf hashes.
inline std::vector<Digest> SomeLeaves(size_t count) {
  std::vector<Digest> leaves;
  for (size_t i = 0; i < count; ++i) {
    leaves.push_back(LeafHash(Le32(static_cast<uint32_t>(i))));
  }
  return leaves;
}

inline size_t OracleSplit(size_t n) {
  size_t k = 1;
  while (2 * k < n) {
    k *= 2;
  }
  return k;
}

inline Digest OracleRoot(std::span<const Digest> leaves) {
  if (leaves.empty()) {
    return EmptyRoot();
  }
  if (leaves.size() == 1) {
    return leaves[0];
  }
  const size_t k = OracleSplit(leaves.size());
  return NodeHash(OracleRoot(leaves.first(k)), OracleRoot(leaves.subspan(k)));
}

// PATH(m, D[n]).
inline MerkleProof OraclePath(size_t m, std::span<const Digest> leaves) {
  if (leaves.size() == 1) {
    return {};
  }
  const size_t k = OracleSplit(leaves.size());
  MerkleProof path;
  if (m < k) {
    path = OraclePath(m, leaves.first(k));
    path.push_back(OracleRoot(leaves.subspan(k)));
  } else {
    path = OraclePath(m - k, leaves.subspan(k));
    path.push_back(OracleRoot(leaves.first(k)));
  }
  return path;
}

// SUBPROOF(m, D[n], whole).
inline MerkleProof OracleSubproof(size_t m, std::span<const Digest> leaves,
                                  bool whole) {
  if (m == leaves.size()) {
    return whole ? MerkleProof() : MerkleProof{OracleRoot(leaves)};
  }
  const size_t k = OracleSplit(leaves.size());
  MerkleProof proof;
  if (m <= k) {
    proof = OracleSubproof(m, leaves.first(k), whole);
    proof.push_back(OracleRoot(leaves.subspan(k)));
  } else {
    proof = OracleSubproof(m - k, leaves.subspan(k), false);
    proof.push_back(OracleRoot(leaves.first(k)));
  }
  return proof;
}

}  // namespace pingyi::testing

#endif  // TESTS_CRYPTO_MERKLE_ORACLE_H_
