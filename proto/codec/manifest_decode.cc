#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "crypto/base/status_macros.h"
#include "pingyi/v1/manifest.pb.h"
#include "proto/codec/fields.h"
#include "proto/codec/limits.h"
#include "proto/codec/manifest.h"
#include "proto/codec/strict.h"
#include "proto/codec/text.h"

namespace pingyi {
namespace {

SessionKind ReadKind(Fields& in, v1::SessionKind kind) {
  switch (kind) {
    case v1::SESSION_KIND_VOTE:
      return SessionKind::kVote;
    case v1::SESSION_KIND_REHEARSAL:
      return SessionKind::kRehearsal;
    default:
      in.Fail("kind", absl::StrCat("unknown kind ", static_cast<int>(kind)));
      return SessionKind::kVote;
  }
}

Role ReadRole(Fields& in, int role) {
  switch (role) {
    case v1::OFFICIAL_ROLE_CHAIR:
      return Role::kChair;
    case v1::OFFICIAL_ROLE_SCRUTINEER:
      return Role::kScrutineer;
    case v1::OFFICIAL_ROLE_TRUSTEE:
      return Role::kTrustee;
    case v1::OFFICIAL_ROLE_ISSUER:
      return Role::kIssuer;
    case v1::OFFICIAL_ROLE_WITNESS:
      return Role::kWitness;
    default:
      in.Fail("roles", absl::StrCat("unknown role ", role));
      return Role::kChair;
  }
}

std::vector<Role> ReadRoles(Fields& in, const v1::Official& wire) {
  std::vector<Role> roles;
  for (const int role : wire.roles()) {
    roles.push_back(ReadRole(in, role));
  }
  return roles;
}

// The key of a committee's member; absent for everybody else.
Element ReadTransportKey(Fields& in, absl::string_view field, bool member,
                         const std::string& bytes) {
  if (member) {
    return in.ReadNonIdentity(field, bytes);
  }
  in.Require(bytes.empty(), field, "stands with an official without that role");
  return {};
}

std::optional<VerifyKey> ReadWitnessKey(Fields& in, bool witness,
                                        const std::string& bytes) {
  if (witness) {
    return in.ReadKey("witness_key", bytes);
  }
  in.Require(bytes.empty(), "witness_key",
             "stands with an official without that role");
  return std::nullopt;
}

Official ReadOfficial(Fields& in, const v1::Official& wire) {
  Official official = {
      .name = in.ReadName("name", wire.name(), true),
      .signing_key = in.ReadKey("signing_key", wire.signing_key()),
      .roles = ReadRoles(in, wire)};
  const auto has = [&official](Role role) {
    return std::find(official.roles.begin(), official.roles.end(), role) !=
           official.roles.end();
  };
  official.trustee_transport_key =
      ReadTransportKey(in, "trustee_transport_key", has(Role::kTrustee),
                       wire.trustee_transport_key());
  official.issuer_transport_key =
      ReadTransportKey(in, "issuer_transport_key", has(Role::kIssuer),
                       wire.issuer_transport_key());
  official.witness_key =
      ReadWitnessKey(in, has(Role::kWitness), wire.witness_key());
  return official;
}

std::vector<Official> ReadOfficials(Fields& in, const v1::Manifest& wire) {
  std::vector<Official> officials;
  for (int i = 0; i < wire.officials_size(); ++i) {
    Fields item(in, "officials", i);
    officials.push_back(ReadOfficial(item, wire.officials(i)));
  }
  return officials;
}

std::vector<Name> ReadContests(Fields& in, const v1::Manifest& wire) {
  std::vector<Name> contests;
  for (int i = 0; i < wire.contests_size(); ++i) {
    Fields item(in, "contests", i);
    const v1::Contest& contest = wire.contests(i);
    contests.push_back(
        {.zh = item.ReadName("name_zh", contest.name_zh(), true),
         .en = item.ReadName("name_en", contest.name_en(), false)});
  }
  return contests;
}

std::vector<Level> ReadLevels(Fields& in, const v1::Manifest& wire) {
  std::vector<Level> levels;
  for (int i = 0; i < wire.levels_size(); ++i) {
    Fields item(in, "levels", i);
    const v1::Level& level = wire.levels(i);
    levels.push_back(
        {.name = {.zh = item.ReadName("name_zh", level.name_zh(), true),
                  .en = item.ReadName("name_en", level.name_en(), false)},
         .weight = level.weight()});
  }
  return levels;
}

Denominator ReadDenominator(Fields& in, v1::Denominator denominator) {
  switch (denominator) {
    case v1::DENOMINATOR_ENTITLED:
      return Denominator::kEntitled;
    case v1::DENOMINATOR_PRESENT:
      return Denominator::kPresent;
    case v1::DENOMINATOR_RETURNED:
      return Denominator::kReturned;
    case v1::DENOMINATOR_GRADED:
      return Denominator::kGraded;
    default:
      in.Fail("denominator", absl::StrCat("unknown denominator ",
                                          static_cast<int>(denominator)));
      return Denominator::kReturned;
  }
}

CountingRules ReadCounting(Fields& parent, const v1::Manifest& wire) {
  Fields in(parent, "counting");
  CountingRules rules = {
      .denominator = ReadDenominator(in, wire.counting().denominator()),
      .grades = {},
      .score = wire.counting().score(),
      .ranking = wire.counting().ranking()};
  for (int i = 0; i < wire.counting().grades_size(); ++i) {
    Fields item(in, "grades", i);
    const v1::Grade& grade = wire.counting().grades(i);
    rules.grades.push_back(
        {.name = {.zh = item.ReadName("name_zh", grade.name_zh(), true),
                  .en = item.ReadName("name_en", grade.name_en(), false)},
         .levels = grade.levels(),
         .basis_points = grade.basis_points(),
         .strictly_more = grade.strictly_more()});
  }
  return rules;
}

Digest ReadRepeats(Fields& in, const std::string& bytes) {
  if (bytes.empty()) {
    return {};
  }
  const Digest id = in.ReadDigest("repeats_session_id", bytes);
  in.Require(id != Digest{}, "repeats_session_id",
             "is all zero; leave it out if no vote is repeated");
  return id;
}

std::string ReadDate(Fields& in, const std::string& date) {
  in.Require(IsDay(date), "meeting_date", "want a day as YYYY-MM-DD");
  return date;
}

// Numbers and rules: within their bounds, says ValidateManifest.
void ReadRules(Fields& in, const v1::Manifest& wire, Manifest& out) {
  out.blank_allowed = wire.blank_allowed();
  out.pack = wire.pack();
  out.roster_sha256 = in.ReadDigest("roster_sha256", wire.roster_sha256());
  out.roster_size = wire.roster_size();
  out.meeting_quorum = wire.meeting_quorum();
  out.trustee_threshold = wire.trustee_threshold();
  out.issuer_threshold = wire.issuer_threshold();
  out.witness_quorum = wire.witness_quorum();
  out.origin = in.ReadName("origin", wire.origin(), false);
  out.mix_batch = wire.mix_batch();
  out.min_voters = wire.min_voters();
  out.min_ballots = wire.min_ballots();
  out.send_window_seconds = wire.send_window_seconds();
  out.late_check_in = wire.late_check_in();
  out.counting = ReadCounting(in, wire);
  out.repeats_session_id = ReadRepeats(in, wire.repeats_session_id());
}

}  // namespace

absl::StatusOr<Manifest> DecodeManifest(ByteSpan bytes) {
  v1::Manifest wire;
  RETURN_IF_ERROR(ParseStrict(bytes, kMaxManifestSize, "manifest", wire));
  Fields in("manifest");
  in.Require(wire.version() == 1, "version", "this program knows version 1");
  in.Require(wire.rounds() == kRounds, "rounds", "this version has 1 round");
  Manifest out = {
      .log_key = in.ReadKey("log_key", wire.log_key()),
      .nonce = in.ReadDigest("nonce", wire.nonce()),
      .kind = ReadKind(in, wire.kind()),
      .title = {.zh = in.ReadName("title_zh", wire.title_zh(), true),
                .en = in.ReadName("title_en", wire.title_en(), false)},
      .evaluated_year =
          in.ReadNumber("evaluated_year", wire.evaluated_year(), {1, 9999}),
      .meeting_date = ReadDate(in, wire.meeting_date()),
      .place = in.ReadName("place", wire.place(), false),
      .contests = ReadContests(in, wire),
      .levels = ReadLevels(in, wire),
      .officials = ReadOfficials(in, wire)};
  ReadRules(in, wire, out);
  RETURN_IF_ERROR(in.status());
  RETURN_IF_ERROR(ValidateManifest(out));
  return out;
}

}  // namespace pingyi
