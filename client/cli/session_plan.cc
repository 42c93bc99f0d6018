#include "client/cli/session_plan.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

#include "absl/status/status.h"
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

}  // namespace pingyi
