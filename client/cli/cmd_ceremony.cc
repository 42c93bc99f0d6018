#include <algorithm>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/cli/commands.h"
#include "client/cli/connection.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr absl::Duration kPatience = absl::Hours(8);

// "trustees: 3 of 3 commits, 2 of 3 messages, 0 of 3 confirmations".
std::string Progress(const Session& session, Committee committee) {
  const Ceremony& ceremony = session.ceremony(committee);
  const size_t members =
      session.manifest()
          .OfficialsWith(committee == Committee::kTally ? Role::kTrustee
                                                        : Role::kIssuer)
          .size();
  size_t commits = 0;
  size_t messages = 0;
  size_t confirmations = 0;
  for (uint32_t i = 1; i <= members; ++i) {
    commits += ceremony.HasCommit(i) ? 1 : 0;
    messages += ceremony.HasMessage(i) ? 1 : 0;
    confirmations += ceremony.HasConfirmed(i) ? 1 : 0;
  }
  return absl::StrCat(committee == Committee::kTally ? "trustees" : "issuers",
                      ": ", commits, " of ", members, " commits, ", messages,
                      " messages, ", confirmations, " confirmations");
}

// Whose turn it is: members whose next step is missing.
std::string MissingNames(const Session& session) {
  std::vector<std::string> names;
  for (const Committee committee : {Committee::kTally, Committee::kIssuer}) {
    const Ceremony& ceremony = session.ceremony(committee);
    const std::vector<uint32_t> officials = session.manifest().OfficialsWith(
        committee == Committee::kTally ? Role::kTrustee : Role::kIssuer);
    for (uint32_t i = 1; i <= officials.size(); ++i) {
      const std::string& name =
          session.manifest().officials[officials[i - 1] - 1].name;
      if (!ceremony.HasCommit(i) &&
          std::find(names.begin(), names.end(), name) == names.end()) {
        names.push_back(name);
      }
    }
  }
  return absl::StrJoin(names, ", ");
}

absl::Status Run(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const Target target, ReadTarget(arguments));
  CoreExecutor executor;
  ASSIGN_OR_RETURN(const auto reader, Follow(target, executor));
  std::string shown;
  RETURN_IF_ERROR(WaitFor(
      *reader,
      [&shown](const BoardLog& log) {
        const Session* session = log.session();
        if (session == nullptr) {
          return false;
        }
        std::string now =
            absl::StrCat(Progress(*session, Committee::kTally), "; ",
                         Progress(*session, Committee::kIssuer));
        const std::string missing = MissingNames(*session);
        absl::StrAppend(&now,
                        missing.empty() ? "" : "; not here yet: ", missing);
        if (now != shown) {
          shown = now;
          std::cout << now << "\n" << std::flush;
        }
        return session->phase() == Phase::kAborted ||
               log.Agreed(log.keys_leaf());
      },
      kPatience));
  return reader->With([](BoardLog& log) -> absl::Status {
    const Session& session = *log.session();
    if (session.abortion().has_value()) {
      return absl::FailedPreconditionError(absl::StrCat(
          "the ceremony failed: ", session.abortion()->reason,
          "; it needs a new session with fresh keys of everybody"));
    }
    std::cout
        << "Both keys are made and confirmed by all members.\n"
        << "Session  " << FormatFingerprint(session.session_id()) << "\n"
        << "Keys     " << FormatFingerprint(session.key_id())
        << "\nNext: scrutineers sign `pingyi zero-check`; the chair opens "
           "`pingyi check-in`.\n";
    return absl::OkStatus();
  });
}

}  // namespace

Command CeremonyCommand() {
  return {.name = "ceremony",
          .summary = "Watch the key ceremony until both keys are made",
          .teach =
              "The trustees' and issuers' laptops (pingyi-trustee run) make "
              "the keys by themselves\nonce all are connected; this shows how "
              "far they are and who is missing. Ends with\nthe keys' "
              "fingerprint, or with the name of whoever made it fail.\nBefore: "
              "the server runs, all officials have started pingyi-trustee. "
              "After: pingyi\nslips, pingyi check-in.",
          .example = "pingyi ceremony --session DIR/public",
          .positionals = {},
          .options = ConnectionOptions(),
          .run = Run};
}

}  // namespace pingyi
