// TLS as the gateway speaks it.
#include "server/gateway/wire.h"

#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <string>

#include "absl/strings/match.h"
#include "tests/server/gateway/raw_client.h"
#include "tests/server/rig/rig.h"
#include "tests/server/rig/self_signed.h"
#include "tests/support/status_matchers.h"

namespace pingyi::testing {
namespace {

constexpr char kHere[] = "127.0.0.1";

// Sends, and reads until the server hangs up.
std::string Ask(RawClient& client, const std::string& request) {
  EXPECT_TRUE(client.Send(request));
  return client.ReadAll();
}

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
  RawClient now(rig_.gateway_address(), kHere, TlsOffer());
  ASSERT_TRUE(now.connected());
  const std::string answer = Ask(now, Get("/ca.crt", "Connection: close\r\n"));
  EXPECT_THAT(answer, ::testing::HasSubstr("application/x-x509-ca-cert"));
  EXPECT_TRUE(absl::EndsWith(answer, "the authority"));

  RawClient old(rig_.gateway_address(), kHere,
                TlsOffer{.version = TLS1_2_VERSION});
  EXPECT_FALSE(old.connected());
  RawClient http2(rig_.gateway_address(), kHere, TlsOffer{.protocol = "h2"});
  EXPECT_FALSE(http2.connected());
}

TEST_F(WireTest, NoConnectionResumesAnother) {
  RawClient client(rig_.gateway_address(), kHere, TlsOffer());
  ASSERT_TRUE(client.connected());
  Ask(client, Get("/ca.crt", "Connection: close\r\n"));

  EXPECT_EQ(SSL_SESSION_is_resumable(SSL_get0_session(client.tls())), 0);
}

TEST_F(WireTest, ALargeAnswerComesWhole) {
  RawClient client(rig_.gateway_address(), kHere, TlsOffer());
  std::string many;
  for (int i = 0; i < 300; ++i) {
    many += Get("/log/tile/entries/000.p/1");
  }
  const std::string answers =
      Ask(client, many + Get("/nothing", "Connection: close\r\n"));

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
