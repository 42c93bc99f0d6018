// Runs a program with one backend of the engine:
//
//   with_engine ifma PROGRAM [ARGUMENT...]
//
// Exits with 77 and a message where this machine lacks the backend (CTest then
// says "skipped"); nothing falls back to another one unseen.
#include <stdlib.h>
#include <unistd.h>

#include <cstdio>
#include <string>

#include "crypto/engine/engine.h"

namespace {

constexpr int kSkipped = 77;
constexpr int kFailed = 1;

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: with_engine NAME PROGRAM [ARGUMENT...]\n");
    return kFailed;
  }
  const std::string name = argv[1];
  bool found = false;
  for (const auto* backend : pingyi::engine::AvailableBackends()) {
    found = found || name == backend->name;
  }
  if (!found) {
    std::printf("skipped: this machine has no engine \"%s\"\n", argv[1]);
    return kSkipped;
  }
  if (setenv("PINGYI_ENGINE", argv[1], /*overwrite=*/1) != 0) {
    std::perror("PINGYI_ENGINE");
    return kFailed;
  }
  // The self-test, as every program begins.
  const absl::Status status = pingyi::StartEngine();
  if (!status.ok()) {
    std::fprintf(stderr, "%s\n", status.ToString().c_str());
    return kFailed;
  }
  execvp(argv[2], argv + 2);
  std::perror(argv[2]);
  return kFailed;
}
