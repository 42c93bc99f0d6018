#include <algorithm>
#include <array>
#include <cstddef>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "crypto/audit/manifest.h"
#include "crypto/base/status_macros.h"
#include "crypto/note/note.h"
#include "crypto/note/quorum.h"
#include "crypto/tally/counts.h"

namespace pingyi {
namespace {

constexpr size_t kMaxContests = 200;
constexpr size_t kMinLevels = 2;
constexpr size_t kMaxLevels = 10;
constexpr uint32_t kMaxWeight = 1000;
constexpr size_t kMaxOfficials = 200;
constexpr uint32_t kMaxMixBatch = 1000;
constexpr uint32_t kMaxSendWindow = 600;
constexpr size_t kMaxGrades = 10;
constexpr uint32_t kAllBasisPoints = 10'000;
// "/witness/<number>" is appended to the origin.
constexpr size_t kMaxOriginSize = kMaxNoteNameSize - 20;

template <typename... Pieces>
absl::Status Wrong(const Pieces&... pieces) {
  return absl::InvalidArgumentError(absl::StrCat("manifest: ", pieces...));
}

absl::Status CheckNumber(absl::string_view field, uint64_t value,
                         uint64_t least, uint64_t most) {
  if (value < least || value > most) {
    return Wrong(field, " is ", value, ", must be ", least, " to ", most);
  }
  return absl::OkStatus();
}

absl::Status CheckName(absl::string_view field, const Name& name) {
  return name.zh.empty() ? Wrong(field, " has no Chinese name")
                         : absl::OkStatus();
}

// YYYY-MM-DD. Which months have 31 days is left to who enters it.
absl::Status CheckDate(absl::string_view date) {
  constexpr absl::string_view kShape = "dddd-dd-dd";
  bool fits = date.size() == kShape.size();
  for (size_t i = 0; fits && i < kShape.size(); ++i) {
    fits = kShape[i] == '-'
               ? date[i] == '-'
               : absl::ascii_isdigit(static_cast<unsigned char>(date[i]));
  }
  if (!fits || date.substr(5, 2) < "01" || date.substr(5, 2) > "12" ||
      date.substr(8, 2) < "01" || date.substr(8, 2) > "31") {
    return Wrong("meeting_date is not a day written YYYY-MM-DD");
  }
  return absl::OkStatus();
}

absl::Status CheckQuestions(const Manifest& manifest) {
  RETURN_IF_ERROR(CheckName("title", manifest.title));
  RETURN_IF_ERROR(CheckDate(manifest.meeting_date));
  RETURN_IF_ERROR(
      CheckNumber("contests", manifest.contests.size(), 1, kMaxContests));
  for (size_t i = 0; i < manifest.contests.size(); ++i) {
    RETURN_IF_ERROR(
        CheckName(absl::StrCat("contests[", i, "]"), manifest.contests[i]));
  }
  RETURN_IF_ERROR(
      CheckNumber("levels", manifest.levels.size(), kMinLevels, kMaxLevels));
  for (size_t i = 0; i < manifest.levels.size(); ++i) {
    const std::string field = absl::StrCat("levels[", i, "]");
    RETURN_IF_ERROR(CheckName(field, manifest.levels[i].name));
    RETURN_IF_ERROR(CheckNumber(absl::StrCat(field, ".weight"),
                                manifest.levels[i].weight, 0, kMaxWeight));
  }
  return absl::OkStatus();
}

absl::Status CheckNumbers(const Manifest& manifest) {
  RETURN_IF_ERROR(CheckNumber("pack", manifest.pack, 1, 4));
  // As many ballots as the counts can be searched for.
  RETURN_IF_ERROR(CheckNumber("roster_size", manifest.roster_size, 1,
                              MaxBallots(manifest.pack)));
  if (const absl::Status layout = manifest.Layout().status(); !layout.ok()) {
    return Wrong(layout.message());
  }
  RETURN_IF_ERROR(CheckNumber("meeting_quorum", manifest.meeting_quorum, 0,
                              manifest.roster_size));
  RETURN_IF_ERROR(
      CheckNumber("mix_batch", manifest.mix_batch, 1, kMaxMixBatch));
  RETURN_IF_ERROR(
      CheckNumber("min_voters", manifest.min_voters, 2, UINT32_MAX));
  RETURN_IF_ERROR(
      CheckNumber("min_ballots", manifest.min_ballots, 2, UINT32_MAX));
  return CheckNumber("send_window_seconds", manifest.send_window_seconds, 0,
                     kMaxSendWindow);
}

absl::Status CheckCounting(const Manifest& manifest) {
  const std::vector<Grade>& grades = manifest.counting.grades;
  RETURN_IF_ERROR(CheckNumber("counting.grades", grades.size(), 0, kMaxGrades));
  for (size_t i = 0; i < grades.size(); ++i) {
    const std::string field = absl::StrCat("counting.grades[", i, "]");
    RETURN_IF_ERROR(CheckName(field, grades[i].name));
    RETURN_IF_ERROR(CheckNumber(absl::StrCat(field, ".levels"),
                                grades[i].levels, 1, manifest.levels.size()));
    RETURN_IF_ERROR(CheckNumber(absl::StrCat(field, ".basis_points"),
                                grades[i].basis_points, 0, kAllBasisPoints));
  }
  return absl::OkStatus();
}

absl::Status CheckRoles(absl::string_view field, const Official& official) {
  if (official.name.empty()) {
    return Wrong(field, " has no name");
  }
  if (official.roles.empty() ||
      std::adjacent_find(official.roles.begin(), official.roles.end(),
                         [](Role a, Role b) { return a >= b; }) !=
          official.roles.end()) {
    return Wrong(field, ": roles are missing, not ascending, or given twice");
  }
  if (official.trustee_transport_key.IsIdentity() ==
      official.Has(Role::kTrustee)) {
    return Wrong(field,
                 ": trustees, and nobody else, have a trustee_transport_key");
  }
  if (official.issuer_transport_key.IsIdentity() ==
      official.Has(Role::kIssuer)) {
    return Wrong(field,
                 ": issuers, and nobody else, have an issuer_transport_key");
  }
  if (official.witness_key.has_value() != official.Has(Role::kWitness)) {
    return Wrong(field, ": witnesses, and nobody else, have a witness_key");
  }
  if ((official.Has(Role::kTrustee) || official.Has(Role::kIssuer)) &&
      !official.Has(Role::kWitness)) {
    return Wrong(field, ": trustees and issuers must be witnesses");
  }
  return absl::OkStatus();
}

// No key of a session serves two purposes or two people.
absl::Status CheckKeysDistinct(const Manifest& manifest) {
  std::set<VerifyKey> signing = {VerifyKey()};
  if (!signing.insert(manifest.log_key).second) {
    return Wrong("log_key is missing");
  }
  std::set<Element> transport;
  for (size_t i = 0; i < manifest.officials.size(); ++i) {
    const Official& official = manifest.officials[i];
    const std::string field = absl::StrCat("officials[", i, "]");
    if (!signing.insert(official.signing_key).second ||
        (official.witness_key.has_value() &&
         !signing.insert(*official.witness_key).second)) {
      return Wrong(field, ": a signing key is missing or used before");
    }
    for (const Element& key :
         {official.trustee_transport_key, official.issuer_transport_key}) {
      if (!key.IsIdentity() && !transport.insert(key).second) {
        return Wrong(field, ": a transport key is used before");
      }
    }
  }
  return absl::OkStatus();
}

absl::Status CheckCommittee(absl::string_view field, size_t members,
                            uint32_t threshold) {
  if (threshold < 1 || threshold > members) {
    return Wrong(field, " is ", threshold, ", must be 1 to the ", members,
                 " members");
  }
  if (members < 2 * static_cast<size_t>(threshold) - 1) {
    return Wrong(field, " ", threshold, " of ", members,
                 ": absent members could block the result; needs at least ",
                 2 * threshold - 1, " members");
  }
  return absl::OkStatus();
}

absl::Status CheckOfficials(const Manifest& manifest) {
  const std::vector<Official>& officials = manifest.officials;
  RETURN_IF_ERROR(CheckNumber("officials", officials.size(), 1, kMaxOfficials));
  for (size_t i = 0; i < officials.size(); ++i) {
    RETURN_IF_ERROR(
        CheckRoles(absl::StrCat("officials[", i, "]"), officials[i]));
  }
  RETURN_IF_ERROR(CheckKeysDistinct(manifest));
  if (manifest.OfficialsWith(Role::kChair).size() != 1) {
    return Wrong("there must be exactly one chair");
  }
  if (manifest.OfficialsWith(Role::kScrutineer).empty()) {
    return Wrong("there is no scrutineer");
  }
  const bool outsider =
      std::any_of(officials.begin(), officials.end(), [](const Official& o) {
        return o.Has(Role::kWitness) && !o.Has(Role::kTrustee) &&
               !o.Has(Role::kIssuer);
      });
  return outsider ? absl::OkStatus()
                  : Wrong("needs a witness that is neither trustee nor issuer");
}

absl::Status CheckThresholds(const Manifest& manifest) {
  RETURN_IF_ERROR(CheckCommittee("trustee_threshold",
                                 manifest.OfficialsWith(Role::kTrustee).size(),
                                 manifest.trustee_threshold));
  RETURN_IF_ERROR(CheckCommittee("issuer_threshold",
                                 manifest.OfficialsWith(Role::kIssuer).size(),
                                 manifest.issuer_threshold));
  const absl::Status quorum = CheckQuorumRule(
      manifest.witness_quorum,
      static_cast<uint32_t>(manifest.OfficialsWith(Role::kWitness).size()),
      std::max(manifest.trustee_threshold, manifest.issuer_threshold));
  return quorum.ok() ? quorum : Wrong("witness_quorum: ", quorum.message());
}

absl::Status CheckOrigin(const std::string& origin) {
  if (origin.empty()) {
    return absl::OkStatus();
  }
  if (const absl::Status name = CheckNoteName(origin); !name.ok()) {
    return Wrong("origin: ", name.message());
  }
  return CheckNumber("the length of origin", origin.size(), 1, kMaxOriginSize);
}

}  // namespace

absl::Status ValidateManifest(const Manifest& manifest) {
  RETURN_IF_ERROR(CheckQuestions(manifest));
  RETURN_IF_ERROR(CheckNumbers(manifest));
  RETURN_IF_ERROR(CheckCounting(manifest));
  RETURN_IF_ERROR(CheckOfficials(manifest));
  RETURN_IF_ERROR(CheckThresholds(manifest));
  return CheckOrigin(manifest.origin);
}

}  // namespace pingyi
