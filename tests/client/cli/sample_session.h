#ifndef TESTS_CLIENT_CLI_SAMPLE_SESSION_H_
#define TESTS_CLIENT_CLI_SAMPLE_SESSION_H_

#include <string>
#include <vector>

#include "crypto/audit/manifest.h"
#include "crypto/base/hash.h"
#include "crypto/group/element.h"
#include "crypto/statement/signing_key.h"

// Officials for tests of `session new`.
namespace pingyi::testing {

// With fresh keys for what the roles need.
inline Official SomeOfficial(const std::string& name,
                             const std::vector<Role>& roles) {
  Official official{.name = name,
                    .signing_key = SigningKey::Random().verify_key(),
                    .roles = roles};
  if (official.Has(Role::kTrustee)) {
    official.trustee_transport_key = Element::MulBase(SecretScalar::Random());
  }
  if (official.Has(Role::kIssuer)) {
    official.issuer_transport_key = Element::MulBase(SecretScalar::Random());
  }
  if (official.Has(Role::kWitness)) {
    official.witness_key = SigningKey::Random().verify_key();
  }
  return official;
}

// A chair, three trustees who are issuers, and one more witness.
inline std::vector<Official> SomeOfficials() {
  std::vector<Official> officials = {SomeOfficial("主持人", {Role::kChair})};
  for (const char* name : {"监票人甲", "监票人乙", "纪检监察组"}) {
    officials.push_back(SomeOfficial(name, {Role::kScrutineer, Role::kTrustee,
                                            Role::kIssuer, Role::kWitness}));
  }
  officials.push_back(SomeOfficial("见证人", {Role::kWitness}));
  return officials;
}

}  // namespace pingyi::testing

#endif  // TESTS_CLIENT_CLI_SAMPLE_SESSION_H_
