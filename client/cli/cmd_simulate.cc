#include <unistd.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "client/cli/choices_file.h"
#include "client/cli/codes_file.h"
#include "client/cli/commands.h"
#include "client/cli/connection.h"
#include "client/cli/progress.h"
#include "client/record/files.h"
#include "client/rehearsal/simulation.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

// A bar that is drawn over itself on a terminal; elsewhere every tenth part is
// a line of its own.
class ProgressBar {
 public:
  void Show(absl::string_view step, size_t done, size_t all) const {
    if (terminal_) {
      std::cout << absl::StrFormat("\r%-9s %s %d of %d", std::string(step),
                                   FormatBar(done, all), done, all);
      if (done == all) {
        std::cout << "\n";
      }
      std::cout.flush();
    } else if (done == all || done * 10 / all != (done - 1) * 10 / all) {
      std::cout << step << ": " << done << " of " << all << "\n" << std::flush;
    }
  }

 private:
  const bool terminal_ = isatty(STDOUT_FILENO) == 1;
};

double Milliseconds(absl::Duration duration) {
  return absl::ToDoubleMilliseconds(duration);
}

double PerSecond(const SimulationResult& result) {
  const double seconds = absl::ToDoubleSeconds(result.casting);
  return seconds <= 0 ? 0
                      : static_cast<double>(result.latencies.size()) / seconds;
}

std::string Summary(const SimulationResult& result) {
  return absl::StrFormat(
      "%d deputies on this machine, wall-clock, server and trustees included:\n"
      "  check-in  %.1f s for all\n"
      "  ballots   %.1f s to encrypt and prove all\n"
      "  casting   %.1f s for %d, send window included (%.0f ballots/s)\n"
      "  receipt   p50 %.0f ms, p95 %.0f ms, p99 %.0f ms after sending\n",
      result.deputies, absl::ToDoubleSeconds(result.check_in),
      absl::ToDoubleSeconds(result.making),
      absl::ToDoubleSeconds(result.casting), result.latencies.size(),
      PerSecond(result), Milliseconds(Quantile(result.latencies, 0.50)),
      Milliseconds(Quantile(result.latencies, 0.95)),
      Milliseconds(Quantile(result.latencies, 0.99)));
}

std::string Json(const SimulationResult& result) {
  const nlohmann::json json = {
      {"deputies", result.deputies},
      {"ballots", result.latencies.size()},
      {"check_in_seconds", absl::ToDoubleSeconds(result.check_in)},
      {"making_seconds", absl::ToDoubleSeconds(result.making)},
      {"casting_seconds", absl::ToDoubleSeconds(result.casting)},
      {"ballots_per_second", PerSecond(result)},
      {"p50_ms", Milliseconds(Quantile(result.latencies, 0.50))},
      {"p95_ms", Milliseconds(Quantile(result.latencies, 0.95))},
      {"p99_ms", Milliseconds(Quantile(result.latencies, 0.99))},
      {"counts", result.counts}};
  return absl::StrCat(json.dump(2), "\n");
}

absl::StatusOr<Simulation::Options> ReadOptions(const Arguments& arguments,
                                                const Target& target) {
  Simulation::Options options{.endpoint = target.endpoint};
  ASSIGN_OR_RETURN(options.rule.seed, arguments.Number("seed", 1, {}));
  ASSIGN_OR_RETURN(options.threads,
                   arguments.Number("threads", 32, {.min = 1, .max = 1000}));
  const std::string distribution = arguments.Get("distribution");
  ASSIGN_OR_RETURN(
      options.rule.weights,
      ParseWeights(distribution.empty() ? "random" : distribution));
  return options;
}

absl::StatusOr<std::vector<SimulatedSlip>> ReadSlips(
    const Arguments& arguments) {
  ASSIGN_OR_RETURN(std::vector<SimulatedSlip> slips,
                   ReadCodesFile(arguments.Get("codes")));
  ASSIGN_OR_RETURN(const uint64_t deputies,
                   arguments.Number("deputies", slips.size(),
                                    {.min = 1, .max = slips.size()}));
  slips.erase(slips.begin() + static_cast<ptrdiff_t>(deputies), slips.end());
  return slips;
}

absl::Status WriteResults(const Arguments& arguments,
                          const SimulationResult& result) {
  if (arguments.Has("choices-out")) {
    RETURN_IF_ERROR(WriteFile(arguments.Get("choices-out"),
                              AsBytes(FormatChoiceCounts(result.counts))));
  }
  if (arguments.Has("json")) {
    RETURN_IF_ERROR(WriteFile(arguments.Get("json"), AsBytes(Json(result))));
  }
  return absl::OkStatus();
}

absl::Status Run(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const Target target, ReadTarget(arguments));
  ASSIGN_OR_RETURN(Simulation::Options options, ReadOptions(arguments, target));
  ASSIGN_OR_RETURN(std::vector<SimulatedSlip> slips, ReadSlips(arguments));
  ASSIGN_OR_RETURN(const uint64_t voters,
                   arguments.Number("voters", slips.size(),
                                    {.min = 0, .max = slips.size()}));
  const ProgressBar bar;
  options.progress = [&bar](absl::string_view step, size_t done, size_t all) {
    bar.Show(step, done, all);
  };
  CoreExecutor executor;
  ASSIGN_OR_RETURN(const auto reader, Follow(target, executor));
  Simulation simulation(std::move(options), *reader, std::move(slips));
  RETURN_IF_ERROR(simulation.CheckIn());
  if (arguments.Has("check-in-only")) {
    return absl::OkStatus();
  }
  simulation.KeepVoters(voters);
  std::cout << "Waiting for the chair to open the vote."
            << "\n"
            << std::flush;
  RETURN_IF_ERROR(simulation.MakeBallots());
  RETURN_IF_ERROR(simulation.Cast());
  std::cout << Summary(simulation.result());
  return WriteResults(arguments, simulation.result());
}

}  // namespace

Command SimulateCommand() {
  Command command{
      .name = "simulate",
      .summary = "Rehearsal: simulated deputies check in and vote",
      .teach =
          "Takes the codes that `pingyi slips --codes` wrote for a rehearsal, "
          "checks the first N\ndeputies in, waits for the opening, makes a "
          "ballot for each, sends it within the send\nwindow and waits for "
          "the receipts. Choices follow --seed and --distribution alone.\n"
          "Refuses a real vote: these ballots are like a voter's to the byte, "
          "but made in a hurry,\nwithout hiding anything from this machine. "
          "Times are wall-clock, with everything that\nruns on this machine "
          "in them.",
      .example =
          "pingyi simulate --session DIR/public --codes codes.csv "
          "--deputies 117 --distribution 55,30,10,5",
      .positionals = {},
      .options = ConnectionOptions(),
      .run = Run};
  command.options.insert(
      command.options.end(),
      {{.name = "codes",
        .value = "FILE",
        .help = "The slips' codes: number,code.",
        .required = true},
       {.name = "deputies", .value = "N", .help = "The first N; default: all."},
       {.name = "voters",
        .value = "N",
        .help = "Of these, the first N also vote; default: all."},
       {.name = "seed", .value = "N", .help = "Of the choices; default 1."},
       {.name = "distribution",
        .value = "LIST",
        .help = "A weight for each option, or \"random\" (default)."},
       {.name = "threads",
        .value = "N",
        .help = "Deputies busy at the same time; default 32."},
       {.name = "check-in-only", .value = "", .help = "Check in and end."},
       {.name = "choices-out",
        .value = "FILE",
        .help = "Write what was chosen, added up."},
       {.name = "json", .value = "FILE", .help = "Write the measurements."}});
  return command;
}

}  // namespace pingyi
