#include "client/cli/session_plan.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "client/cli/settings.h"
#include "client/cpp/official_file.h"
#include "client/record/files.h"
#include "crypto/base/bytes.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr size_t kMaxTable = size_t{64} << 20;
constexpr size_t kMaxSettings = size_t{1} << 20;

// The file, or a problem and nothing.
Bytes ReadInput(const std::string& path, size_t limit, Problems& problems) {
  absl::StatusOr<Bytes> bytes = ReadFile(path, limit);
  if (!bytes.ok()) {
    problems.Add(bytes.status().message());
    return {};
  }
  if (bytes->empty()) {
    problems.Add(path, 0, "is empty");
  }
  return *std::move(bytes);
}

std::vector<Official> ReadOfficials(const std::vector<std::string>& paths,
                                    Problems& problems) {
  std::vector<Official> officials;
  for (const std::string& path : paths) {
    const size_t before = problems.size();
    const Bytes bytes = ReadInput(path, kMaxSettings, problems);
    if (problems.size() > before) {
      continue;
    }
    absl::StatusOr<Official> official = ParseOfficialFile(path, AsText(bytes));
    if (official.ok()) {
      officials.push_back(*std::move(official));
    } else {
      problems.Add(official.status().message());
    }
  }
  return officials;
}

// Whether an official of the description is missing.
void Need(bool there, absl::string_view who, absl::string_view command,
          Problems& problems) {
  if (!there) {
    problems.Add(absl::StrCat("officials: there is no ", who,
                              "; give --official with the file that `", command,
                              "` made"));
  }
}

bool IsLoopback(absl::string_view host) {
  return host == "localhost" || absl::StartsWith(host, "127.") || host == "::1";
}

bool IsEverywhere(absl::string_view host) {
  return host == "0.0.0.0" || host == "::";
}

// "[::1]:7443" has its host in brackets.
std::string AddressOf(absl::string_view host, absl::string_view port) {
  return absl::StrContains(host, ":") ? absl::StrCat("[", host, "]:", port)
                                      : absl::StrCat(host, ":", port);
}

}  // namespace

void CheckOfficials(const std::vector<Official>& officials,
                    Problems& problems) {
  size_t chairs = 0;
  bool scrutineer = false;
  bool outsider = false;
  std::map<VerifyKey, std::string> by_key;
  for (const Official& official : officials) {
    chairs += official.Has(Role::kChair) ? 1 : 0;
    scrutineer = scrutineer || official.Has(Role::kScrutineer);
    outsider = outsider ||
               (official.Has(Role::kWitness) && !official.Has(Role::kTrustee) &&
                !official.Has(Role::kIssuer));
    const auto [other, is_new] =
        by_key.try_emplace(official.signing_key, official.name);
    if (!is_new) {
      problems.Add(absl::StrCat("officials: ", official.name, " and ",
                                other->second,
                                " have the same key; each --official file "
                                "is given once"));
    }
  }
  if (chairs > 1) {
    problems.Add(absl::StrCat("officials: there are ", chairs,
                              " chairs; a session has one"));
  }
  Need(chairs > 0, "chair", "pingyi enroll --role chair", problems);
  Need(scrutineer, "scrutineer", "pingyi enroll --role scrutineer", problems);
  Need(outsider, "witness who is neither trustee nor issuer",
       "pingyi-trustee enroll --role witness", problems);
}

absl::StatusOr<SessionPlan> ReadSessionPlan(const SessionSources& sources) {
  Problems problems;
  SessionParts parts;
  parts.officials = ReadOfficials(sources.officials, problems);
  const bool all_officials = problems.empty();
  const Bytes roster = ReadInput(sources.roster, kMaxTable, problems);
  const Bytes departments = ReadInput(sources.departments, kMaxTable, problems);
  const Bytes settings = ReadInput(sources.settings, kMaxSettings, problems);
  std::vector<Deputy> deputies;
  if (!roster.empty()) {
    deputies = ReadRosterCsv(sources.roster, roster, problems);
    parts.roster_size = static_cast<uint32_t>(deputies.size());
  }
  if (!departments.empty()) {
    parts.contests =
        ReadDepartmentsCsv(sources.departments, departments, problems);
  }
  if (all_officials) {  // Otherwise everything would be missing somebody.
    CheckOfficials(parts.officials, problems);
  }
  Manifest manifest = {.log_key = {}};
  if (!settings.empty()) {
    manifest = ReadSettings(sources.settings, settings, parts, problems);
  }
  RETURN_IF_ERROR(problems.ToStatus());
  return SessionPlan{.manifest = std::move(manifest),
                     .deputies = std::move(deputies)};
}

absl::StatusOr<ServerPlace> PlaceServer(const std::string& listen,
                                        const std::vector<std::string>& hosts,
                                        bool plain_text) {
  const size_t colon = listen.rfind(':');
  uint32_t port_number = 0;
  if (colon == std::string::npos || colon == 0 ||
      !absl::SimpleAtoi(listen.substr(colon + 1), &port_number) ||
      port_number == 0 || port_number > 65'535) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--listen \"", listen, "\": write HOST:PORT, as 192.168.1.10:7443"));
  }
  const std::string port = listen.substr(colon + 1);
  absl::string_view host = absl::string_view(listen).substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  ServerPlace place = {.listen = listen,
                       .hosts = hosts,
                       .addresses = {},
                       .plain_text = plain_text};
  if (plain_text && !IsLoopback(host)) {
    return absl::InvalidArgumentError(
        "--plain-text is for --listen 127.0.0.1:PORT only: over a network "
        "everybody could read along");
  }
  if (IsEverywhere(host) && hosts.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--listen ", host,
                     " takes any address; say with --host under which "
                     "names or addresses the server is found"));
  }
  if (!IsEverywhere(host) &&
      std::find(hosts.begin(), hosts.end(), host) == hosts.end()) {
    place.hosts.insert(place.hosts.begin(), std::string(host));
  }
  for (const std::string& name : place.hosts) {
    place.addresses.push_back(AddressOf(name, port));
  }
  return place;
}

}  // namespace pingyi
