#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "client/cli/commands.h"
#include "client/cli/connection.h"
#include "client/cli/progress.h"
#include "client/cli/table.h"
#include "client/rehearsal/bench.h"
#include "crypto/base/status_macros.h"
#include "crypto/engine/engine.h"

namespace pingyi {
namespace {

constexpr char kFastest[] = "ifma";
// A hall, the largest assembly, and a country's.
constexpr uint64_t kSizes[] = {300, 3'000, 1'000'000};

// What this machine could verify with, fastest first.
std::vector<std::string> Engines() {
  std::vector<std::string> names;
  for (const engine::Backend* backend : engine::AvailableBackends()) {
    names.emplace_back(backend->name);
  }
  return names;
}

bool HasFastest(const std::vector<std::string>& engines) {
  return std::find(engines.begin(), engines.end(), kFastest) != engines.end();
}

absl::Duration TimeOf(const BenchFigures& figures, uint64_t ballots) {
  return figures.everywhere * static_cast<int64_t>(ballots);
}

double Rate(absl::Duration one) {
  return 1 / absl::ToDoubleSeconds(one);
}

// A machine that does something else meanwhile looks slower than it is.
std::string Disturbance(const BenchFigures& figures) {
  constexpr double kAlone = 0.95;
  if (figures.share >= kAlone) {
    return "";
  }
  return absl::StrFormat(
      "\nThis program got only %.0f %% of a core: the machine is busy with "
      "something else,\nand the true figures are better. Try again when it is "
      "not.\n",
      100 * figures.share);
}

std::string Machine(const BenchPlan& plan, const BenchFigures& figures) {
  std::vector<std::string> others = Engines();
  const bool fastest = HasFastest(others);
  std::erase(others, std::string(EngineName()));
  std::string text = absl::StrCat(
      "Engine  ", std::string(EngineName()), "; PINGYI_ENGINE can ask for ",
      absl::StrJoin(others, ", "), "\nCores   ", CoreExecutor::cores(),
      "\nBallot  ", plan.form.contests, " contests of ", plan.form.levels,
      " levels, ", FormatCount(figures.ballot_size), " bytes\n");
  if (!fastest) {
    absl::StrAppend(&text,
                    "\nThis machine has NO AVX-512 IFMA: one that has it "
                    "verifies several times as fast.\n");
  }
  return text;
}

std::vector<std::string> Row(std::string what, absl::Duration one) {
  return {std::move(what), FormatRough(absl::ToDoubleMilliseconds(one)),
          FormatRough(Rate(one))};
}

std::string Text(const BenchPlan& plan, const BenchFigures& figures) {
  const size_t cores = CoreExecutor::cores();
  std::vector<std::vector<std::string>> speeds = {
      {"", "ms a ballot", "ballots a second"},
      Row("Making a voter's ballot, one core", figures.making),
      Row("Verifying, one core", figures.verifying),
      Row(absl::StrCat("Verifying, all cores (", cores, ")"),
          figures.everywhere)};
  std::vector<std::vector<std::string>> sizes = {{"Ballots", "Verified in"}};
  for (const uint64_t size : kSizes) {
    const absl::Duration time = TimeOf(figures, size);
    sizes.push_back(
        {FormatCount(size),
         time < absl::Minutes(2)
             ? absl::StrCat(FormatRough(absl::ToDoubleSeconds(time)), " s")
             : FormatWait(time)});
  }
  return absl::StrCat(
      Machine(plan, figures), "\n", FormatTable(speeds, 1), "\n",
      FormatTable(sizes, 0),
      "\nThese are the ballots' proofs, on all cores. `pingyi verify` also "
      "reads, hashes and\naudits, and says at its end how long that took.\n",
      Disturbance(figures));
}

std::string Json(const BenchPlan& plan, const BenchFigures& figures) {
  const std::vector<std::string> engines = Engines();
  nlohmann::json json = {
      {"engine", std::string(EngineName())},
      {"engines", engines},
      {"avx512_ifma", HasFastest(engines)},
      {"cores", CoreExecutor::cores()},
      {"contests", plan.form.contests},
      {"levels", plan.form.levels},
      {"ballot_bytes", figures.ballot_size},
      {"share_of_a_core", figures.share},
      {"make_ms", absl::ToDoubleMilliseconds(figures.making)},
      {"verify_core_ms", absl::ToDoubleMilliseconds(figures.verifying)},
      {"verify_all_ms", absl::ToDoubleMilliseconds(figures.everywhere)},
      {"made_per_second", Rate(figures.making)},
      {"verified_per_second_core", Rate(figures.verifying)},
      {"verified_per_second", Rate(figures.everywhere)}};
  for (const uint64_t size : kSizes) {
    json["seconds"][absl::StrCat(size)] =
        absl::ToDoubleSeconds(TimeOf(figures, size));
  }
  return absl::StrCat(json.dump(2), "\n");
}

absl::Status Run(const Arguments& arguments) {
  BenchPlan plan;
  ASSIGN_OR_RETURN(const uint64_t contests,
                   arguments.Number("contests", plan.form.contests,
                                    {.min = 1, .max = 1000}));
  ASSIGN_OR_RETURN(
      const uint64_t levels,
      arguments.Number("levels", plan.form.levels, {.min = 2, .max = 11}));
  ASSIGN_OR_RETURN(const uint64_t seconds,
                   arguments.Number("seconds", 3, {.min = 1, .max = 3600}));
  plan.form.contests = static_cast<uint32_t>(contests);
  plan.form.levels = static_cast<uint32_t>(levels);
  plan.time = absl::Seconds(seconds) / 3;  // Three measurements.
  CoreExecutor executor;
  ASSIGN_OR_RETURN(const BenchFigures figures,
                   RunBench(plan, executor, CoreExecutor::cores()));
  std::cout << (arguments.Has("json") ? Json(plan, figures)
                                      : Text(plan, figures));
  return absl::OkStatus();
}

}  // namespace

Command BenchCommand() {
  return {.name = "bench",
          .summary = "How fast this machine makes and verifies ballots",
          .teach =
              "Makes ballots that nobody casts and verifies them, for a few "
              "seconds: what this\nmachine needs to make a voter's ballot, to "
              "verify one, and to verify all of a\nsitting. Says which engine "
              "it uses: the fastest that the processor has (ifma, avx2,\n"
              "portable), or the one that the environment's PINGYI_ENGINE "
              "names. Run it on the\nlaptop that will verify, with nothing "
              "else running.",
          .example = "pingyi bench --contests 27 --levels 4",
          .positionals = {},
          .options = {{.name = "contests",
                       .value = "N",
                       .help = "Departments on a ballot; default 27."},
                      {.name = "levels",
                       .value = "N",
                       .help = "Options of each, with the blank where it may "
                               "be left; default 4."},
                      {.name = "seconds",
                       .value = "N",
                       .help = "How long to measure; default 3."},
                      {.name = "json",
                       .value = "",
                       .help = "The figures as JSON."}},
          .run = Run};
}

}  // namespace pingyi
