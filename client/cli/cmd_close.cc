#include <algorithm>
#include <iostream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "client/cli/commands.h"
#include "client/cli/official.h"
#include "crypto/base/status_macros.h"
#include "crypto/statement/body.h"
#include "crypto/statement/statement.h"

namespace pingyi {
namespace {

constexpr uint32_t kRound = 0;
constexpr absl::Duration kPoll = absl::Milliseconds(50);
constexpr absl::Duration kPatience = absl::Minutes(30);
// Nobody wants to read what is over in a moment.
constexpr absl::Duration kQuiet = absl::Seconds(5);

Entry MakeClosing(const Session& session, const SigningKey& key) {
  return ClosingEntry{
      .round = kRound,
      .signature = SignStatement(key, StatementKind::kClosing,
                                 session.session_id(), ClosingBody(kRound))};
}

Entry MakeClose(const BoardLog& log, const SigningKey& key) {
  const TreeHead& head = log.quorum_head().head;
  return CloseEntry{.round = kRound,
                    .size = head.size,
                    .root = head.root,
                    .signature = SignStatement(key, StatementKind::kClose,
                                               log.session()->session_id(),
                                               CloseBody(kRound, head))};
}

// Until the box has stopped and all it held stands under a quorum, here too.
absl::Status WaitForBox(OfficialDesk& desk) {
  const absl::Time end = absl::Now() + kPatience;
  while (absl::Now() < end) {
    ASSIGN_OR_RETURN(const SessionStatus status, FetchStatus(desk.endpoint()));
    if (status.box_closed) {
      return WaitFor(
          desk.reader(),
          [&status](const BoardLog& log) {
            const Session& session = *log.session();
            return session.ledger().size() >= status.returned &&
                   log.quorum_head().head.size == session.size();
          },
          kPatience);
    }
    absl::SleepFor(kPoll);
  }
  return absl::DeadlineExceededError(
      "the ballot box is still open; see `pingyi watch --once` for what it "
      "waits for, then repeat `pingyi close`");
}

// Until the server says that the result is in the log; what it waits for is
// shown meanwhile. Whether to believe the result is for `verify`.
absl::Status WaitForResult(const Endpoint& endpoint, absl::Time closed) {
  std::string shown;
  while (absl::Now() < closed + kPatience) {
    ASSIGN_OR_RETURN(const SessionStatus status, FetchStatus(endpoint));
    if (status.phase >= v1::PHASE_TALLIED) {
      std::cout << "From Close to the result on the log: "
                << absl::ToInt64Milliseconds(absl::Now() - closed) << " ms\n";
      return absl::OkStatus();
    }
    if (absl::Now() > closed + kQuiet && status.waiting_for != shown) {
      shown = status.waiting_for;
      std::cout << "Waiting for " << shown << "\n" << std::flush;
    }
    absl::SleepFor(kPoll);
  }
  return absl::DeadlineExceededError(
      absl::StrCat("closed, but there is no result yet; it waits for ", shown));
}

absl::Status Run(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const auto desk,
                   OfficialDesk::Open(arguments, Role::kChair));
  const Phase phase =
      desk->reader().With([](BoardLog& log) { return log.session()->phase(); });
  if (phase != Phase::kVoting && phase != Phase::kClosing) {
    return absl::FailedPreconditionError(
        absl::StrCat("there is no open vote to close; the session is in phase ",
                     PhaseName(phase)));
  }
  if (phase == Phase::kVoting) {
    RETURN_IF_ERROR(desk->Sign([&](const BoardLog& log) {
                          return MakeClosing(*log.session(), desk->key());
                        })
                        .status());
    std::cout
        << "Closing: no new ballots are sealed; those sealed before still "
           "arrive."
        << "\n"
        << std::flush;
  }
  RETURN_IF_ERROR(WaitForBox(*desk));
  const absl::Time closed = absl::Now();
  RETURN_IF_ERROR(desk->Sign([&](const BoardLog& log) {
                        return MakeClose(log, desk->key());
                      })
                      .status());
  desk->reader().With([](BoardLog& log) {
    const uint32_t issued = log.session()->check_in().checked_in();
    const auto returned = static_cast<uint32_t>(log.session()->ledger().size());
    std::cout << "Closed. 发出 " << issued << ", 收回 " << returned << ", 未交 "
              << issued - std::min(issued, returned)
              << ".\nThe audit and the tally follow by themselves."
              << "\n"
              << std::flush;
    return 0;
  });
  return arguments.Has("wait") ? WaitForResult(desk->endpoint(), closed)
                               : absl::OkStatus();
}

}  // namespace

Command CloseCommand() {
  Command command{
      .name = "close",
      .summary = "Chair: close the vote",
      .teach =
          "Announces the closing, waits until sealed ballots have arrived (the "
          "send window\nand two seconds, or until every deputy who checked in "
          "has voted), and signs what\nthe log then holds. May be repeated "
          "after an interruption.\nBefore: pingyi open. After: audit and tally "
          "run by themselves, then pingyi announce.",
      .example = "pingyi close --session DIR/public --slip-file chair.slip",
      .positionals = {},
      .options = OfficialOptions(),
      .run = Run};
  command.options.push_back({.name = "wait",
                             .value = "",
                             .help = "Wait for the result, and say how long it "
                                     "took."});
  return command;
}

}  // namespace pingyi
