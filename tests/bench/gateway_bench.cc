// A hall before its gateway, on this machine: deputies cast over gRPC-Web and
// TLS, each at a moment of its own, first alone, then while many connections
// attack; and watchers follow the whole log. Prints times, and the server's
// memory and CPU.
//
//   gateway_bench [DEPUTIES [ATTACKERS [WATCHERS]]]   (300 2000 300)
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "pingyi/v1/ballot_box.pb.h"
#include "tests/bench/attackers.h"
#include "tests/server/gateway/raw_client.h"
#include "tests/server/rig/rig.h"
#include "tests/server/rig/self_signed.h"

namespace pingyi::testing {
namespace {

using Clock = std::chrono::steady_clock;
using Millis = std::chrono::duration<double, std::milli>;

constexpr std::chrono::milliseconds kWindow = std::chrono::seconds(10);
constexpr char kType[] = "application/grpc-web+proto";
constexpr char kCast[] = "/pingyi.v1.BallotBoxService/CastBallot";
constexpr char kStatus[] = "/pingyi.v1.BoardService/GetStatus";
constexpr char kFollow[] = "/pingyi.v1.BoardService/Follow";
constexpr char kFresh[] = "pingyi-fresh: 1\r\n";

// What the kernel says of the server.
struct Usage {
  int64_t megabytes = 0;
  int64_t peak_megabytes = 0;
  double cpu_seconds = 0;
};

// The number that `text` begins with, after spaces.
int64_t NumberAt(const std::string& text) {
  return std::strtoll(text.c_str(), nullptr, 10);
}

Usage UsageOf(pid_t pid) {
  Usage out;
  std::ifstream status(absl::StrCat("/proc/", pid, "/status"));
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmRSS:", 0) == 0) {
      out.megabytes = NumberAt(line.substr(6)) / 1024;
    } else if (line.rfind("VmHWM:", 0) == 0) {
      out.peak_megabytes = NumberAt(line.substr(6)) / 1024;
    }
  }
  std::ifstream stat(absl::StrCat("/proc/", pid, "/stat"));
  std::string text;
  std::getline(stat, text);
  // After the name: state, then ten numbers, then the two times.
  const std::vector<std::string> fields =
      absl::StrSplit(text.substr(text.rfind(')') + 1), ' ', absl::SkipEmpty());
  const int64_t ticks =
      fields.size() > 12 ? NumberAt(fields[11]) + NumberAt(fields[12]) : 0;
  out.cpu_seconds =
      static_cast<double>(ticks) / static_cast<double>(sysconf(_SC_CLK_TCK));
  return out;
}

struct Deputy {
  std::string from;
  std::string request;
  std::chrono::milliseconds wait;
  double millis = -1;  // From connecting to the answer; -1: failed.
};

void Act(const std::string& address, Deputy& deputy) {
  std::this_thread::sleep_for(deputy.wait);
  {
    RawClient before(address, deputy.from, TlsOffer());
    before.Send(Post(kStatus, kType, DataFrame(""), kFresh));
    before.Read();
  }
  const Clock::time_point begin = Clock::now();
  RawClient client(address, deputy.from, TlsOffer());
  client.Send(deputy.request);
  const RawResponse answer = client.Read();
  if (absl::StrContains(answer.body, "grpc-status: 0")) {
    deputy.millis = Millis(Clock::now() - begin).count();
  }
}

// All of them, at random moments of the window; a line of the table.
bool Vote(const Rig& rig, const char* what, std::vector<Deputy> deputies) {
  const Usage before = UsageOf(rig.pid());
  std::vector<std::thread> threads;
  threads.reserve(deputies.size());
  for (Deputy& deputy : deputies) {
    threads.emplace_back(
        [&rig, &deputy] { Act(rig.gateway_address(), deputy); });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  std::vector<double> times;
  for (const Deputy& deputy : deputies) {
    if (deputy.millis >= 0) {
      times.push_back(deputy.millis);
    }
  }
  std::sort(times.begin(), times.end());
  const auto at = [&times](double part) {
    return times.empty() ? -1
                         : times[static_cast<size_t>(
                               part * static_cast<double>(times.size() - 1))];
  };
  const Usage after = UsageOf(rig.pid());
  std::printf("%-26s %5zu/%zu %8.1f %8.1f %8.1f %9ld %9ld %8.1f\n", what,
              times.size(), deputies.size(), at(0.5), at(0.95), at(1.0),
              after.megabytes, after.peak_megabytes,
              after.cpu_seconds - before.cpu_seconds);
  std::fflush(stdout);
  return times.size() == deputies.size();
}

std::vector<Deputy> Prepare(Rig& rig, uint32_t first, uint32_t count) {
  std::mt19937 random(first);
  std::vector<Deputy> out;
  for (uint32_t d = first; d < first + count; ++d) {
    const Entry entry = rig.sitting().Ballot(d, rig.sitting().TokenOf(d));
    const v1::CastBallotRequest request =
        rig.CastRequestOf(std::get<BallotEntry>(entry), d);
    out.push_back(
        {.from = absl::StrCat("127.0.1.", 1 + d % 50),
         .request =
             Post(kCast, kType, DataFrame(request.SerializeAsString()), kFresh),
         .wait = std::chrono::milliseconds(
             random() % static_cast<uint32_t>(kWindow.count()))});
  }
  return out;
}

// Every watcher reads the log from its beginning, then stays.
using Watchers = std::vector<std::unique_ptr<RawClient>>;
Watchers Watch(const Rig& rig, size_t count, size_t log_bytes) {
  Watchers watchers;
  for (size_t i = 0; i < count; ++i) {
    watchers.push_back(std::make_unique<RawClient>(
        rig.gateway_address(), absl::StrCat("127.0.4.", 1 + i / 50),
        TlsOffer()));
    watchers.back()->Send(Post(kFollow, kType, DataFrame("")));
  }
  for (const auto& watcher : watchers) {
    watcher->ReadHead();
    for (size_t bytes = 0; bytes < log_bytes;) {
      const auto piece = watcher->ReadChunk();
      if (!piece.has_value()) {
        std::printf("a watcher was cut off\n");
        break;
      }
      bytes += piece->size();
    }
  }
  return watchers;
}

int Run(uint32_t deputies, size_t attackers, size_t watchers) {
  Rig rig({.deputies = 3 * deputies, .contests = 27, .levels = 4},
          Rig::Mode::kProcess, [](Config& config) {
            config.gateway = GatewayConfig{.listen_address = "127.0.0.1:0",
                                           .tls = SelfSigned()};
          });
  rig.RunToVoting();
  const auto first = Prepare(rig, 1, deputies);
  const auto second = Prepare(rig, 1 + deputies, deputies);
  const auto third = Prepare(rig, 1 + 2 * deputies, deputies);
  std::printf("%-26s %9s %8s %8s %8s %9s %9s %8s\n", "casts over 10 s", "taken",
              "p50 ms", "p95 ms", "max ms", "RSS MB", "peak MB", "CPU s");
  bool good = Vote(rig, "alone", first);
  {
    const Attackers attack(rig.gateway_address(), attackers);
    good =
        Vote(rig, absl::StrCat(attackers, " attack").c_str(), second) && good;
    std::printf(
        "  they sent %.0f MB, shook hands %llu times and were thrown out %llu "
        "times\n",
        static_cast<double>(attack.bytes()) / 1e6,
        static_cast<unsigned long long>(attack.handshakes()),
        static_cast<unsigned long long>(attack.thrown_out()));
  }
  size_t log_bytes = 0;
  for (const Bytes& leaf : rig.Leaves()) {
    log_bytes += leaf.size();
  }
  const Usage before = UsageOf(rig.pid());
  const Clock::time_point begin = Clock::now();
  const Watchers stay = Watch(rig, watchers, log_bytes);
  const Usage after = UsageOf(rig.pid());
  std::atomic<bool> over = false;
  std::thread reader([&] {
    while (!over) {
      for (const auto& watcher : stay) {
        watcher->Discard();
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  });
  std::printf(
      "%zu watchers read %.1f MB each: %.1f s, CPU %.1f s, RSS %ld MB\n",
      watchers, static_cast<double>(log_bytes) / 1e6,
      std::chrono::duration<double>(Clock::now() - begin).count(),
      after.cpu_seconds - before.cpu_seconds, after.megabytes);
  good = Vote(rig, absl::StrCat(watchers, " watch").c_str(), third) && good;
  over = true;
  reader.join();
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace
}  // namespace pingyi::testing

int main(int argc, char** argv) {
  rlimit files = {};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  const auto number = [&](int index, size_t otherwise) -> size_t {
    return argc > index ? std::strtoul(argv[index], nullptr, 10) : otherwise;
  };
  return pingyi::testing::Run(static_cast<uint32_t>(number(1, 300)),
                              number(2, 2000), number(3, 300));
}
