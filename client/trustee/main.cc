#include <sodium.h>

#include <cstdlib>
#include <iostream>
#include <span>

#include "client/trustee/commands.h"
#include "crypto/engine/engine.h"

namespace pingyi {
namespace {

constexpr int kUsage = 2;

absl::Status Dispatch(const CommandLine& line) {
  if (line.command() == "enroll") {
    return EnrolCommand(line);
  }
  if (line.command() == "run") {
    return RunCommand(line);
  }
  if (line.command() == "status") {
    return StatusCommand(line);
  }
  return absl::UnimplementedError("say enroll, run or status; see --help");
}

int Complain(const absl::Status& status) {
  std::cerr << "pingyi-trustee: " << status.message() << '\n';
  return absl::IsInvalidArgument(status) || absl::IsUnimplemented(status)
             ? kUsage
             : EXIT_FAILURE;
}

int Main(std::span<char* const> arguments) {
  if (sodium_init() < 0) {
    std::cerr << "pingyi-trustee: libsodium does not work here\n";
    return EXIT_FAILURE;
  }
  if (const absl::Status engine = StartEngine(); !engine.ok()) {
    return Complain(engine);
  }
  const auto line = CommandLine::Parse(arguments.subspan(1), TrusteeFlags());
  if (!line.ok()) {
    std::cerr << "pingyi-trustee: " << line.status().message() << '\n';
    return kUsage;
  }
  if (line->Has("help")) {
    std::cout << TrusteeHelp();
    return EXIT_SUCCESS;
  }
  const absl::Status status = Dispatch(*line);
  return status.ok() ? EXIT_SUCCESS : Complain(status);
}

}  // namespace
}  // namespace pingyi

int main(int argc, char** argv) {
  return pingyi::Main({argv, static_cast<size_t>(argc)});
}
