#include "tests/proto/codec/samples.h"

#include <algorithm>
#include <array>
#include <string>

#include "crypto/base/hash.h"

namespace pingyi::testing {
namespace {

Official AnyCommitteeMember(uint8_t number) {
  const auto key = static_cast<uint8_t>(10 * number);
  return {.name = "监票人" + std::to_string(number),
          .signing_key = AnyKey(key),
          .roles = {Role::kScrutineer, Role::kTrustee, Role::kIssuer,
                    Role::kWitness},
          .trustee_transport_key = AnyElement(key),
          .issuer_transport_key = AnyElement(static_cast<uint8_t>(key + 1)),
          .witness_key = AnyKey(static_cast<uint8_t>(key + 1))};
}

std::vector<Entry> CeremonyEntries() {
  return {ManifestEntry{AnyBytes(100)},
          DkgCommitEntry{.committee = Committee::kTally,
                         .member = 1,
                         .message_sha256 = AnyDigest(1),
                         .signature = AnySignature(1)},
          DkgMessageEntry{.committee = Committee::kIssuer,
                          .member = 2,
                          .message = AnyBytes(300),
                          .signature = AnySignature(2)},
          DkgConfirmEntry{.committee = Committee::kTally,
                          .member = 3,
                          .signature = AnySignature(3)},
          DkgComplaintEntry{.committee = Committee::kIssuer,
                            .dealer = 1,
                            .member = 2,
                            .shared_secret = AnyElement(1),
                            .proof = AnySignature(4),
                            .signature = AnySignature(5)},
          ActiveSetEntry{
              .version = 1, .issuers = {1, 2, 3}, .signature = AnySignature(6)},
          ReissueEntry{.deputy = 7,
                       .credential_key = AnyKey(7),
                       .signature = AnySignature(7)},
          TokenRequestEntry{.deputy = 8,
                            .blinded = {AnyElement(8)},
                            .signature = AnySignature(8)}};
}

std::vector<Entry> VotingEntries() {
  const ShareEntry share = {.round = 0,
                            .member = 2,
                            .size = 40,
                            .root = AnyDigest(4),
                            .payload = AnyBytes(132),
                            .signature = AnySignature(12)};
  return {OpenEntry{.round = 0,
                    .key_id = AnyDigest(2),
                    .active_set_sha256 = AnyDigest(3),
                    .checked_in = 117,
                    .signature = AnySignature(9)},
          BallotEntry{.round = 0, .ballot = AnyBytes(4768)},
          ClosingEntry{.round = 0, .signature = AnySignature(10)},
          CloseEntry{.round = 0,
                     .size = 40,
                     .root = AnyDigest(4),
                     .signature = AnySignature(11)},
          AuditShareEntry{share},
          TallyShareEntry{share},
          ResultEntry{.round = 0,
                      .ballots = 117,
                      .withheld = false,
                      .counts = {100, 0, 17}}};
}

std::vector<Entry> ClosingWords() {
  const AttestationEntry seen = {.official = 2,
                                 .size = 50,
                                 .root = AnyDigest(5),
                                 .signature = AnySignature(13)};
  return {
      ZeroCheckEntry{seen}, VerifiedEntry{seen, AnyDigest(6)},
      ObjectionEntry{seen, "二号箱的封条不对"},
      AnnounceEntry{.round = 0,
                    .counts_sha256 = AnyDigest(6),
                    .signature = AnySignature(14)},
      AbortEntry{.round = 0, .reason = "断电", .signature = AnySignature(15)}};
}

}  // namespace

Digest AnyDigest(uint8_t number) {
  const std::array<uint8_t, 1> seed = {number};
  return Sha256(seed);
}

Signature AnySignature(uint8_t number) {
  const std::array<uint8_t, 1> seed = {number};
  return Sha512(seed);
}

Element AnyElement(uint8_t number) {
  return Element::FromUniformBytes(AnySignature(number));
}

VerifyKey AnyKey(uint8_t number) {
  return SigningKey::FromSeed(SigningSeed::Copy(AnyDigest(number)))
      .verify_key();
}

Bytes AnyBytes(size_t size) {
  Bytes out(size);
  for (size_t i = 0; i < size; ++i) {
    out[i] = static_cast<uint8_t>(i * 7 + 1);
  }
  return out;
}

Manifest AnyManifest() {
  Manifest manifest = {.log_key = AnyKey(1)};
  manifest.nonce = AnyDigest(1);
  manifest.kind = SessionKind::kRehearsal;
  manifest.title = {.zh = "满意度测评", .en = "Satisfaction vote"};
  manifest.evaluated_year = 2019;
  manifest.meeting_date = "2020-03-19";
  manifest.place = "会议厅";
  manifest.contests = {{.zh = "市教育局", .en = "Education"},
                       {.zh = "市公安局", .en = ""}};
  manifest.levels = {{.name = {.zh = "满意", .en = "Good"}, .weight = 100},
                     {.name = {.zh = "不满意", .en = "Poor"}, .weight = 0}};
  manifest.blank_allowed = true;
  manifest.roster_sha256 = AnyDigest(2);
  manifest.roster_size = 120;
  manifest.meeting_quorum = 61;
  manifest.officials = {{.name = "主持人",
                         .signing_key = AnyKey(2),
                         .roles = {Role::kChair, Role::kWitness},
                         .witness_key = AnyKey(3)},
                        AnyCommitteeMember(1),
                        AnyCommitteeMember(2),
                        AnyCommitteeMember(3)};
  manifest.trustee_threshold = 2;
  manifest.issuer_threshold = 2;
  manifest.witness_quorum = 3;
  manifest.late_check_in = true;
  manifest.counting = {.denominator = Denominator::kReturned,
                       .grades = {{.name = {.zh = "合格", .en = "Passed"},
                                   .levels = 1,
                                   .basis_points = 6667,
                                   .strictly_more = true}},
                       .score = true,
                       .ranking = true};
  return manifest;
}

Roster AnyRoster(uint8_t size) {
  Roster roster;
  for (uint8_t i = 1; i <= size; ++i) {
    roster.push_back({.deputy = i, .credential_key = AnyKey(i)});
  }
  return roster;
}

std::vector<Entry> EntriesOfEveryKind() {
  std::vector<Entry> all = CeremonyEntries();
  for (const std::vector<Entry>& more : {VotingEntries(), ClosingWords()}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

}  // namespace pingyi::testing
