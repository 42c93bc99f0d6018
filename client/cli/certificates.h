#ifndef CLIENT_CLI_CERTIFICATES_H_
#define CLIENT_CLI_CERTIFICATES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "crypto/base/secret_buffer.h"

// Certificates for a closed hall: an authority of the session's own, which
// signs for this one server and is trusted for nothing else. X.509, P-256.
namespace pingyi {

struct Certificates {
  std::string ca_pem;
  SecretBuffer ca_key_pem;
  std::string server_pem;
  SecretBuffer server_key_pem;
};

// A new authority and a server certificate for `hosts` (names and addresses),
// good from a day before `now` (clocks in a hall differ) for a year.
// INVALID_ARGUMENT for a host that is neither a name nor an address, or none.
absl::StatusOr<Certificates> MakeCertificates(
    const std::vector<std::string>& hosts, absl::Time now);

// What a certificate says of itself.
struct CertificateFacts {
  absl::Time not_before;
  absl::Time not_after;
  // DNS names and addresses, as text.
  std::vector<std::string> hosts;
};
// INVALID_ARGUMENT if `pem` is no certificate.
absl::StatusOr<CertificateFacts> ReadCertificate(absl::string_view pem);

// OK if `server_pem` was signed by `ca_pem`'s key; INVALID_ARGUMENT otherwise.
absl::Status CheckSignedBy(absl::string_view server_pem,
                           absl::string_view ca_pem);

}  // namespace pingyi

#endif  // CLIENT_CLI_CERTIFICATES_H_
