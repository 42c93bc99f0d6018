#include <cstdint>
#include <string>

#include "crypto/base/bytes.h"
#include "crypto/statement/signing_key.h"
#include "pingyi/v1/manifest.pb.h"
#include "proto/codec/limits.h"
#include "proto/codec/manifest.h"
#include "proto/codec/strict.h"

namespace pingyi {
namespace {

v1::OfficialRole WireRole(Role role) {
  switch (role) {
    case Role::kChair:
      return v1::OFFICIAL_ROLE_CHAIR;
    case Role::kScrutineer:
      return v1::OFFICIAL_ROLE_SCRUTINEER;
    case Role::kTrustee:
      return v1::OFFICIAL_ROLE_TRUSTEE;
    case Role::kIssuer:
      return v1::OFFICIAL_ROLE_ISSUER;
    case Role::kWitness:
      return v1::OFFICIAL_ROLE_WITNESS;
  }
  return v1::OFFICIAL_ROLE_UNSPECIFIED;
}

v1::Denominator WireDenominator(Denominator denominator) {
  switch (denominator) {
    case Denominator::kEntitled:
      return v1::DENOMINATOR_ENTITLED;
    case Denominator::kPresent:
      return v1::DENOMINATOR_PRESENT;
    case Denominator::kReturned:
      return v1::DENOMINATOR_RETURNED;
    case Denominator::kGraded:
      return v1::DENOMINATOR_GRADED;
  }
  return v1::DENOMINATOR_UNSPECIFIED;
}

void WriteOfficial(const Official& official, v1::Official& wire) {
  wire.set_name(official.name);
  wire.set_signing_key(ToString(official.signing_key.bytes()));
  for (const Role role : official.roles) {
    wire.add_roles(WireRole(role));
  }
  if (!official.trustee_transport_key.IsIdentity()) {
    wire.set_trustee_transport_key(
        ToString(official.trustee_transport_key.bytes()));
  }
  if (!official.issuer_transport_key.IsIdentity()) {
    wire.set_issuer_transport_key(
        ToString(official.issuer_transport_key.bytes()));
  }
  if (official.witness_key.has_value()) {
    wire.set_witness_key(ToString(official.witness_key->bytes()));
  }
}

void WriteCounting(const CountingRules& counting, v1::CountingRules& wire) {
  wire.set_denominator(WireDenominator(counting.denominator));
  for (const Grade& grade : counting.grades) {
    v1::Grade& out = *wire.add_grades();
    out.set_name_zh(grade.name.zh);
    out.set_name_en(grade.name.en);
    out.set_levels(grade.levels);
    out.set_basis_points(grade.basis_points);
    out.set_strictly_more(grade.strictly_more);
  }
  wire.set_score(counting.score);
  wire.set_ranking(counting.ranking);
}

void WriteBallot(const Manifest& manifest, v1::Manifest& wire) {
  for (const Name& contest : manifest.contests) {
    v1::Contest& out = *wire.add_contests();
    out.set_name_zh(contest.zh);
    out.set_name_en(contest.en);
  }
  for (const Level& level : manifest.levels) {
    v1::Level& out = *wire.add_levels();
    out.set_name_zh(level.name.zh);
    out.set_name_en(level.name.en);
    out.set_weight(level.weight);
  }
  wire.set_blank_allowed(manifest.blank_allowed);
  wire.set_pack(manifest.pack);
}

void WriteRules(const Manifest& manifest, v1::Manifest& wire) {
  wire.set_trustee_threshold(manifest.trustee_threshold);
  wire.set_issuer_threshold(manifest.issuer_threshold);
  wire.set_witness_quorum(manifest.witness_quorum);
  wire.set_mix_batch(manifest.mix_batch);
  wire.set_min_voters(manifest.min_voters);
  wire.set_min_ballots(manifest.min_ballots);
  wire.set_send_window_seconds(manifest.send_window_seconds);
  wire.set_late_check_in(manifest.late_check_in);
}

}  // namespace

Bytes EncodeManifest(const Manifest& manifest) {
  v1::Manifest wire;
  wire.set_version(1);
  wire.set_rounds(kRounds);
  wire.set_nonce(ToString(manifest.nonce));
  wire.set_kind(manifest.kind == SessionKind::kVote
                    ? v1::SESSION_KIND_VOTE
                    : v1::SESSION_KIND_REHEARSAL);
  wire.set_title_zh(manifest.title.zh);
  wire.set_title_en(manifest.title.en);
  wire.set_evaluated_year(manifest.evaluated_year);
  wire.set_meeting_date(manifest.meeting_date);
  wire.set_place(manifest.place);
  WriteBallot(manifest, wire);
  wire.set_roster_sha256(ToString(manifest.roster_sha256));
  wire.set_roster_size(manifest.roster_size);
  wire.set_meeting_quorum(manifest.meeting_quorum);
  for (const Official& official : manifest.officials) {
    WriteOfficial(official, *wire.add_officials());
  }
  wire.set_log_key(ToString(manifest.log_key.bytes()));
  wire.set_origin(manifest.origin);
  WriteRules(manifest, wire);
  WriteCounting(manifest.counting, *wire.mutable_counting());
  if (manifest.repeats_session_id != Digest{}) {
    wire.set_repeats_session_id(ToString(manifest.repeats_session_id));
  }
  return SerializeExactly(wire);
}

}  // namespace pingyi
