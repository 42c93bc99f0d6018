#include <algorithm>
#include <iostream>
#include <optional>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "client/cli/commands.h"
#include "client/cli/official.h"
#include "crypto/base/status_macros.h"
#include "crypto/statement/body.h"
#include "crypto/statement/statement.h"

namespace pingyi {
namespace {

absl::StatusOr<std::vector<uint32_t>> ParseIssuers(const std::string& text) {
  std::vector<uint32_t> issuers;
  for (const absl::string_view part : absl::StrSplit(text, ',')) {
    uint32_t issuer = 0;
    if (!absl::SimpleAtoi(part, &issuer) || issuer == 0) {
      return absl::InvalidArgumentError(absl::StrCat(
          "--issuers \"", text, "\": write their numbers, such as 1,2,3"));
    }
    issuers.push_back(issuer);
  }
  std::sort(issuers.begin(), issuers.end());
  return issuers;
}

// The issuers who are connected just now.
std::vector<uint32_t> PresentIssuers(const Session& session,
                                     const SessionStatus& status) {
  std::vector<uint32_t> present;
  const std::vector<uint32_t> issuers =
      session.manifest().OfficialsWith(Role::kIssuer);
  for (size_t i = 0; i < issuers.size(); ++i) {
    if (std::find(status.officials_present.begin(),
                  status.officials_present.end(),
                  issuers[i]) != status.officials_present.end()) {
      present.push_back(static_cast<uint32_t>(i + 1));
    }
  }
  return present;
}

absl::StatusOr<Entry> MakeActiveSet(const Session& session,
                                    const std::vector<uint32_t>& issuers,
                                    const SigningKey& key) {
  const std::optional<ActiveSetEntry>& before = session.active_set();
  ActiveSetEntry entry{.version = before.has_value() ? before->version + 1 : 1,
                       .issuers = issuers};
  entry.signature =
      SignStatement(key, StatementKind::kActiveSet, session.session_id(),
                    ActiveSetBody(entry.version, entry.issuers));
  return entry;
}

absl::Status Run(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const auto desk,
                   OfficialDesk::Open(arguments, Role::kChair));
  std::vector<uint32_t> issuers;
  if (arguments.Has("issuers")) {
    ASSIGN_OR_RETURN(issuers, ParseIssuers(arguments.Get("issuers")));
  } else {
    ASSIGN_OR_RETURN(const SessionStatus status, FetchStatus(desk->endpoint()));
    issuers = desk->reader().With(
        [&](BoardLog& log) { return PresentIssuers(*log.session(), status); });
  }
  ASSIGN_OR_RETURN(const uint64_t leaf, desk->Sign([&](const BoardLog& log) {
    return MakeActiveSet(*log.session(), issuers, desk->key());
  }));
  std::cout << "Check-in is open (leaf " << leaf
            << "). Issuers in use: " << absl::StrJoin(issuers, ", ")
            << ".\nNext: deputies check in; `pingyi watch` shows how many; "
               "`pingyi open` opens the vote.\n";
  return absl::OkStatus();
}

}  // namespace

Command CheckInCommand() {
  Command command{
      .name = "check-in",
      .summary = "Chair: open the check-in, with the issuers that are here",
      .teach =
          "Signs the list of issuers in use (the active set) and so opens the "
          "check-in.\nEvery token is made by exactly these issuers. Without "
          "--issuers all that are\nconnected are taken: at least the "
          "threshold, "
          "and one more where there are more.\nMay be repeated before the "
          "opening, for example when an issuer's laptop fails.\nBefore: "
          "pingyi ceremony. After: pingyi open.",
      .example = "pingyi check-in --session DIR/public --slip-file chair.slip",
      .positionals = {},
      .options = OfficialOptions(),
      .run = Run};
  command.options.push_back({.name = "issuers",
                             .value = "LIST",
                             .help = "Numbers of the issuers, such as 1,2,3."});
  return command;
}

}  // namespace pingyi
