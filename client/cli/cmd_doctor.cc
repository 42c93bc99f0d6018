#include <sys/statvfs.h>

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "client/cli/certificates.h"
#include "client/cli/command.h"
#include "client/cli/commands.h"
#include "client/cli/connection.h"
#include "client/cpp/session_directory.h"
#include "client/record/files.h"
#include "crypto/base/hash.h"
#include "crypto/base/status_macros.h"
#include "crypto/engine/engine.h"
#include "proto/codec/manifest.h"

namespace pingyi {
namespace {

constexpr size_t kMaxSmall = size_t{1} << 20;
constexpr size_t kMaxRoster = size_t{512} << 20;
// A ballot of 200 departments, its proofs and the database's own files.
constexpr uint64_t kBytesADeputy = uint64_t{256} << 10;
constexpr uint64_t kLeastFree = uint64_t{256} << 20;
constexpr absl::Duration kSoon = absl::Hours(24 * 7);

// What was looked at, one line each.
class Findings {
 public:
  void Good(absl::string_view what) { Print("ok  ", what); }
  void Note(absl::string_view what) { Print("note", what); }
  void Bad(absl::string_view what, absl::string_view cure) {
    Print("BAD ", absl::StrCat(what, "\n      ", cure));
    ++bad_;
  }
  int bad() const { return bad_; }

 private:
  static void Print(absl::string_view mark, absl::string_view what) {
    std::cout << mark << "  " << what << "\n";
  }
  int bad_ = 0;
};

void CheckManifest(const std::string& folder, const PublicSession& session,
                   Findings& findings) {
  findings.Good(
      absl::StrCat("fingerprint ", FormatFingerprint(session.session_id)));
  if (session.manifest.kind == SessionKind::kRehearsal) {
    findings.Note("this is a REHEARSAL (演练), not the vote");
  }
  const auto written =
      ReadFile(absl::StrCat(folder, "/fingerprint.txt"), kMaxSmall);
  const auto printed =
      written.ok() ? ParseFingerprint(AsText(*written)) : written.status();
  if (printed.ok() && *printed != session.session_id) {
    findings.Bad("fingerprint.txt is not the manifest's fingerprint",
                 "somebody exchanged a file; take the folder again from the "
                 "operator and compare the fingerprint with the slips");
  }
  const auto roster = ReadFile(absl::StrCat(folder, "/roster.bin"), kMaxRoster);
  if (!roster.ok() || Sha256(*roster) != session.manifest.roster_sha256 ||
      !DecodeRoster(*roster).ok()) {
    findings.Bad("roster.bin is not the roster that the manifest names",
                 "take the folder again from the operator");
  } else {
    findings.Good(
        absl::StrCat("roster of ", session.manifest.roster_size, " deputies"));
  }
}

// Whoever verifies will wait for it.
void CheckEngine(Findings& findings) {
  findings.Good(absl::StrCat("verifies with engine ", std::string(EngineName()),
                             " on ", CoreExecutor::cores(),
                             " cores; `pingyi bench` says how fast"));
}

void CheckDisk(const std::string& folder, const Manifest& manifest,
               Findings& findings) {
  struct statvfs facts = {};
  if (statvfs(folder.c_str(), &facts) != 0) {
    findings.Bad(absl::StrCat("cannot tell the free space of ", folder),
                 "look at the disk");
    return;
  }
  const uint64_t free_bytes = uint64_t{facts.f_bavail} * facts.f_frsize;
  const uint64_t need =
      std::max(kLeastFree, kBytesADeputy * manifest.roster_size);
  const std::string free_text =
      absl::StrCat(free_bytes >> 20, " MiB free on this disk");
  if (free_bytes < need) {
    findings.Bad(free_text,
                 absl::StrCat("make room: ", need >> 20, " MiB are wanted"));
  } else {
    findings.Good(free_text);
  }
}

void CheckClock(const Manifest& manifest, absl::Time now, Findings& findings) {
  absl::Time meeting;
  std::string error;
  absl::ParseTime("%Y-%m-%d", manifest.meeting_date, &meeting, &error);
  const std::string today =
      absl::FormatTime("%Y-%m-%d %H:%M UTC", now, absl::UTCTimeZone());
  if (now < absl::FromUnixSeconds(1'577'836'800)) {  // 2020-01-01.
    findings.Bad(absl::StrCat("the clock says ", today),
                 "set it: certificates are judged by it");
    return;
  }
  findings.Good(absl::StrCat("the clock says ", today));
  if (absl::AbsDuration(now - meeting) > absl::Hours(24 * 3)) {
    findings.Note(absl::StrCat("the meeting is on ", manifest.meeting_date,
                               ": either the clock or the date may be wrong"));
  }
}

void CheckDates(absl::string_view name, const CertificateFacts& facts,
                absl::Time now, Findings& findings) {
  const std::string until =
      absl::FormatTime("%Y-%m-%d", facts.not_after, absl::UTCTimeZone());
  if (now < facts.not_before || now > facts.not_after) {
    findings.Bad(
        absl::StrCat(name, " is not good at this time; it ends ", until),
        "set the clock, or make the session again");
  } else if (facts.not_after - now < kSoon) {
    findings.Note(absl::StrCat(name, " ends soon: ", until));
  } else {
    findings.Good(absl::StrCat(name, " is good until ", until));
  }
}

// The server's own certificate, where its folder is beside the public one.
void CheckServerCertificate(const std::string& folder,
                            const PublicSession& session, absl::Time now,
                            Findings& findings) {
  const auto pem =
      ReadFile(absl::StrCat(folder, "/../server/server.crt"), kMaxSmall);
  if (!pem.ok()) {
    return;
  }
  const auto facts = ReadCertificate(AsText(*pem));
  if (!facts.ok() ||
      !CheckSignedBy(AsText(*pem), session.endpoint.ca_pem).ok()) {
    findings.Bad("server.crt is no certificate of this session's authority",
                 "put back the one that `pingyi session new` made");
    return;
  }
  CheckDates("server.crt", *facts, now, findings);
  for (const std::string& address : session.endpoint.addresses) {
    std::string host = address.substr(0, address.rfind(':'));
    host.erase(std::remove_if(host.begin(), host.end(),
                              [](char c) { return c == '[' || c == ']'; }),
               host.end());
    if (std::find(facts->hosts.begin(), facts->hosts.end(), host) ==
        facts->hosts.end()) {
      findings.Bad(
          absl::StrCat("server.crt does not name ", host),
          absl::StrCat("it names ", absl::StrJoin(facts->hosts, ", "),
                       "; change server.txt, or make the session again with "
                       "--host ",
                       host));
    }
  }
}

void CheckCertificates(const std::string& folder, const PublicSession& session,
                       absl::Time now, Findings& findings) {
  if (session.endpoint.ca_pem.empty()) {
    findings.Note("plain text, on this machine only");
    return;
  }
  const auto ca = ReadCertificate(session.endpoint.ca_pem);
  if (!ca.ok()) {
    findings.Bad(absl::StrCat("ca.crt ", ca.status().message()),
                 "take the folder again from the operator");
    return;
  }
  CheckDates("ca.crt", *ca, now, findings);
  CheckServerCertificate(folder, session, now, findings);
}

void CheckPresence(const Manifest& manifest, const SessionStatus& status,
                   Findings& findings) {
  std::vector<std::string> missing;
  // Those whose programs run through the sitting.
  for (const uint32_t official : manifest.OfficialsWith(Role::kWitness)) {
    if (std::find(status.officials_present.begin(),
                  status.officials_present.end(),
                  official) == status.officials_present.end()) {
      missing.push_back(manifest.officials[official - 1].name);
    }
  }
  if (missing.empty()) {
    findings.Good("all trustees, issuers and witnesses are connected");
    return;
  }
  findings.Bad(
      absl::StrCat("not connected: ", absl::StrJoin(missing, ", ")),
      "start `pingyi-trustee run` on their laptops and look at the network");
}

void CheckServer(const PublicSession& session, Findings& findings) {
  // Each address once, and once more.
  const auto status = FetchStatus(
      session.endpoint,
      {.max_attempts =
           static_cast<int>(session.endpoint.addresses.size()) + 1});
  if (!status.ok()) {
    findings.Bad(
        absl::StrCat("the server does not answer: ", status.status().message()),
        absl::StrCat("start it, and look at ",
                     absl::StrJoin(session.endpoint.addresses, ", ")));
    return;
  }
  if (status->session_id != session.session_id) {
    findings.Bad(absl::StrCat("the server holds another session: ",
                              FormatFingerprint(status->session_id)),
                 "start it with this session's server.textproto");
    return;
  }
  findings.Good(
      absl::StrCat("the server (", status->version, ") holds this session"));
  if (!status->waiting_for.empty()) {
    findings.Note(absl::StrCat("it waits for: ", status->waiting_for));
  }
  CheckPresence(session.manifest, *status, findings);
}

absl::Status Run(const Arguments& arguments) {
  const std::string folder = arguments.Get("session");
  ASSIGN_OR_RETURN(const PublicSession session, LoadPublicSession(folder));
  // Checks --fingerprint.
  RETURN_IF_ERROR(ReadTarget(arguments).status());
  Findings findings;
  const absl::Time now = absl::Now();
  CheckManifest(folder, session, findings);
  CheckEngine(findings);
  CheckDisk(folder, session.manifest, findings);
  CheckClock(session.manifest, now, findings);
  CheckCertificates(folder, session, now, findings);
  if (!arguments.Has("offline")) {
    CheckServer(session, findings);
  }
  if (findings.bad() > 0) {
    return absl::FailedPreconditionError(
        absl::StrCat(findings.bad(), " of these must be put right first"));
  }
  std::cout << "All is well.\n";
  return absl::OkStatus();
}

}  // namespace

Command DoctorCommand() {
  return {.name = "doctor",
          .summary = "Look for trouble before the sitting",
          .teach =
              "Looks at everything that has spoilt a sitting before: free "
              "space, the clock, the\ncertificates' dates and names, whether "
              "the files of the session belong together,\nwhether the server "
              "answers and holds this session, and which officials are not\n"
              "connected. Says what to do about each, and ends with 1 if "
              "anything is bad.",
          .example = "pingyi doctor --session sitting/public",
          .positionals = {},
          .options = {{.name = "session",
                       .value = "DIR",
                       .help = "The session's public folder.",
                       .required = true},
                      {.name = "fingerprint",
                       .value = "HEX",
                       .help = "The session's fingerprint, from the slips."},
                      {.name = "offline",
                       .value = "",
                       .help = "Only what can be seen without the server."}},
          .run = Run};
}

}  // namespace pingyi
