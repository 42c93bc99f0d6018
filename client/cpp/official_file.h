#ifndef CLIENT_CPP_OFFICIAL_FILE_H_
#define CLIENT_CPP_OFFICIAL_FILE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/cpp/sealed_box.h"
#include "crypto/audit/manifest.h"
#include "crypto/base/bytes.h"
#include "crypto/credential/slip.h"

// How an official comes into a session: keys made on the official's own device,
// the public half in a text file for the operator, the private half sealed.
namespace pingyi {

// "chair", "scrutineer", "trustee", "issuer", "witness".
absl::string_view RoleName(Role role);
// Reads a list such as "trustee,issuer,witness", in any order. INVALID_ARGUMENT
// for an unknown or repeated role, for none, and for a trustee or issuer that
// is not a witness too. Ascending.
absl::StatusOr<std::vector<Role>> ParseRoles(absl::string_view list);

// pingyi.config.v1.OfficialFile as text.
std::string FormatOfficialFile(const Official& official);
// INVALID_ARGUMENT as "path:line:column: what to write instead", or naming the
// field. `path` is only for the message.
absl::StatusOr<Official> ParseOfficialFile(absl::string_view path,
                                           absl::string_view text);

struct EnrolmentRequest {
  std::string name;
  std::vector<Role> roles;
  // Makes BASE.official and BASE.key.
  std::string base;
  ByteSpan passphrase;
  PassphraseCost cost = {};
};

// Makes all keys, writes both files, and gives the slip that the signing key
// stands for: shown once, kept nowhere. ALREADY_EXISTS if one of the files is
// there; INVALID_ARGUMENT for an empty name or passphrase.
absl::StatusOr<SlipSecret> Enrol(const EnrolmentRequest& request);

}  // namespace pingyi

#endif  // CLIENT_CPP_OFFICIAL_FILE_H_
