// Calls of a real server through its gateway, as browsers make them.
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "crypto/base/bytes.h"
#include "crypto/merkle/tile.h"
#include "pingyi/v1/board.pb.h"
#include "tests/server/gateway/raw_client.h"
#include "tests/server/rig/rig.h"
#include "tests/support/status_matchers.h"

namespace pingyi::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kBinary[] = "application/grpc-web+proto";
constexpr char kText[] = "application/grpc-web-text";
constexpr char kStatus[] = "/pingyi.v1.BoardService/GetStatus";
constexpr char kFollow[] = "/pingyi.v1.BoardService/Follow";

void OpenGateway(Config& config) {
  config.gateway = GatewayConfig{.listen_address = "127.0.0.1:0"};
}

class CallsTest : public ::testing::Test {
 protected:
  CallsTest() : rig_({}, Rig::Mode::kInProcess, OpenGateway) {}

  RawResponse Call(const std::string& path, const std::string& message,
                   const std::string& fields = "") const {
    RawClient client(rig_.gateway_address());
    client.Send(Post(path, kBinary, DataFrame(message), fields));
    return client.Read();
  }

  Rig rig_;
};

// The message in a body of one message and trailers.
template <typename Message>
Message MessageOf(const std::string& body) {
  Message out;
  size_t size = 0;
  for (size_t i = 1; i < 5; ++i) {
    size = size * 256 + static_cast<unsigned char>(body.at(i));
  }
  EXPECT_TRUE(out.ParseFromString(body.substr(5, size)));
  return out;
}

TEST_F(CallsTest, AnswersInBinary) {
  const RawResponse response = Call(kStatus, "");

  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.head, HasSubstr(kBinary));
  EXPECT_THAT(response.head, HasSubstr("no-store"));
  EXPECT_THAT(response.head, Not(HasSubstr("Access-Control")));
  EXPECT_EQ(MessageOf<v1::GetStatusResponse>(response.body).entitled(),
            rig_.Status().entitled());
  EXPECT_TRUE(absl::EndsWith(response.body, "grpc-status: 0\r\n"));
}

TEST_F(CallsTest, AnswersInText) {
  RawClient client(rig_.gateway_address());
  client.Send(Post(kStatus, kText, absl::Base64Escape(DataFrame(""))));
  const RawResponse response = client.Read();

  std::string body;
  ASSERT_TRUE(absl::Base64Unescape(response.body, &body));
  EXPECT_EQ(MessageOf<v1::GetStatusResponse>(body).session_id(),
            ToString(rig_.sitting().session_id()));
}

TEST_F(CallsTest, AStreamSendsWhatIsThereAndWhatComes) {
  RawClient client(rig_.gateway_address());
  client.Send(Post(kFollow, kBinary, DataFrame("")));
  EXPECT_THAT(client.ReadHead().head, HasSubstr("chunked"));
  auto first = client.ReadChunk();
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(MessageOf<v1::FollowResponse>(*first).leaves(0),
            ToString(rig_.sitting().leaves()[0]));

  rig_.sitting().Commit(Committee::kTally);
  rig_.SubmitNew();
  for (size_t leaves = 1; leaves < rig_.sitting().leaves().size();) {
    const auto next = client.ReadChunk();
    ASSERT_TRUE(next.has_value());
    leaves +=
        static_cast<size_t>(MessageOf<v1::FollowResponse>(*next).leaves_size());
  }
  rig_.StopServer();
  std::string last;
  while (const auto chunk = client.ReadChunk()) {
    last = *chunk;
  }
  EXPECT_THAT(last, HasSubstr("grpc-status: 14\r\n"));  // It says why it ends.
}

TEST_F(CallsTest, ARefusalComesWithItsDetails) {
  v1::FollowRequest request;
  request.set_start(99);
  const RawResponse response = Call(kFollow, request.SerializeAsString());

  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.body, HasSubstr("grpc-status: 11\r\n"));
  EXPECT_THAT(response.body, HasSubstr("grpc-message: start: behind"));
  const std::string field = "grpc-status-details-bin: ";
  const size_t at = response.body.find(field);
  ASSERT_NE(at, std::string::npos);
  std::string details;
  ASSERT_TRUE(absl::Base64Unescape(
      response.body.substr(at + field.size(),
                           response.body.find('\r', at) - at - field.size()),
      &details));
  EXPECT_THAT(details, HasSubstr("BEHIND_THE_END"));
}

TEST_F(CallsTest, OnlyOurOwnCallsOfOneMessageAreThere) {
  for (const char* path :
       {"/pingyi.v1.CommitteeService/Serve", "/grpc.health.v1.Health/Check",
        "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
        "/pingyi.v1.BoardService/None"}) {
    EXPECT_THAT(Call(path, "").body, HasSubstr("grpc-status: 12\r\n")) << path;
  }
}

TEST_F(CallsTest, ATimeLimitIsKept) {
  EXPECT_THAT(Call(kFollow, "", "grpc-timeout: 300m\r\n").body,
              HasSubstr("grpc-status: 4\r\n"));
}

TEST(StreamTest, ItsCallEndsWithTheConnection) {
  Rig rig({}, Rig::Mode::kInProcess, [](Config& config) {
    OpenGateway(config);
    config.limits.followers = 1;
  });
  const auto follow = [&rig] {
    auto client = std::make_unique<RawClient>(rig.gateway_address());
    client->Send(Post(kFollow, kBinary, DataFrame("")));
    client->ReadHead();
    return client;
  };
  auto first = follow();
  ASSERT_TRUE(first->ReadChunk().has_value());
  const auto refused = follow()->ReadChunk();
  ASSERT_TRUE(refused.has_value());
  EXPECT_THAT(*refused, HasSubstr("grpc-status: 8"));

  first->Close();
  for (;;) {  // Until there is room again.
    const auto answer = follow()->ReadChunk();
    ASSERT_TRUE(answer.has_value());
    if (answer->find("grpc-status: 8") == std::string::npos) {
      break;
    }
  }
}

TEST_F(CallsTest, TilesAreTheLog) {
  RawClient client(rig_.gateway_address());
  client.Send(Get("/log/tile/entries/000.p/1"));
  const RawResponse tile = client.Read();
  const auto leaves = DecodeEntryBundle(AsBytes(tile.body), 1);
  ASSERT_TRUE(leaves.ok());
  EXPECT_EQ(ToString((*leaves)[0]), ToString(rig_.sitting().leaves()[0]));
  EXPECT_THAT(tile.head, HasSubstr("immutable"));

  client.Send(Get("/log/checkpoint"));
  EXPECT_EQ(client.Read().status, 404);
  rig_.ConnectAll();
  rig_.Cosign();
  client.Send(Get("/log/checkpoint"));
  const RawResponse checkpoint = client.Read();
  EXPECT_THAT(checkpoint.body, HasSubstr("/witness/"));
  EXPECT_THAT(checkpoint.head, HasSubstr("no-store"));

  for (const char* none : {"/log/", "/log/tile/0/999", "/log/tile/0/../000",
                           "/log/blob/00", "/log/pingyi.db"}) {
    client.Send(Get(none));
    EXPECT_EQ(client.Read().status, 404) << none;
  }
}

TEST_F(CallsTest, OtherOriginsMayNotCall) {
  RawClient client(rig_.gateway_address());
  client.Send(
      "OPTIONS /pingyi.v1.BoardService/GetStatus HTTP/1.1\r\nHost: hall\r\n"
      "Origin: https://elsewhere\r\n\r\n");
  const RawResponse response = client.Read();

  EXPECT_EQ(response.status, 403);
  EXPECT_THAT(response.head, Not(HasSubstr("Access-Control")));
}

TEST_F(CallsTest, NumbersAreAtTheirOwnAddressOnLoopback) {
  EXPECT_TRUE(absl::StartsWith(rig_.metrics_address(), "127.0.0.1:"));
  RawClient metrics(rig_.metrics_address());
  metrics.Send(Get("/metrics"));
  const RawResponse numbers = metrics.Read();
  EXPECT_THAT(numbers.body, HasSubstr("\npingyi_log_size 1\n"));
  EXPECT_THAT(numbers.body, HasSubstr("pingyi_gateway_connections_total 0\n"));

  RawClient hall(rig_.gateway_address());
  hall.Send(Get("/metrics"));
  EXPECT_EQ(hall.Read().status, 404);
}

}  // namespace
}  // namespace pingyi::testing
