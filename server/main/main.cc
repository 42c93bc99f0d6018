// pingyi-server --config FILE
#include <google/protobuf/stubs/logging.h>
#include <malloc.h>
#include <signal.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "crypto/engine/engine.h"
#include "server/base/config.h"
#include "server/base/file.h"
#include "server/base/log.h"
#include "server/main/server.h"
#include "server/rpc/credentials.h"

ABSL_FLAG(std::string, config, "",
          "the settings: server.textproto as made by `pingyi session new`");
ABSL_FLAG(bool, check, false, "only read the settings and say what is wrong");

namespace pingyi {
namespace {

constexpr int kExitUsage = 2;

int Complain(const absl::Status& status) {
  const std::string text(status.message());
  std::fprintf(stderr, "pingyi-server: %s\n", text.c_str());
  return EXIT_FAILURE;
}

// The store can no longer be trusted to keep what we acknowledge. The next
// start reads what is true.
void EndAtOnce(const absl::Status& /*status*/) {
  std::_Exit(EXIT_FAILURE);
}

absl::Status WriteAddress(const std::string& file, const std::string& address) {
  return file.empty() ? absl::OkStatus()
                      : WriteFile(file, absl::StrCat(address, "\n"));
}

int Serve(const Config& config, const sigset_t& signals) {
  auto server = Server::Start(config, EndAtOnce);
  if (!server.ok()) {
    return Complain(server.status());
  }
  absl::Status written =
      WriteAddress(config.address_file, (*server)->address());
  if (written.ok() && config.gateway.has_value()) {
    written = WriteAddress(config.gateway->address_file,
                           (*server)->gateway_address());
  }
  if (!written.ok()) {
    return Complain(written);
  }
  const std::string ready =
      FormatLogLine(LogLevel::kInfo, "ready",
                    {{LogKey::kAddress, (*server)->address()},
                     {LogKey::kGateway, (*server)->gateway_address()},
                     {LogKey::kMetrics, (*server)->metrics_address()},
                     {LogKey::kSession, (*server)->session()},
                     {LogKey::kVersion, std::string(PINGYI_VERSION)}},
                    /*with_time=*/true);
  std::printf("%s\n", ready.c_str());
  std::fflush(stdout);
  int number = 0;
  sigwait(&signals, &number);
  Log(LogLevel::kInfo, "stopping");
  (*server)->Stop();
  Log(LogLevel::kInfo, "stopped");
  return EXIT_SUCCESS;
}

int Main() {
  if (const absl::Status engine = StartEngine(); !engine.ok()) {
    return Complain(engine);
  }
  const std::string path = absl::GetFlag(FLAGS_config);
  if (path.empty()) {
    std::fprintf(stderr, "usage: pingyi-server --config FILE [--check]\n");
    return kExitUsage;
  }
  auto config = LoadConfig(path);
  if (!config.ok()) {
    return Complain(config.status());
  }
  if (absl::GetFlag(FLAGS_check)) {
    std::printf("%s: fine\n", path.c_str());
    return EXIT_SUCCESS;
  }
  // Before any thread, so that no thread takes them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  // Whoever sends broken text is told; the log is not for strangers to fill.
  google::protobuf::SetLogHandler(nullptr);
  return Serve(*config, signals);
}

}  // namespace
}  // namespace pingyi

int main(int argc, char** argv) {
  // Large blocks (pieces of the log on their way to many followers) go back to
  // the system when they are freed.
  constexpr int kLarge = 128 << 10;
  mallopt(M_MMAP_THRESHOLD, kLarge);
  pingyi::AllowOnlyTls13();
  absl::SetProgramUsageMessage(
      "The server of a sitting: log, check-in and ballot box.\n"
      "  pingyi-server --config FILE");
  absl::ParseCommandLine(argc, argv);
  return pingyi::Main();
}
