#include "tests/server/gateway/client_tls.h"

#include <csignal>

namespace pingyi::testing {
namespace {

SSL_CTX* MakeContext() {
  std::signal(SIGPIPE, SIG_IGN);
  SSL_CTX* const out = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_mode(out, SSL_MODE_RELEASE_BUFFERS |
                            SSL_MODE_ENABLE_PARTIAL_WRITE |
                            SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  return out;
}

}  // namespace

Ssl MakeClientTls(int socket, const TlsOffer& offer) {
  static SSL_CTX* const kContext = MakeContext();  // As long as the process.
  Ssl out(SSL_new(kContext));
  SSL_set_max_proto_version(out.get(), offer.version);
  const std::string offered =
      static_cast<char>(offer.protocol.size()) + offer.protocol;
  SSL_set_alpn_protos(out.get(),
                      reinterpret_cast<const unsigned char*>(offered.data()),
                      static_cast<unsigned>(offered.size()));
  SSL_set_fd(out.get(), socket);
  SSL_set_connect_state(out.get());
  return out;
}

}  // namespace pingyi::testing
