#ifndef TESTS_CRYPTO_TOKEN_ISSUERS_H_
#define TESTS_CRYPTO_TOKEN_ISSUERS_H_

#include <cstdint>
#include <vector>

#include "crypto/token/casting.h"
#include "crypto/token/token.h"
#include "tests/crypto/dkg/ceremony.h"

namespace pingyi::testing {

// Issuers after their key generation, for tests of tokens: 2 of 3 unless said.
class Issuers {
 public:
  explicit Issuers(uint32_t members = 3, uint32_t threshold = 2);

  const TokenScope& scope() const { return scope_; }
  // All members.
  const ActiveSet& active() const { return active_; }
  uint32_t threshold() const { return active_.threshold; }
  const Element& public_key() const { return ceremony_.keys.public_keys[0]; }
  // k_i and X_i; issuers count from 1.
  const SecretScalar& share(uint32_t issuer) const {
    return ceremony_.shares[issuer - 1].shares[0];
  }
  const Element& public_share(uint32_t issuer) const {
    return ceremony_.keys.public_shares[issuer - 1][0];
  }

  // What a tablet ends up with, made the short way.
  CastToken Issue(const TokenSecret& secret) const;
  std::vector<CastToken> Issue(size_t number) const;

 private:
  Ceremony ceremony_;
  TokenScope scope_;
  ActiveSet active_;
};

}  // namespace pingyi::testing

#endif  // TESTS_CRYPTO_TOKEN_ISSUERS_H_
