// HTTP/1.1 over a socket: what goes on over one connection, and what ends it.
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/server/gateway/raw_client.h"
#include "tests/server/rig/rig.h"
#include "tests/support/status_matchers.h"

namespace pingyi::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kBinary[] = "application/grpc-web";
constexpr char kStatus[] = "/pingyi.v1.BoardService/GetStatus";

class HttpTest : public ::testing::Test {
 protected:
  HttpTest()
      : rig_({}, Rig::Mode::kInProcess,
             [](Config& config) {
               config.gateway = GatewayConfig{.listen_address = "127.0.0.1:0"};
               config.gateway->limits.body_bytes = 100'000;
             }),
        client_(rig_.gateway_address()) {}

  RawResponse Ask(const std::string& request) {
    EXPECT_TRUE(client_.Send(request));
    return client_.Read();
  }

  Rig rig_;
  RawClient client_;
};

TEST_F(HttpTest, OneConnectionServesManyRequests) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(Ask(Get("/nothing")).status, 404);
    EXPECT_EQ(Ask(Post(kStatus, kBinary, DataFrame(""))).status, 200);
  }
}

TEST_F(HttpTest, RequestsSentTogetherAreAnsweredInOrder) {
  client_.Send(absl::StrCat(Get("/nothing"),
                            Post(kStatus, kBinary, DataFrame("")),
                            Get("/log/tile/entries/000.p/1")));

  EXPECT_EQ(client_.Read().status, 404);
  EXPECT_THAT(client_.Read().body, HasSubstr("grpc-status: 0"));
  EXPECT_EQ(client_.Read().status, 200);
}

TEST_F(HttpTest, ARequestMayComeInSinglePieces) {
  for (const char c : Post(kStatus, kBinary, DataFrame(""))) {
    ASSERT_TRUE(client_.Send(std::string(1, c)));
  }
  EXPECT_THAT(client_.Read().body, HasSubstr("grpc-status: 0"));
}

TEST_F(HttpTest, HeadIsGetWithoutTheBody) {
  client_.Send("HEAD /log/tile/entries/000.p/1 HTTP/1.1\r\nHost: h\r\n\r\n");
  const RawResponse head = client_.ReadHead();
  EXPECT_EQ(head.status, 200);
  EXPECT_THAT(head.head, Not(HasSubstr("Content-Length: 0")));
  EXPECT_EQ(Ask(Get("/nothing")).status, 404);
}

TEST_F(HttpTest, AFreshConnectionIsNotUsedAgain) {
  const RawResponse response =
      Ask(Post(kStatus, kBinary, DataFrame(""), "pingyi-fresh: 1\r\n"));

  EXPECT_THAT(response.head, HasSubstr("Connection: close\r\n"));
  EXPECT_THAT(response.body, HasSubstr("grpc-status: 0"));
  EXPECT_TRUE(client_.HangsUp());
}

TEST_F(HttpTest, WhoAsksFirstWhetherToSendIsTold) {
  const std::string request =
      Post(kStatus, kBinary, DataFrame(""), "Expect: 100-continue\r\n");
  const size_t body = request.find("\r\n\r\n") + 4;
  client_.Send(request.substr(0, body));
  EXPECT_EQ(client_.ReadHead().status, 100);

  EXPECT_EQ(Ask(request.substr(body)).status, 200);
}

// What is refused is said, and is the last of its connection.
struct Refused {
  std::string name;
  std::string request;
  int status;
  std::string why;
};

void PrintTo(const Refused& refused, std::ostream* out) {
  *out << refused.name;
}

class RefusedTest : public HttpTest,
                    public ::testing::WithParamInterface<Refused> {};

TEST_P(RefusedTest, IsNamedAndTheLast) {
  const RawResponse response = Ask(GetParam().request);

  EXPECT_EQ(response.status, GetParam().status);
  EXPECT_THAT(response.body, HasSubstr(GetParam().why));
  EXPECT_THAT(response.head, HasSubstr("Connection: close\r\n"));
  EXPECT_TRUE(client_.HangsUp());
}

std::string Raw(const std::string& fields) {
  return absl::StrCat("POST ", kStatus, " HTTP/1.1\r\nHost: h\r\n", fields,
                      "\r\n");
}

INSTANTIATE_TEST_SUITE_P(
    Http, RefusedTest,
    ::testing::Values(
        Refused{"LongHead", Get("/", "X: " + std::string(9000, 'x') + "\r\n"),
                431, "8 KiB"},
        Refused{"EndlessHead",
                "GET / HTTP/1.1\r\nX: " + std::string(100'000, 'x'), 431,
                "8 KiB"},
        Refused{"LargeBody",
                Raw("Content-Type: application/grpc-web\r\n"
                    "Content-Length: 100001\r\n") +
                    std::string(100'001, 'x'),
                413, "too large"},
        Refused{"NoLength", Raw("Content-Type: application/grpc-web\r\n"), 411,
                "length"},
        Refused{"Chunked",
                Raw("Content-Type: application/grpc-web\r\n"
                    "Transfer-Encoding: chunked\r\n") +
                    "0\r\n\r\n",
                501, "length"},
        Refused{"TwoKindsOfLength",
                Raw("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n") +
                    "0\r\n\r\n",
                400, "one length"},
        Refused{"TwoLengths",
                Raw("Content-Length: 3\r\nContent-Length: 5\r\n") + "abcde",
                400, "twice"},
        Refused{"FoldedLine", Get("/", "X: a\r\n b\r\n"), 400, "name, colon"},
        Refused{"BareLineFeed", Get("/", "X: a\nY: b\r\n"), 400, "CR LF"},
        Refused{"OldVersion", "GET / HTTP/1.0\r\nHost: h\r\n\r\n", 505,
                "HTTP/1.1"},
        Refused{"Tls",
                std::string("\x16\x03\x01\x02\x00\x01\x00", 7) + "\r\n\r\n",
                400, "CR LF"},
        Refused{"OtherContent", Post(kStatus, "application/json", "{}"), 415,
                "gRPC-Web"},
        Refused{"NoMessage", Post(kStatus, kBinary, "abc"), 400, "no message"},
        Refused{"BodyOfAPage",
                "GET / HTTP/1.1\r\nHost: h\r\n"
                "Content-Length: 3\r\n\r\nabc",
                503, "npm"}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace pingyi::testing
