#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/cli/commands.h"
#include "client/cli/connection.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

// What `watch` shows; a line is printed whenever it changes.
struct Scene {
  Phase phase = Phase::kCeremony;
  bool rehearsal = false;
  size_t entitled = 0;
  uint32_t checked_in = 0;
  size_t returned = 0;
  size_t zero_checks = 0;
  size_t verified = 0;
  size_t scrutineers = 0;
  size_t objections = 0;
  std::string aborted;
  friend bool operator==(const Scene&, const Scene&) = default;
};

// As far as it stands under a quorum in full; ballots move in steps by nature.
std::optional<Scene> Look(const BoardLog& log) {
  const Session* session = log.session();
  if (session == nullptr || log.quorum_head().head.size < session->size()) {
    return std::nullopt;
  }
  const std::optional<Abortion>& abortion = session->abortion();
  return Scene{.phase = session->phase(),
               .rehearsal = session->manifest().kind == SessionKind::kRehearsal,
               .entitled = session->check_in().entitled(),
               .checked_in = session->check_in().checked_in(),
               .returned = session->ledger().size(),
               .zero_checks = session->zero_checks().size(),
               .verified = session->verified().size(),
               .scrutineers =
                   session->manifest().OfficialsWith(Role::kScrutineer).size(),
               .objections = session->objections().size(),
               .aborted = abortion.has_value() ? abortion->reason : ""};
}

std::string Line(const Scene& scene) {
  std::string line = absl::StrCat(
      scene.rehearsal ? "[演练 REHEARSAL] " : "", PhaseName(scene.phase),
      ": 应到 ", scene.entitled, ", 实到 ", scene.checked_in, ", 收回 ",
      scene.returned, "; zero-checks ", scene.zero_checks, ", verified by ",
      scene.verified, " of ", scene.scrutineers);
  if (scene.objections > 0) {
    absl::StrAppend(&line, ", OBJECTIONS ", scene.objections);
  }
  if (!scene.aborted.empty()) {
    absl::StrAppend(&line, "; aborted: ", scene.aborted);
  }
  return line;
}

std::string Json(const Scene& scene) {
  const nlohmann::json json = {{"phase", std::string(PhaseName(scene.phase))},
                               {"rehearsal", scene.rehearsal},
                               {"entitled", scene.entitled},
                               {"checked_in", scene.checked_in},
                               {"returned", scene.returned},
                               {"zero_checks", scene.zero_checks},
                               {"verified", scene.verified},
                               {"scrutineers", scene.scrutineers},
                               {"objections", scene.objections},
                               {"aborted", scene.aborted}};
  return json.dump();
}

struct Goal {
  std::optional<Phase> phase;
  uint64_t checked_in = 0;
  uint64_t verified = 0;
  bool once = false;
  bool forever = false;
};

bool Reached(const Goal& goal, const Scene& scene) {
  return goal.once ||
         (!goal.forever && (!goal.phase || scene.phase >= *goal.phase) &&
          scene.checked_in >= goal.checked_in &&
          scene.verified >= goal.verified);
}

absl::StatusOr<Goal> ReadGoal(const Arguments& arguments) {
  Goal goal;
  if (arguments.Has("until")) {
    for (int i = 0; i <= static_cast<int>(Phase::kAnnounced); ++i) {
      if (PhaseName(static_cast<Phase>(i)) == arguments.Get("until")) {
        goal.phase = static_cast<Phase>(i);
      }
    }
    if (!goal.phase) {
      return absl::InvalidArgumentError(
          "--until: write ceremony, check-in, voting, closing, closed, "
          "audited, tallied or announced");
    }
  }
  ASSIGN_OR_RETURN(goal.checked_in, arguments.Number("checked-in", 0, {}));
  ASSIGN_OR_RETURN(goal.verified, arguments.Number("verified", 0, {}));
  goal.once = arguments.Has("once");
  goal.forever = !goal.phase && goal.checked_in == 0 && goal.verified == 0;
  return goal;
}

absl::Status Run(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const Target target, ReadTarget(arguments));
  ASSIGN_OR_RETURN(const Goal goal, ReadGoal(arguments));
  CoreExecutor executor;
  ASSIGN_OR_RETURN(const auto reader, Follow(target, executor));
  const bool json = arguments.Has("json");
  Scene shown;
  bool first = true;
  RETURN_IF_ERROR(WaitFor(*reader, [&](const BoardLog& log) {
    const std::optional<Scene> scene = Look(log);
    if (!scene.has_value()) {
      return false;
    }
    if (first || *scene != shown) {
      std::cout << (json ? Json(*scene) : Line(*scene)) << "\n" << std::flush;
      shown = *scene;
      first = false;
    }
    return Reached(goal, *scene) || scene->phase == Phase::kAborted;
  }));
  if (goal.once && !json) {
    ASSIGN_OR_RETURN(const SessionStatus status, FetchStatus(target.endpoint));
    if (!status.waiting_for.empty()) {
      std::cout << "Waiting for: " << status.waiting_for << "\n";
    }
  }
  return shown.phase == Phase::kAborted && !goal.once
             ? absl::FailedPreconditionError(
                   absl::StrCat("aborted: ", shown.aborted))
             : absl::OkStatus();
}

}  // namespace

Command WatchCommand() {
  Command command{
      .name = "watch",
      .summary = "Follow the log, verified here, a line for every change",
      .teach =
          "Follows the server's log, verifies every entry and checkpoint on "
          "this machine, and\nprints a line whenever phase or numbers change. "
          "Without a goal it runs until Ctrl-C.\nBallots move in steps, as the "
          "log takes them in batches.",
      .example = "pingyi watch --session DIR/public --until tallied",
      .positionals = {},
      .options = ConnectionOptions(),
      .run = Run};
  command.options.insert(
      command.options.end(),
      {{.name = "until", .value = "PHASE", .help = "End in this phase."},
       {.name = "checked-in", .value = "N", .help = "End with N checked in."},
       {.name = "verified",
        .value = "N",
        .help = "End when N scrutineers have signed the result."},
       {.name = "once", .value = "", .help = "Print one line and end."},
       {.name = "json", .value = "", .help = "One JSON object a line."}});
  return command;
}

}  // namespace pingyi
