#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "client/cli/problems.h"
#include "client/cli/roster_csv.h"

// A roster without mistakes ascends, and is written and read again as the same.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  pingyi::Problems problems;
  const std::vector<pingyi::Deputy> deputies =
      pingyi::ReadRosterCsv("roster.csv", {data, size}, problems);
  if (!problems.empty()) {
    return 0;
  }
  const std::string written = pingyi::FormatRosterCsv(deputies);
  const std::vector<pingyi::Deputy> again =
      pingyi::ReadRosterCsv("again.csv", pingyi::AsBytes(written), problems);
  if (!problems.empty() || again.size() != deputies.size()) {
    std::abort();
  }
  for (size_t i = 0; i < again.size(); ++i) {
    if (again[i].number != deputies[i].number ||
        again[i].name != deputies[i].name ||
        (i > 0 && again[i].number <= again[i - 1].number)) {
      std::abort();
    }
  }
  return 0;
}
