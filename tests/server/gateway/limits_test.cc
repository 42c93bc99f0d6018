// Clients that are slow, many or gone: they are told or dropped, and the others
// never notice.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "tests/server/gateway/raw_client.h"
#include "tests/server/rig/rig.h"
#include "tests/support/status_matchers.h"

namespace pingyi::testing {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;

constexpr char kBinary[] = "application/grpc-web";
constexpr char kStatus[] = "/pingyi.v1.BoardService/GetStatus";
constexpr char kFollow[] = "/pingyi.v1.BoardService/Follow";

// A server with these limits for browsers.
constexpr Rig::Mode kHere = Rig::Mode::kInProcess;
std::function<void(Config&)> With(const GatewayLimits& limits) {
  return [limits](Config& config) {
    config.gateway =
        GatewayConfig{.listen_address = "127.0.0.1:0", .limits = limits};
    config.limits.followers = 100;
  };
}

using Clients = std::vector<std::unique_ptr<RawClient>>;

bool IsServed(RawClient& client) {
  return client.Send(Post(kStatus, kBinary, DataFrame(""))) &&
         client.Read().status == 200;
}

TEST(SlowClientTest, IsToldWhatTookTooLong) {
  Rig rig({}, kHere,
          With({.head = milliseconds(200), .body = milliseconds(200)}));
  RawClient head(rig.gateway_address());
  head.Send("GET / HTTP/1.1\r\nHo");
  RawClient body(rig.gateway_address());
  body.Send(Post(kStatus, kBinary, DataFrame("")).substr(0, 120));

  const RawResponse slow_head = head.Read();
  EXPECT_EQ(slow_head.status, 408);
  EXPECT_THAT(slow_head.body, HasSubstr("head"));
  const RawResponse slow_body = body.Read();
  EXPECT_EQ(slow_body.status, 408);
  EXPECT_THAT(slow_body.body, HasSubstr("body"));
  EXPECT_TRUE(head.HangsUp());
}

TEST(SlowClientTest, AnIdleConnectionEnds) {
  Rig rig({}, kHere, With({.idle = milliseconds(200)}));
  RawClient fresh(rig.gateway_address());
  RawClient used(rig.gateway_address());
  EXPECT_TRUE(IsServed(used));

  EXPECT_TRUE(fresh.HangsUp());
  EXPECT_TRUE(used.HangsUp());
}

TEST(SlowClientTest, AFollowerThatDoesNotReadIsDropped) {
  Rig rig({}, kHere,
          With({.idle = milliseconds(200), .stall = milliseconds(200)}));
  RawClient client(rig.gateway_address());
  // Answers that nobody takes: requests until the server stops reading.
  std::string many;
  for (int i = 0; i < 200; ++i) {
    many += Get("/log/tile/entries/000.p/1");
  }
  for (int i = 0; i < 2000 && client.Send(many); ++i) {
  }
  EXPECT_FALSE(client.Send(many));  // Hung up, not waited for.
  RawClient other(rig.gateway_address());
  EXPECT_TRUE(IsServed(other));
}

TEST(ManyClientsTest, IdleOnesGiveWayBusyOnesStay) {
  Rig rig({}, kHere, With({.connections_per_address = 3}));
  Clients clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(std::make_unique<RawClient>(rig.gateway_address()));
    EXPECT_TRUE(IsServed(*clients.back()));
  }
  RawClient fourth(rig.gateway_address());
  EXPECT_TRUE(IsServed(fourth));
  EXPECT_TRUE(clients[0]->HangsUp());

  for (RawClient* busy : {clients[1].get(), clients[2].get(), &fourth}) {
    busy->Send(Post(kFollow, kBinary, DataFrame("")));
    EXPECT_TRUE(busy->ReadHead().status == 200 && busy->ReadChunk());
  }
  RawClient fifth(rig.gateway_address());
  EXPECT_TRUE(fifth.HangsUp());
  RawClient elsewhere(rig.gateway_address(), "127.0.0.2");
  EXPECT_TRUE(IsServed(elsewhere));
}

TEST(ManyClientsTest, TheLimitInAllHoldsToo) {
  Rig rig({}, kHere, With({.connections = 2}));
  RawClient first(rig.gateway_address(), "127.0.0.2");
  EXPECT_TRUE(IsServed(first));
  RawClient second(rig.gateway_address(), "127.0.0.3");
  RawClient third(rig.gateway_address(), "127.0.0.4");

  EXPECT_TRUE(IsServed(third));
  EXPECT_TRUE(first.HangsUp());
}

TEST(ManyClientsTest, LargeBodiesShareTheirMemoryAndBallotsDoNotNeedIt) {
  Rig rig({}, kHere, With({.large_bodies_bytes = 100'000}));
  const std::string large =
      Post(kStatus, kBinary, DataFrame(std::string(200'000, 'x')));
  RawClient holder(rig.gateway_address());
  holder.Send(large.substr(0, 90'000));
  RawClient other(rig.gateway_address());
  other.Send(large);

  const RawResponse refused = other.Read();
  EXPECT_EQ(refused.status, 503);
  EXPECT_THAT(refused.body, HasSubstr("large bodies"));
  RawClient small(rig.gateway_address());
  EXPECT_TRUE(IsServed(small));
}

TEST(ManyClientsTest, HalfOpenAndSilentOnesStopNobody) {
  Rig rig({}, kHere, With({}));
  Clients clients;
  for (int i = 0; i < 120; ++i) {
    const std::string from = "127.0.1." + std::to_string(1 + i / 30);
    clients.push_back(std::make_unique<RawClient>(rig.gateway_address(), from));
    if (i % 3 == 1) {
      clients.back()->Send("POST /");
    } else if (i % 3 == 2) {
      clients.back()->Send(
          Post(kStatus, kBinary, DataFrame("")).substr(0, 125));
    }
  }
  RawClient honest(rig.gateway_address());
  for (int i = 0; i < 20; ++i) {
    EXPECT_TRUE(IsServed(honest));
  }
}

// UBSan opens a pipe to look at memory and reports what it cannot look at, so a
// process without descriptors cannot be judged by it.
#ifdef __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define PINGYI_SANITIZED 1
#endif
#endif

TEST(DescriptorsTest, AcceptingGoesOnAfterThereWereNone) {
#ifdef PINGYI_SANITIZED
  GTEST_SKIP() << "needs descriptors of its own";
#else
  Rig rig({}, kHere, With({}));
  rlimit before = {};
  getrlimit(RLIMIT_NOFILE, &before);
  rlimit few = before;
  few.rlim_cur = 512;
  setrlimit(RLIMIT_NOFILE, &few);
  std::vector<int> fillers;
  for (int one = open("/dev/null", O_RDONLY); one >= 0;
       one = open("/dev/null", O_RDONLY)) {
    fillers.push_back(one);
  }
  ASSERT_FALSE(fillers.empty());
  close(fillers.back());
  fillers.pop_back();
  RawClient client(rig.gateway_address());  // Takes the last descriptor.
  client.Send(Post(kStatus, kBinary, DataFrame("")));
  std::this_thread::sleep_for(milliseconds(300));
  for (const int one : fillers) {
    close(one);
  }

  EXPECT_EQ(client.Read().status, 200);
  setrlimit(RLIMIT_NOFILE, &before);
#endif
}

}  // namespace
}  // namespace pingyi::testing
