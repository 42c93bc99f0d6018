#include "server/rpc/credentials.h"

#include <cstdlib>

namespace pingyi {

void AllowOnlyTls13() {
  // gRPC 1.51 has no public way to set the lowest version. The variable names
  // the suites of TLS 1.2 only (those of 1.3 are always on): one that needs a
  // pre-shared key, of which we have none, so no such handshake can succeed.
  setenv("GRPC_SSL_CIPHER_SUITES", "PSK-AES256-GCM-SHA384", /*overwrite=*/1);
}

std::shared_ptr<grpc::ServerCredentials> MakeCredentials(
    const std::optional<TlsFiles>& tls) {
  if (!tls.has_value()) {
    return grpc::InsecureServerCredentials();
  }
  grpc::SslServerCredentialsOptions options(
      GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE);
  options.pem_key_cert_pairs.push_back(
      {.private_key = tls->key, .cert_chain = tls->certificate});
  return grpc::SslServerCredentials(options);
}

}  // namespace pingyi
