#include <iostream>

#include "client/cli/commands.h"
#include "client/cli/official.h"
#include "crypto/base/status_macros.h"
#include "crypto/statement/body.h"
#include "crypto/statement/statement.h"

namespace pingyi {
namespace {

constexpr uint32_t kRound = 0;

absl::StatusOr<Entry> MakeOpen(const Session& session, const SigningKey& key) {
  if (!session.has_keys() || !session.active_set().has_value()) {
    return absl::FailedPreconditionError(
        "check-in has not begun; first `pingyi check-in`");
  }
  OpenEntry entry{.round = kRound,
                  .key_id = session.key_id(),
                  .active_set_sha256 = session.active_set_sha256(),
                  .checked_in = session.check_in().checked_in()};
  entry.signature =
      SignStatement(key, StatementKind::kOpen, session.session_id(),
                    OpenBody(entry.key_id, entry.round, entry.active_set_sha256,
                             entry.checked_in));
  return entry;
}

absl::Status Run(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const auto desk,
                   OfficialDesk::Open(arguments, Role::kChair));
  uint32_t checked_in = 0;
  size_t entitled = 0;
  RETURN_IF_ERROR(desk->Sign([&](const BoardLog& log) {
                        checked_in = log.session()->check_in().checked_in();
                        entitled = log.session()->check_in().entitled();
                        return MakeOpen(*log.session(), desk->key());
                      })
                      .status());
  std::cout << "The vote is open. 应到 " << entitled << ", 实到 " << checked_in
            << ".\nCompare 实到 with the heads counted in the hall. Next: "
               "`pingyi close`.\n";
  return absl::OkStatus();
}

}  // namespace

Command OpenCommand() {
  return {.name = "open",
          .summary = "Chair: open the vote",
          .teach =
              "Signs how many deputies have checked in, with which keys and "
              "issuers, and opens\nthe vote. Refused below min_voters tokens "
              "(fewer would not be anonymous) or below\nthe meeting's quorum.\n"
              "Before: pingyi check-in. After: pingyi close.",
          .example = "pingyi open --session DIR/public --slip-file chair.slip",
          .positionals = {},
          .options = OfficialOptions(),
          .run = Run};
}

}  // namespace pingyi
