// Which handshakes the server answers.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <string>

#include "absl/strings/numbers.h"
#include "crypto/base/bytes.h"
#include "server/rpc/credentials.h"
#include "server/rpc/host.h"
#include "tests/server/rig/self_signed.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;
using ::pingyi::testing::SelfSigned;

// Before gRPC reads it, as the program does.
const bool kTls13Only = [] {
  AllowOnlyTls13();
  return true;
}();

// The protocol version of a handshake with at most `version`; 0 if it fails.
int Handshake(const std::string& address, int version) {
  uint32_t port = 0;
  EXPECT_TRUE(absl::SimpleAtoi(address.substr(address.rfind(':') + 1), &port));
  const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in peer = {};
  peer.sin_family = AF_INET;
  peer.sin_port = htons(static_cast<uint16_t>(port));
  peer.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(
      connect(descriptor, reinterpret_cast<sockaddr*>(&peer), sizeof(peer)), 0);
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(
      SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
  SSL_CTX_set_max_proto_version(context.get(), version);
  const std::unique_ptr<SSL, decltype(&SSL_free)> ssl(SSL_new(context.get()),
                                                      &SSL_free);
  constexpr unsigned char kHttp2[] = {2, 'h', '2'};
  SSL_set_alpn_protos(ssl.get(), kHttp2, sizeof(kHttp2));
  SSL_set_fd(ssl.get(), descriptor);
  const int result = SSL_connect(ssl.get()) == 1 ? SSL_version(ssl.get()) : 0;
  close(descriptor);
  return result;
}

Config TlsConfig(const std::string& listen_address) {
  Config config = {.log_key = SecretBytes<32>::Random()};
  config.listen_address = listen_address;
  config.limits.streams_per_connection = 10;
  config.tls = SelfSigned();
  return config;
}

TEST(TlsTest, SpeaksTls13AndNothingOlder) {
  ASSERT_TRUE(kTls13Only);
  const auto host = Host::Start(TlsConfig("127.0.0.1:0"), {});
  ASSERT_THAT(host, IsOk());

  EXPECT_EQ(Handshake((*host)->address(), TLS1_3_VERSION), TLS1_3_VERSION);
  EXPECT_EQ(Handshake((*host)->address(), TLS1_2_VERSION), 0);
  (*host)->Shutdown(std::chrono::seconds(1));
}

TEST(TlsTest, ATakenAddressIsSaid) {
  const auto host = Host::Start(TlsConfig("127.0.0.1:0"), {});
  ASSERT_THAT(host, IsOk());

  EXPECT_THAT(Host::Start(TlsConfig((*host)->address()), {}),
              FailsWith(absl::StatusCode::kUnavailable, "cannot listen"));
  (*host)->Shutdown(std::chrono::seconds(1));
}

}  // namespace
}  // namespace pingyi
