#include "client/cli/settings.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "client/cli/settings_text.h"
#include "crypto/note/quorum.h"
#include "crypto/tally/counts.h"
#include "proto/codec/limits.h"
#include "proto/codec/text.h"

namespace pingyi {
namespace {

using config::v1::CountingSettings;
using config::v1::Settings;
using Places = google::protobuf::TextFormat::ParseInfoTree;

constexpr uint32_t kMaxPackedCheck = 4;
constexpr uint32_t kMaxWeight = 1000;
constexpr uint32_t kMaxMixBatch = 1000;
constexpr uint32_t kMaxSendWindow = 600;
constexpr uint32_t kDefaultPack = 2;
constexpr uint32_t kDefaultMixBatch = 8;
constexpr uint32_t kDefaultLeast = 10;
constexpr uint32_t kDefaultSendWindow = 10;

struct Range {
  uint32_t min = 0;
  uint32_t max = 0;
};

// One message of the settings, with its place in the file.
class Section {
 public:
  Section(const std::string& path, const google::protobuf::Message& message,
          const Places* places, Problems& problems)
      : path_(path), message_(message), places_(places), problems_(problems) {}

  // Where the field, or the first of its items, stands; 0 if it does not.
  int LineOf(const std::string& field) const {
    const auto* descriptor = message_.GetDescriptor()->FindFieldByName(field);
    return places_ == nullptr
               ? 0
               : places_->GetLocation(descriptor,
                                      descriptor->is_repeated() ? 0 : -1)
                         .line +
                     1;
  }
  Section Nested(const google::protobuf::Message& message,
                 const std::string& field, int index) const {
    const auto* descriptor = message_.GetDescriptor()->FindFieldByName(field);
    return {path_, message,
            places_ == nullptr ? nullptr
                               : places_->GetTreeForNested(descriptor, index),
            problems_};
  }
  void Add(const std::string& field, absl::string_view message) const {
    problems_.Add(path_, LineOf(field), absl::StrCat(field, message));
  }

  // A name that people will read, in the form that the manifest wants.
  std::string Name(const std::string& field, const std::string& text,
                   bool required) const {
    if (text.empty()) {
      if (required) {
        Add(field, absl::StrCat(" is missing; write ", field, ": \"...\""));
      }
      return text;
    }
    auto name = NormalizeText(text);
    const absl::Status usable = name.ok() ? CheckText(*name) : name.status();
    if (!usable.ok()) {
      Add(field, absl::StrCat(" ", usable.message(), "; type it again"));
      return text;
    }
    if (name->size() > kMaxNameBytes) {
      Add(field, absl::StrCat(" is longer than ", kMaxNameBytes,
                              " bytes; shorten it"));
    }
    return *std::move(name);
  }
  uint32_t Number(const std::string& field, uint32_t value, Range range) const {
    if (value < range.min || value > range.max) {
      Add(field, absl::StrCat(" is ", value, "; write ", range.min, " to ",
                              range.max));
    }
    return value;
  }

 private:
  const std::string& path_;
  const google::protobuf::Message& message_;
  const Places* places_;
  Problems& problems_;
};

void ReadBasics(const Section& in, const Settings& settings, Manifest& out) {
  switch (settings.kind()) {
    case Settings::KIND_VOTE:
      out.kind = SessionKind::kVote;
      break;
    case Settings::KIND_REHEARSAL:
      out.kind = SessionKind::kRehearsal;
      break;
    default:
      in.Add("kind",
             " is missing; write kind: KIND_VOTE, or kind: KIND_REHEARSAL");
  }
  out.title = {.zh = in.Name("title_zh", settings.title_zh(), true),
               .en = in.Name("title_en", settings.title_en(), false)};
  out.evaluated_year =
      in.Number("evaluated_year", settings.evaluated_year(), {1900, 9999});
  out.meeting_date = settings.meeting_date();
  if (!IsDay(out.meeting_date)) {
    in.Add("meeting_date", absl::StrCat(" is \"", out.meeting_date,
                                        "\"; write the day as \"2020-03-19\""));
  }
  out.place = in.Name("place", settings.place(), true);
  out.origin = in.Name("origin", settings.origin(), false);
}

void ReadLevels(const Section& in, const Settings& settings, Manifest& out) {
  const int count = settings.levels_size();
  if (count < 2 || count > static_cast<int>(kMaxLevels)) {
    in.Add("levels",
           absl::StrCat(": there are ", count, "; write 2 to ", kMaxLevels,
                        ", each as levels { name_zh: \"...\" }"));
  }
  std::set<std::string> names;
  for (int i = 0; i < count; ++i) {
    const config::v1::LevelSetting& level = settings.levels(i);
    const Section item = in.Nested(level, "levels", i);
    out.levels.push_back(
        {.name = {.zh = item.Name("name_zh", level.name_zh(), true),
                  .en = item.Name("name_en", level.name_en(), false)},
         .weight = item.Number("weight", level.weight(), {0, kMaxWeight})});
    if (!level.name_zh().empty() && !names.insert(level.name_zh()).second) {
      item.Add("name_zh", absl::StrCat(" \"", level.name_zh(),
                                       "\" is the name of two levels"));
    }
  }
}

void ReadGrades(const Section& in, const CountingSettings& counting,
                Manifest& out) {
  const auto levels = static_cast<uint32_t>(out.levels.size());
  for (int i = 0; i < counting.grades_size(); ++i) {
    const config::v1::GradeSetting& grade = counting.grades(i);
    const Section item = in.Nested(grade, "grades", i);
    const std::optional<uint32_t> bound = ParsePercent(grade.percent());
    if (!bound.has_value()) {
      item.Add("percent",
               absl::StrCat(" is \"", grade.percent(),
                            "\"; write 0 to 100 with at most two decimals, "
                            "without a sign: \"66.67\""));
    }
    out.counting.grades.push_back(
        {.name = {.zh = item.Name("name_zh", grade.name_zh(), true),
                  .en = item.Name("name_en", grade.name_en(), false)},
         .levels = item.Number("levels", grade.levels(), {1, levels}),
         .basis_points = bound.value_or(0),
         .strictly_more = grade.strictly_more()});
  }
}

void ReadCounting(const Section& in, const Settings& settings, Manifest& out) {
  const CountingSettings& counting = settings.counting();
  const Section section = in.Nested(counting, "counting", -1);
  switch (counting.denominator()) {
    case CountingSettings::DENOMINATOR_ENTITLED:
      out.counting.denominator = Denominator::kEntitled;
      break;
    case CountingSettings::DENOMINATOR_PRESENT:
      out.counting.denominator = Denominator::kPresent;
      break;
    case CountingSettings::DENOMINATOR_RETURNED:
      out.counting.denominator = Denominator::kReturned;
      break;
    case CountingSettings::DENOMINATOR_GRADED:
      out.counting.denominator = Denominator::kGraded;
      break;
    default:
      in.Add("counting",
             ": denominator is missing; write denominator: "
             "DENOMINATOR_RETURNED, DENOMINATOR_PRESENT, "
             "DENOMINATOR_ENTITLED or DENOMINATOR_GRADED");
  }
  ReadGrades(section, counting, out);
  out.counting.score = counting.score();
  out.counting.ranking = counting.ranking();
}

void ReadNumbers(const Section& in, const Settings& settings,
                 const SessionParts& parts, Manifest& out) {
  out.blank_allowed = settings.blank_allowed();
  out.late_check_in = settings.late_check_in();
  out.pack =
      in.Number("pack", settings.has_pack() ? settings.pack() : kDefaultPack,
                {1, kMaxPackedCheck});
  if (out.pack <= kMaxPackedCheck && out.pack > 0 &&
      parts.roster_size > MaxBallots(out.pack)) {
    in.Add("pack",
           absl::StrCat(" is ", out.pack, ", which is for at most ",
                        MaxBallots(out.pack),
                        " deputies; the roster "
                        "has ",
                        parts.roster_size, ", so write a smaller pack"));
  }
  out.mix_batch = in.Number(
      "mix_batch",
      settings.has_mix_batch() ? settings.mix_batch() : kDefaultMixBatch,
      {1, kMaxMixBatch});
  out.min_voters = in.Number(
      "min_voters",
      settings.has_min_voters() ? settings.min_voters() : kDefaultLeast,
      {2, kMaxDeputies});
  out.min_ballots = in.Number(
      "min_ballots",
      settings.has_min_ballots() ? settings.min_ballots() : kDefaultLeast,
      {2, kMaxDeputies});
  out.send_window_seconds = in.Number("send_window_seconds",
                                      settings.has_send_window_seconds()
                                          ? settings.send_window_seconds()
                                          : kDefaultSendWindow,
                                      {0, kMaxSendWindow});
  out.meeting_quorum =
      in.Number("meeting_quorum",
                settings.has_meeting_quorum() ? settings.meeting_quorum()
                                              : parts.roster_size / 2 + 1,
                {0, std::max(parts.roster_size, 1U)});
}

// A committee of `members`, of whom `threshold` are enough.
void CheckCommittee(const Section& in, const std::string& field,
                    absl::string_view role, uint32_t threshold,
                    uint32_t members) {
  if (members == 0) {
    in.Add(field, absl::StrCat(": no official is a ", role,
                               "; give --official files of some who enrolled "
                               "with `pingyi-trustee enroll --role ",
                               role, ",witness`"));
  } else if (threshold < 1 || 2 * uint64_t{threshold} > members + uint64_t{1}) {
    in.Add(field,
           absl::StrCat(" is ", threshold, ", but there are ", members,
                        " officials with the role ", role, "; write 1 to ",
                        (members + 1) / 2,
                        ", so that absent ones cannot block the result"));
  }
}

uint32_t CountOfficials(const SessionParts& parts, Role role) {
  return static_cast<uint32_t>(
      std::count_if(parts.officials.begin(), parts.officials.end(),
                    [role](const Official& o) { return o.Has(role); }));
}

void ReadThresholds(const Section& in, const Settings& settings,
                    const SessionParts& parts, Manifest& out) {
  out.trustee_threshold = settings.trustee_threshold();
  out.issuer_threshold = settings.issuer_threshold();
  CheckCommittee(in, "trustee_threshold", "trustee", out.trustee_threshold,
                 CountOfficials(parts, Role::kTrustee));
  CheckCommittee(in, "issuer_threshold", "issuer", out.issuer_threshold,
                 CountOfficials(parts, Role::kIssuer));
  const uint32_t witnesses = CountOfficials(parts, Role::kWitness);
  const uint32_t threshold =
      std::max({out.trustee_threshold, out.issuer_threshold, 1U});
  const uint32_t least = MinQuorum(witnesses, threshold - 1);
  out.witness_quorum =
      settings.has_witness_quorum() ? settings.witness_quorum() : least;
  if (settings.has_witness_quorum() &&
      (out.witness_quorum < least || out.witness_quorum > witnesses)) {
    in.Add("witness_quorum",
           absl::StrCat(" is ", out.witness_quorum, "; with ", witnesses,
                        " witnesses write ", least, " to ", witnesses));
  }
}

void ReadRepeats(const Section& in, const Settings& settings, Manifest& out) {
  if (settings.repeats().empty()) {
    return;
  }
  const auto bytes = FromHex(settings.repeats());
  if (!bytes.ok() || bytes->size() != out.repeats_session_id.size()) {
    in.Add("repeats",
           " is no fingerprint; write the 64 hexadecimal digits of the vote "
           "that is repeated");
    return;
  }
  std::copy(bytes->begin(), bytes->end(), out.repeats_session_id.begin());
}

}  // namespace

std::optional<uint32_t> ParsePercent(absl::string_view text) {
  const size_t point = text.find('.');
  const absl::string_view whole = text.substr(0, point);
  absl::string_view decimals;
  if (point != absl::string_view::npos) {
    decimals = text.substr(point + 1);
    if (decimals.empty() || decimals.size() > 2) {
      return std::nullopt;
    }
  }
  std::string digits = absl::StrCat(whole, decimals);
  digits.append(2 - decimals.size(), '0');
  uint32_t value = 0;
  if (whole.empty() || whole.size() > 3 ||
      !std::all_of(digits.begin(), digits.end(),
                   [](unsigned char c) { return absl::ascii_isdigit(c); }) ||
      !absl::SimpleAtoi(digits, &value) || value > 10'000) {
    return std::nullopt;
  }
  return value;
}

Manifest ReadSettings(absl::string_view path, ByteSpan bytes,
                      const SessionParts& parts, Problems& problems) {
  Manifest out = {.log_key = {}};
  SettingsText text = {.path = std::string(path), .settings = {}, .places = {}};
  if (!ParseSettingsText(bytes, text, problems)) {
    return out;
  }
  const Section in(text.path, text.settings, &text.places, problems);
  ReadBasics(in, text.settings, out);
  ReadLevels(in, text.settings, out);
  ReadCounting(in, text.settings, out);
  ReadNumbers(in, text.settings, parts, out);
  ReadThresholds(in, text.settings, parts, out);
  ReadRepeats(in, text.settings, out);
  out.contests = parts.contests;
  out.officials = parts.officials;
  out.roster_size = parts.roster_size;
  return out;
}

}  // namespace pingyi
