// TLS as the gateway speaks it.
#include "server/gateway/wire.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "tests/server/gateway/raw_client.h"
#include "tests/server/rig/rig.h"
#include "tests/server/rig/self_signed.h"
#include "tests/support/status_matchers.h"

namespace pingyi::testing {
namespace {

// A client of OpenSSL's, that blocks.
class TlsClient {
 public:
  TlsClient(const std::string& address, int version, const std::string& alpn)
      : context_(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free),
        socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    uint32_t port = 0;
    EXPECT_TRUE(
        absl::SimpleAtoi(address.substr(address.rfind(':') + 1), &port));
    sockaddr_in peer = {};
    peer.sin_family = AF_INET;
    peer.sin_port = htons(static_cast<uint16_t>(port));
    peer.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(
        connect(socket_, reinterpret_cast<sockaddr*>(&peer), sizeof(peer)), 0);
    SSL_CTX_set_max_proto_version(context_.get(), version);
    ssl_.reset(SSL_new(context_.get()));
    const std::string offered = static_cast<char>(alpn.size()) + alpn;
    SSL_set_alpn_protos(ssl_.get(),
                        reinterpret_cast<const unsigned char*>(offered.data()),
                        static_cast<unsigned>(offered.size()));
    SSL_set_fd(ssl_.get(), socket_);
    connected_ = SSL_connect(ssl_.get()) == 1;
  }
  ~TlsClient() {
    ssl_.reset();
    close(socket_);
  }
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;

  bool connected() const { return connected_; }
  SSL* ssl() { return ssl_.get(); }
  // Sends, and reads until the server hangs up.
  std::string Ask(const std::string& request) {
    EXPECT_EQ(
        SSL_write(ssl_.get(), request.data(), static_cast<int>(request.size())),
        static_cast<int>(request.size()));
    std::string out;
    std::array<char, 4096> piece = {};
    for (;;) {
      const int got = SSL_read(ssl_.get(), piece.data(), piece.size());
      if (got <= 0) {
        return out;
      }
      out.append(piece.data(), static_cast<size_t>(got));
    }
  }

 private:
  struct FreeSsl {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
  };
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  std::unique_ptr<SSL, FreeSsl> ssl_;
  int socket_;
  bool connected_ = false;
};

class WireTest : public ::testing::Test {
 protected:
  WireTest()
      : rig_({}, Rig::Mode::kInProcess, [](Config& config) {
          config.gateway = GatewayConfig{.listen_address = "127.0.0.1:0",
                                         .tls = SelfSigned(),
                                         .authority = "the authority"};
        }) {}

  Rig rig_;
};

TEST_F(WireTest, ServesOverTls13AndNothingOlder) {
  TlsClient now(rig_.gateway_address(), TLS1_3_VERSION, "http/1.1");
  ASSERT_TRUE(now.connected());
  const std::string answer = now.Ask(Get("/ca.crt", "Connection: close\r\n"));
  EXPECT_THAT(answer, ::testing::HasSubstr("application/x-x509-ca-cert"));
  EXPECT_TRUE(absl::EndsWith(answer, "the authority"));

  TlsClient old(rig_.gateway_address(), TLS1_2_VERSION, "http/1.1");
  EXPECT_FALSE(old.connected());
  TlsClient http2(rig_.gateway_address(), TLS1_3_VERSION, "h2");
  EXPECT_FALSE(http2.connected());
}

TEST_F(WireTest, NoConnectionResumesAnother) {
  TlsClient client(rig_.gateway_address(), TLS1_3_VERSION, "http/1.1");
  ASSERT_TRUE(client.connected());
  client.Ask(Get("/ca.crt", "Connection: close\r\n"));

  EXPECT_EQ(SSL_SESSION_is_resumable(SSL_get0_session(client.ssl())), 0);
}

TEST_F(WireTest, ALargeAnswerComesWhole) {
  TlsClient client(rig_.gateway_address(), TLS1_3_VERSION, "http/1.1");
  std::string many;
  for (int i = 0; i < 300; ++i) {
    many += Get("/log/tile/entries/000.p/1");
  }
  const std::string answers =
      client.Ask(many + Get("/nothing", "Connection: close\r\n"));

  size_t found = 0;
  for (size_t at = answers.find("200 OK"); at != std::string::npos;
       at = answers.find("200 OK", at + 1)) {
    ++found;
  }
  EXPECT_EQ(found, 300U);
}

TEST(TlsContextTest, RefusesWhatIsNoCertificate) {
  const TlsFiles files = SelfSigned();
  EXPECT_THAT(TlsContext::Make({.certificate = "x", .key = files.key}),
              FailsWith(absl::StatusCode::kInvalidArgument, "certificate"));
  EXPECT_THAT(TlsContext::Make(
                  {.certificate = files.certificate, .key = SelfSigned().key}),
              FailsWith(absl::StatusCode::kInvalidArgument, "key"));
}

}  // namespace
}  // namespace pingyi::testing
