#include <iostream>

#include "client/cli/commands.h"
#include "client/cli/official.h"
#include "crypto/base/status_macros.h"
#include "crypto/statement/body.h"
#include "crypto/statement/statement.h"

namespace pingyi {
namespace {

constexpr uint32_t kRound = 0;

absl::StatusOr<Entry> MakeAnnounce(const Session& session,
                                   const SigningKey& key) {
  if (!session.result().has_value()) {
    return absl::FailedPreconditionError(
        "there is no result yet; `pingyi watch --once` says what it waits for");
  }
  const Digest counts = session.counts_sha256();
  return AnnounceEntry{.round = kRound,
                       .counts_sha256 = counts,
                       .signature = SignStatement(
                           key, StatementKind::kAnnounce, session.session_id(),
                           AnnounceBody(kRound, counts))};
}

absl::Status RunAnnounce(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const auto desk,
                   OfficialDesk::Open(arguments, Role::kChair));
  RETURN_IF_ERROR(desk->Sign([&](const BoardLog& log) {
                        return MakeAnnounce(*log.session(), desk->key());
                      })
                      .status());
  desk->reader().With([](BoardLog& log) {
    const Session& session = *log.session();
    std::cout << "Announced; this program has verified the result itself. "
                 "Verified by "
              << session.verified().size() << " of "
              << session.manifest().OfficialsWith(Role::kScrutineer).size()
              << " scrutineers.\nNext: `pingyi export`, then `pingyi verify` "
                 "by whoever wants to.\n";
    return 0;
  });
  return absl::OkStatus();
}

absl::Status RunAbort(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const auto desk,
                   OfficialDesk::Open(arguments, Role::kChair));
  const std::string reason = arguments.Get("reason");
  RETURN_IF_ERROR(
      desk->Sign([&](const BoardLog& log) -> absl::StatusOr<Entry> {
            return AbortEntry{
                .round = kRound,
                .reason = reason,
                .signature = SignStatement(desk->key(), StatementKind::kAbort,
                                           log.session()->session_id(),
                                           AbortBody(kRound, reason))};
          })
          .status());
  std::cout << "The session is aborted. A repeat needs a new `pingyi session "
               "new` that names it.\n";
  return absl::OkStatus();
}

}  // namespace

Command AnnounceCommand() {
  return {
      .name = "announce",
      .summary = "Chair: announce the result",
      .teach =
          "Signs the counts that are in the log, after verifying the whole "
          "log here, and so\nturns the screens to the result.\nBefore: "
          "the result is in the log. After: pingyi export.",
      .example = "pingyi announce --session DIR/public --slip-file chair.slip",
      .positionals = {},
      .options = OfficialOptions(),
      .run = RunAnnounce};
}

Command AbortCommand() {
  Command command{
      .name = "abort",
      .summary = "Chair: give the session up",
      .teach =
          "Ends the session without a result, with the reason in the log. "
          "Possible until\nthere is a result.",
      .example =
          "pingyi abort --session DIR/public --slip-file chair.slip "
          "--reason \"power failure\"",
      .positionals = {},
      .options = OfficialOptions(),
      .run = RunAbort};
  command.options.push_back({.name = "reason",
                             .value = "TEXT",
                             .help = "Why, in words; stands in the log.",
                             .required = true});
  return command;
}

}  // namespace pingyi
