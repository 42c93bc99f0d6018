#ifndef TESTS_SUPPORT_SITTING_PEOPLE_H_
#define TESTS_SUPPORT_SITTING_PEOPLE_H_

#include <cstdint>
#include <vector>

#include "crypto/audit/manifest.h"
#include "crypto/group/secret_scalar.h"
#include "crypto/statement/signing_key.h"
#include "crypto/token/token.h"

namespace pingyi::testing {

// Who the officials are. Official 1 is the chair, and a witness; then come the
// members of the committees, all of them scrutineers and witnesses.
struct OfficialsPlan {
  uint32_t trustees = 3;
  uint32_t trustee_threshold = 2;
  uint32_t issuers = 3;
  uint32_t issuer_threshold = 2;
  // Trustee k and issuer k are one person, as far as there are both.
  bool same_people = true;
};

struct OfficialSecrets {
  SigningKey signing = SigningKey::Random();
  SigningKey witness = SigningKey::Random();
  SecretScalar trustee_transport = SecretScalar::Random();
  SecretScalar issuer_transport = SecretScalar::Random();
};

struct DeputySecrets {
  SigningKey slip = SigningKey::Random();
  TokenSecret token = TokenSecret::Random();
};

// Everybody's secrets, in one place as they never are.
struct People {
  SigningKey log = SigningKey::Random();
  std::vector<OfficialSecrets> officials;  // Number i at i - 1.
  std::vector<DeputySecrets> deputies;     // Deputy d at d - 1.
};

// People for `deputies` deputies, and the officials' public side.
std::vector<Official> MakeOfficials(const OfficialsPlan& plan, People& people);
Roster MakeRoster(uint32_t deputies, People& people);

}  // namespace pingyi::testing

#endif  // TESTS_SUPPORT_SITTING_PEOPLE_H_
