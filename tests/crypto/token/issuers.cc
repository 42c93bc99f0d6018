#include "tests/crypto/token/issuers.h"

namespace pingyi::testing {

Issuers::Issuers(uint32_t members, uint32_t threshold)
    : ceremony_(RunCeremony(
          kIssuerCommittee,
          {.members = members, .threshold = threshold, .secrets = 1})) {
  scope_.session_id = ceremony_.params.session_id;
  active_.threshold = threshold;
  for (uint32_t issuer = 1; issuer <= members; ++issuer) {
    active_.issuers.push_back(issuer);
  }
}

CastToken Issuers::Issue(const TokenSecret& secret) const {
  const Element base = TokenBase(scope_, secret.public_key());
  CastToken out;
  for (const uint32_t issuer : active_.issuers) {
    out.parts.push_back({.issuer = issuer, .n = share(issuer) * base});
  }
  out.token = CombineParts(active_, secret.public_key(), out.parts).value();
  return out;
}

std::vector<CastToken> Issuers::Issue(size_t number) const {
  std::vector<CastToken> out;
  out.reserve(number);
  for (size_t i = 0; i < number; ++i) {
    out.push_back(Issue(TokenSecret::Random()));
  }
  return out;
}

}  // namespace pingyi::testing
