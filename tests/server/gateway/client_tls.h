#ifndef TESTS_SERVER_GATEWAY_CLIENT_TLS_H_
#define TESTS_SERVER_GATEWAY_CLIENT_TLS_H_

#include <openssl/ssl.h>

#include <memory>
#include <string>

namespace pingyi::testing {

// What a client says that it speaks.
struct TlsOffer {
  int version = TLS1_3_VERSION;  // At most this.
  std::string protocol = "http/1.1";
};

struct FreeSsl {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};
using Ssl = std::unique_ptr<SSL, FreeSsl>;

// A client's end of TLS over a connected socket, which it does not own; no word
// has been said yet. It believes any certificate. From now on this process
// ignores SIGPIPE: OpenSSL's writes would raise it.
Ssl MakeClientTls(int socket, const TlsOffer& offer = {});

}  // namespace pingyi::testing

#endif  // TESTS_SERVER_GATEWAY_CLIENT_TLS_H_
