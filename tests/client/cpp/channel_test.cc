#include "client/cpp/channel.h"

#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"

namespace pingyi::testing {
namespace {

TEST(CheckEndpointTest, PlainTextStaysOnThisMachine) {
  for (const char* const address :
       {"127.0.0.1:7000", "localhost:1", "[::1]:65535", "127.9.9.9:80"}) {
    EXPECT_THAT(CheckEndpoint({.addresses = {address}, .ca_pem = ""}), IsOk());
  }
  for (const char* const address :
       {"192.168.1.2:7000", "example.org:1", "127.0.0.1.example.org:1"}) {
    EXPECT_THAT(CheckEndpoint({.addresses = {address}, .ca_pem = ""}),
                FailsWith(absl::StatusCode::kInvalidArgument, "without a CA"));
    EXPECT_THAT(CheckEndpoint({.addresses = {address}, .ca_pem = "PEM"}),
                IsOk());
  }
}

TEST(CheckEndpointTest, WantsHostAndPort) {
  for (const char* const address :
       {"", "host", ":1", "host:", "host:0", "host:65536", "host:abc"}) {
    EXPECT_THAT(CheckEndpoint({.addresses = {address}, .ca_pem = "PEM"}),
                FailsWith(absl::StatusCode::kInvalidArgument, "HOST:PORT"))
        << address;
  }
  EXPECT_THAT(CheckEndpoint({}),
              FailsWith(absl::StatusCode::kInvalidArgument, "no address"));
}

}  // namespace
}  // namespace pingyi::testing
