// How fast ballots are verified, in one table and one picture: each backend of
// the engine in a process of its own, one core unless said otherwise. Ratios
// travel between machines, times do not.
//
//   engine_bench [--chart FILE]     FILE: an SVG, default engine_bench.svg
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "crypto/ballot/prover.h"
#include "crypto/engine/engine.h"
#include "crypto/group/secret_scalar.h"
#include "crypto/rehearsal/rehearsal_round.h"
#include "tests/bench/ballot_file.h"
#include "tests/bench/chart.h"
#include "tests/bench/engine_parts.h"
#include "tests/bench/timing.h"
#include "tests/crypto/ballot/slow_verifier.h"

namespace pingyi::bench {
namespace {

// What a child printed: nanoseconds (seconds for "growth") by key and number.
using Figures = std::map<std::pair<std::string, size_t>, double>;

// What a child measures; `ballots` is the file for "growth".
using Part = void (*)(const std::string& ballots);
constexpr std::array<std::pair<absl::string_view, Part>, 4> kParts = {{
    {"ballots", [](const std::string&) { MeasureBallots(); }},
    {"points", [](const std::string&) { MeasurePoints(); }},
    {"threads", [](const std::string&) { MeasureThreads(); }},
    {"growth", MeasureGrowth},
}};

// A file that goes with this object.
class TemporaryFile {
 public:
  TemporaryFile() {
    const char* const folder = std::getenv("TMPDIR");
    path_ = absl::StrCat(folder != nullptr ? folder : "/tmp",
                         "/engine_bench.XXXXXX");
    const int file = mkstemp(path_.data());
    if (file < 0) {
      std::perror(path_.c_str());
      std::exit(1);
    }
    close(file);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { unlink(path_.c_str()); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// Runs this program again for one part with one backend.
void Measure(const char* self, absl::string_view backend,
             absl::string_view part, const std::string& ballots, Figures& out) {
  std::fprintf(stderr, "measuring %s with %s ...\n", std::string(part).c_str(),
               std::string(backend).c_str());
  const std::string command =
      absl::StrCat("PINGYI_ENGINE=", backend, " '", self, "' --part ", part,
                   " '", ballots, "'");
  std::FILE* const child = popen(command.c_str(), "r");
  std::array<char, 128> line = {};
  while (child != nullptr &&
         std::fgets(line.data(), line.size(), child) != nullptr) {
    const std::vector<std::string> words =
        absl::StrSplit(absl::StripSuffix(line.data(), "\n"), ' ');
    uint64_t number = 0;
    double value = 0;
    if (words.size() == 3 && absl::SimpleAtoi(words[1], &number) &&
        absl::SimpleAtod(words[2], &value)) {
      out[{words[0], number}] = value;
    }
  }
  if (child == nullptr || pclose(child) != 0) {
    std::fprintf(stderr, "engine_bench: measuring failed\n");
    std::exit(1);
  }
}

struct Column {
  std::string name;
  Figures figures;
};

void PrintRow(const std::string& label, const std::vector<Column>& columns,
              const std::pair<std::string, size_t>& key, double scale) {
  std::printf("  %-34s", label.c_str());
  for (const Column& column : columns) {
    const auto it = column.figures.find(key);
    if (it == column.figures.end()) {
      std::printf(" %10s", "-");
    } else {
      std::printf(" %10.4g", it->second * scale);
    }
  }
  std::printf("\n");
}

void PrintHead(const char* what, const std::vector<Column>& columns) {
  std::printf("\n%-36s", what);
  for (const Column& column : columns) {
    std::printf(" %10s", column.name.c_str());
  }
  std::printf("\n");
}

// `sodium`, `voter`: nanoseconds to verify and to make a ballot by libsodium.
void PrintTables(const std::vector<Column>& columns, double sodium,
                 double voter) {
  constexpr double kMillisecond = 1e-6;
  PrintHead("ms a ballot, one core", columns);
  for (const size_t size : kBatchSizes) {
    PrintRow(size == 1 ? "one by itself" : absl::StrCat("batches of ", size),
             columns, {"ballot", size}, kMillisecond);
  }
  std::printf("  %-34s %10.4g\n", "libsodium's arithmetic only",
              sodium * kMillisecond);
  PrintHead("ms to make a ballot, one core", columns);
  PrintRow("a simulated deputy's", columns, {"simulated", 0}, kMillisecond);
  std::printf("  %-34s %10.4g\n", "a voter's (libsodium)",
              voter * kMillisecond);
  PrintHead("us a ballot of a batch of 128", columns);
  PrintRow("decoding", columns, {"parse", 0}, 1e-3);
  PrintRow("hashing: rho and x", columns, {"hash", 0}, 1e-3);
  PrintRow("multi-scalar multiplication", columns, {"msm", 0}, 1e-3);
  PrintRow("all", columns, {"ballot", 128}, 1e-3);
  PrintHead("us a deputy besides, of 1,024", columns);
  PrintRow("SHA-256 of the ballot's leaf", columns, {"leaf", 0}, 1e-3);
  PrintRow("base of the token, for its audit", columns, {"base", 0}, 1e-3);
  PrintRow("signature of the token request", columns, {"signature", 0}, 1e-3);
  PrintHead("ns a point, of n", columns);
  for (const size_t n : kSumSizes) {
    PrintRow(absl::StrCat("decoding ", n), columns, {"decode", n}, 1);
  }
  for (const size_t n : kSumSizes) {
    PrintRow(absl::StrCat("multi-scalar multiplication of ", n), columns,
             {"sum", n}, 1);
  }
  PrintHead("us of wall time a ballot", columns);
  for (size_t threads = 1; threads <= 1024; threads *= 2) {
    if (columns.front().figures.contains({"wall", threads})) {
      PrintRow(absl::StrCat(threads, threads == 1 ? " thread" : " threads"),
               columns, {"wall", threads}, 1e-3);
    }
  }
  PrintHead("s for so many ballots, one core", columns);
  for (const size_t n : kGrowth) {
    PrintRow(absl::StrCat(n), columns, {"growth", n}, 1);
  }
}

void DrawChart(const std::string& file, const std::vector<Column>& columns,
               double sodium) {
  Chart chart = {.title = "Time to verify ballots of 27 departments, one core",
                 .x_title = "ballots",
                 .y_title = "seconds",
                 .lines = {}};
  Chart::Line slow = {.name = "libsodium's arithmetic only", .points = {}};
  for (const size_t n : kGrowth) {
    slow.points.push_back(
        {static_cast<double>(n), sodium * 1e-9 * static_cast<double>(n)});
  }
  chart.lines.push_back(std::move(slow));
  for (auto column = columns.rbegin(); column != columns.rend(); ++column) {
    Chart::Line line = {.name = column->name, .points = {}};
    for (const size_t n : kGrowth) {
      const auto it = column->figures.find({"growth", n});
      if (it != column->figures.end()) {
        line.points.push_back({static_cast<double>(n), it->second});
      }
    }
    chart.lines.push_back(std::move(line));
  }
  if (!WriteSvg(chart, file)) {
    std::fprintf(stderr, "engine_bench: cannot write %s\n", file.c_str());
    std::exit(1);
  }
  std::printf("\nThe last table as a picture: %s\n", file.c_str());
}

// A real voter's: secrets, so libsodium only, whatever the engine.
double TimeOfVoter(const RehearsalRound& rehearsal) {
  constexpr int kRepetitions = 7;
  const BallotProver prover(rehearsal.parameters());
  const std::vector<uint32_t> choices = rehearsal.Choices(0);
  const SecretScalar key = SecretScalar::Random();
  return Median(kRepetitions, [&] {
    return !prover
                .Prove(*prover.Encrypt(choices),
                       {.key = key, .n = Element::Generator()})
                .empty();
  });
}

int MeasureAll(const char* self, const std::string& chart) {
  constexpr RehearsalForm kForm;
  constexpr size_t kMost =
      *std::max_element(std::begin(kGrowth), std::end(kGrowth));
  const RehearsalRound rehearsal = *RehearsalRound::Create(kForm);
  const BallotParameters& parameters = rehearsal.parameters();
  std::printf("ballot of %" PRIu32 " contests of %" PRIu32
              " options, pack %" PRIu32 ": %zu bytes, %zu points\n",
              kForm.contests, kForm.levels, kForm.pack,
              parameters.layout().ballot_size(), parameters.layout().points());
  std::vector<Column> columns;
  for (const engine::Backend* backend : engine::AvailableBackends()) {
    columns.push_back({.name = backend->name, .figures = {}});
  }
  if (columns.front().name != "ifma") {
    std::printf(
        "NO AVX-512 IFMA ON THIS MACHINE: its backend, by far the "
        "fastest, is not measured.\n");
  }
  const TemporaryFile ballots;
  std::fprintf(stderr, "making %zu ballots ...\n", kMost);
  WriteBallots(ballots.path(), kMost);
  for (Column& column : columns) {
    for (const auto& [part, run] : kParts) {
      Measure(self, column.name, part, ballots.path(), column.figures);
    }
  }
  SerialExecutor serial;
  const Bytes ballot = rehearsal.MakeBallots(1, serial).front();
  const double sodium =
      Median(3, [&] { return testing::SlowVerify(parameters, ballot) == 0; });
  PrintTables(columns, sodium, TimeOfVoter(rehearsal));
  DrawChart(chart, columns, sodium);
  return 0;
}

int Usage() {
  std::fprintf(stderr, "usage: engine_bench [--chart FILE]\n");
  return 2;
}

int Main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.empty()) {
    return MeasureAll(argv[0], "engine_bench.svg");
  }
  if (arguments.size() == 2 && arguments[0] == "--chart") {
    return MeasureAll(argv[0], arguments[1]);
  }
  // What this program calls itself with.
  for (const auto& [part, run] : kParts) {
    if (arguments.size() == 3 && arguments[0] == "--part" &&
        arguments[1] == part) {
      run(arguments[2]);
      return 0;
    }
  }
  return Usage();
}

}  // namespace
}  // namespace pingyi::bench

int main(int argc, char** argv) {
  return pingyi::bench::Main(argc, argv);
}
