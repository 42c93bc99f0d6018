#include <iostream>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "client/cli/command.h"
#include "client/cli/commands.h"
#include "client/cli/connection.h"
#include "client/cli/server_place.h"
#include "client/cli/session_plan.h"
#include "client/cli/session_writer.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr char kDefaultListen[] = "127.0.0.1:7443";

std::string PagesText(const ServerPlace& place) {
  if (place.pages.empty()) {
    return "";
  }
  return absl::StrCat(
      "Pages, for tablets and browsers: ", place.pages.front(), "/\n",
      place.web.empty() ? "  (none are built: see --web)\n" : "", "\n");
}

void Report(const std::string& folder, const Manifest& manifest,
            const NewSession& session) {
  std::cout << (manifest.kind == SessionKind::kVote
                    ? "A vote: "
                    : "A REHEARSAL (演练), not a vote: ")
            << manifest.title.zh << ", " << manifest.meeting_date << ", "
            << manifest.place << "\n"
            << manifest.contests.size() << " departments, "
            << manifest.levels.size() << " levels, " << manifest.roster_size
            << " deputies, " << manifest.officials.size()
            << " officials; trustees " << manifest.trustee_threshold << " of "
            << manifest.OfficialsWith(Role::kTrustee).size() << ", issuers "
            << manifest.issuer_threshold << " of "
            << manifest.OfficialsWith(Role::kIssuer).size() << ", witnesses "
            << manifest.witness_quorum << " of "
            << manifest.OfficialsWith(Role::kWitness).size() << "\n\n"
            << "Fingerprint, to be read aloud and compared by everybody:\n  "
            << FormatFingerprint(session.session_id) << "\n\n"
            << PagesText(session.place) << folder << "/public   for everybody\n"
            << folder << "/server   for the server: pingyi-server --config "
            << folder << "/server/server.textproto\n"
            << folder << "/private  for you alone: names and slips\n"
            << "Next: pingyi slips " << folder << " --html slips.html\n";
}

absl::Status Run(const Arguments& arguments) {
  const std::string listen =
      arguments.Has("listen") ? arguments.Get("listen") : kDefaultListen;
  ASSIGN_OR_RETURN(ServerPlace place, PlaceServer(listen, arguments.All("host"),
                                                  arguments.Has("plain-text")));
  if (arguments.Has("gateway")) {
    RETURN_IF_ERROR(
        PlaceGateway(arguments.Get("gateway"), arguments.Get("web"), place));
  } else if (arguments.Has("web")) {
    return absl::InvalidArgumentError(
        "--web needs --gateway: where browsers find the pages");
  }
  ASSIGN_OR_RETURN(SessionPlan plan,
                   ReadSessionPlan({.settings = arguments.Get("settings"),
                                    .departments = arguments.Get("departments"),
                                    .roster = arguments.Get("roster"),
                                    .officials = arguments.All("official")}));
  const Manifest manifest = plan.manifest;
  ASSIGN_OR_RETURN(const NewSession session,
                   MakeSession(std::move(plan), std::move(place)));
  RETURN_IF_ERROR(WriteSession(arguments.At(0), session));
  Report(arguments.At(0), manifest, session);
  return absl::OkStatus();
}

std::vector<Option> Options() {
  return {{.name = "settings",
           .value = "FILE",
           .help = "What is voted on and by which rules; "
                   "deploy/demo/settings.textproto explains every line.",
           .required = true},
          {.name = "departments",
           .value = "FILE",
           .help = "CSV: order,name_zh,name_en.",
           .required = true},
          {.name = "roster",
           .value = "FILE",
           .help = "CSV: number,name, one deputy a line.",
           .required = true},
          {.name = "official",
           .value = "FILE",
           .help = "Public file of one official's enrolment, BASE.official.",
           .required = true,
           .repeated = true},
          {.name = "listen",
           .value = "HOST:PORT",
           .help = "Where the server listens; by default 127.0.0.1:7443."},
          {.name = "host",
           .value = "NAME",
           .help = "A name or address under which clients find the server; "
                   "goes into its certificate.",
           .repeated = true},
          {.name = "gateway",
           .value = "HOST:PORT",
           .help = "Where tablets and browsers find pages; without it there "
                   "are none."},
          {.name = "web",
           .value = "DIR",
           .help = "Folder of the built pages; by default the folder web "
                   "beside this program's."},
          {.name = "plain-text",
           .value = "",
           .help = "No TLS; on 127.0.0.1 only."}};
}

}  // namespace

Command SessionNewCommand() {
  return {
      .name = "session new",
      .summary = "Make a session's folder from settings, departments, roster",
      .teach =
          "Reads everything that is fixed before the opening, checks all of "
          "it, and\nmakes the folder DIR: the manifest and its fingerprint, "
          "a slip for every\ndeputy, the log's key, and certificates of the "
          "session's own authority.\nOfficials enrol first; their numbers "
          "follow the order of --official.\nTables may be saved by Excel or "
          "WPS in UTF-8, UTF-16 or GB18030. Mistakes\nare listed all at once, "
          "with file and line; then nothing is made.",
      .example =
          "pingyi session new sitting --settings settings.textproto "
          "--departments departments.csv --roster roster.csv --listen "
          "192.168.1.10:7443 --official chair.official --official "
          "wang.official",
      .positionals = {"DIR"},
      .options = Options(),
      .run = Run};
}

}  // namespace pingyi
