#include <iostream>
#include <string>
#include <vector>

#include "client/cli/command.h"
#include "crypto/engine/engine.h"

int main(int argc, char** argv) {
  if (const absl::Status engine = pingyi::StartEngine(); !engine.ok()) {
    std::cerr << "pingyi: " << engine.message() << "\n";
    return absl::IsInvalidArgument(engine) ? 2 : 1;
  }
  const std::vector<std::string> words(argv + 1, argv + argc);
  return pingyi::RunCommandLine(words);
}
