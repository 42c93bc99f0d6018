#include "proto/codec/manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "crypto/base/bytes.h"
#include "pingyi/v1/manifest.pb.h"
#include "proto/codec/strict.h"
#include "tests/proto/codec/samples.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using testing::AnyDigest;
using testing::AnyManifest;
using testing::FailsWith;
using testing::IsOk;

v1::Manifest WireManifest() {
  v1::Manifest wire;
  const Bytes bytes = EncodeManifest(AnyManifest());
  wire.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  return wire;
}

TEST(DecodeManifestTest, ReadsEveryFieldThatWasWritten) {
  Manifest manifest = AnyManifest();
  manifest.origin = "hall.example/vote";
  manifest.repeats_session_id = AnyDigest(9);
  const Bytes bytes = EncodeManifest(manifest);

  const absl::StatusOr<Manifest> read = DecodeManifest(bytes);

  ASSERT_THAT(read, IsOk());
  // Everything is written from the fields, so equal bytes are equal fields.
  EXPECT_EQ(ToHex(EncodeManifest(*read)), ToHex(bytes));
  EXPECT_EQ(read->title.zh, "满意度测评");
  EXPECT_EQ(read->officials[3].name, "监票人3");
  EXPECT_EQ(read->officials[3].witness_key, manifest.officials[3].witness_key);
  EXPECT_EQ(read->counting.grades[0].basis_points, 6667U);
  EXPECT_EQ(read->origin, "hall.example/vote");
  EXPECT_EQ(read->repeats_session_id, AnyDigest(9));
}

TEST(DecodeManifestTest, ReadsEachDenominatorAndKind) {
  for (const Denominator denominator :
       {Denominator::kEntitled, Denominator::kPresent, Denominator::kReturned,
        Denominator::kGraded}) {
    Manifest manifest = AnyManifest();
    manifest.kind = SessionKind::kVote;
    manifest.counting.denominator = denominator;

    const absl::StatusOr<Manifest> read =
        DecodeManifest(EncodeManifest(manifest));

    ASSERT_THAT(read, IsOk());
    EXPECT_EQ(read->counting.denominator, denominator);
    EXPECT_EQ(read->kind, SessionKind::kVote);
  }
}

TEST(DecodeManifestTest, RefusesBytesThatAreNone) {
  EXPECT_THAT(DecodeManifest(AsBytes("\xff")),
              FailsWith(absl::StatusCode::kInvalidArgument, "manifest: the"));
}

TEST(DecodeManifestTest, AcceptsTheLastDayOfFebruaryInALeapYear) {
  Manifest manifest = AnyManifest();
  manifest.meeting_date = "2020-02-29";
  EXPECT_THAT(DecodeManifest(EncodeManifest(manifest)), IsOk());
}

struct Change {
  const char* name;
  std::function<void(v1::Manifest&)> make;
  const char* message;
};

class RefusedManifestTest : public ::testing::TestWithParam<Change> {};

TEST_P(RefusedManifestTest, IsRefusedNamingTheField) {
  v1::Manifest wire = WireManifest();
  GetParam().make(wire);

  EXPECT_THAT(
      DecodeManifest(SerializeExactly(wire)),
      FailsWith(absl::StatusCode::kInvalidArgument, GetParam().message));
}

using M = v1::Manifest;

INSTANTIATE_TEST_SUITE_P(
    Basics, RefusedManifestTest,
    ::testing::Values(
        Change{"Version", [](M& m) { m.set_version(2); }, "manifest.version"},
        Change{"Rounds", [](M& m) { m.set_rounds(2); }, "manifest.rounds"},
        Change{"Nonce", [](M& m) { m.set_nonce("short"); },
               "manifest.nonce: want 32 bytes, got 5"},
        Change{"NoKind", [](M& m) { m.clear_kind(); }, "manifest.kind"},
        Change{"UnknownKind",
               [](M& m) { m.set_kind(static_cast<v1::SessionKind>(9)); },
               "manifest.kind: unknown kind 9"},
        Change{"NoTitle", [](M& m) { m.clear_title_zh(); },
               "manifest.title_zh: is empty"},
        Change{"LongTitle", [](M& m) { m.set_title_en(std::string(401, 'a')); },
               "manifest.title_en: want at most 400"},
        Change{"TitleNotComposed", [](M& m) { m.set_title_en("e\u0301"); },
               "manifest.title_en: is not in Unicode"},
        Change{"Year", [](M& m) { m.set_evaluated_year(0); },
               "manifest.evaluated_year: want 1 to 9999"},
        Change{"Place", [](M& m) { m.set_place("a\nb"); }, "manifest.place"},
        Change{"Date", [](M& m) { m.set_meeting_date("2020/03/19"); },
               "manifest.meeting_date: want a day"},
        Change{"DateWithLetters",
               [](M& m) { m.set_meeting_date("2020-0x-19"); },
               "manifest.meeting_date"},
        Change{"NoSuchMonth", [](M& m) { m.set_meeting_date("2020-13-01"); },
               "manifest.meeting_date"},
        Change{"NoSuchDay", [](M& m) { m.set_meeting_date("2019-02-29"); },
               "manifest.meeting_date"},
        Change{"LogKey", [](M& m) { m.set_log_key(std::string(32, '\0')); },
               "manifest.log_key"},
        Change{"RosterHash", [](M& m) { m.clear_roster_sha256(); },
               "manifest.roster_sha256: want 32"},
        Change{"Repeats",
               [](M& m) { m.set_repeats_session_id(std::string(32, '\0')); },
               "manifest.repeats_session_id: is all zero"},
        Change{"Unknown",
               [](M& m) {
                 m.GetReflection()->MutableUnknownFields(&m)->AddVarint(99, 1);
               },
               "manifest: unknown field 99"}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Lists, RefusedManifestTest,
    ::testing::Values(
        Change{"ContestName",
               [](M& m) { m.mutable_contests(1)->clear_name_zh(); },
               "manifest.contests[1].name_zh: is empty"},
        Change{"LevelName",
               [](M& m) { m.mutable_levels(0)->set_name_en("\u202e"); },
               "manifest.levels[0].name_en"},
        Change{"GradeName",
               [](M& m) {
                 m.mutable_counting()->mutable_grades(0)->clear_name_zh();
               },
               "manifest.counting.grades[0].name_zh"},
        Change{"Denominator",
               [](M& m) { m.mutable_counting()->clear_denominator(); },
               "manifest.counting.denominator: unknown"},
        Change{"OfficialName",
               [](M& m) { m.mutable_officials(1)->clear_name(); },
               "manifest.officials[1].name"},
        Change{"SigningKey",
               [](M& m) { m.mutable_officials(1)->clear_signing_key(); },
               "manifest.officials[1].signing_key"},
        Change{"UnknownRole",
               [](M& m) {
                 m.mutable_officials(1)->add_roles(
                     static_cast<v1::OfficialRole>(6));
               },
               "manifest.officials[1].roles: unknown role 6"},
        Change{"RoleTwice",
               [](M& m) {
                 m.mutable_officials(1)->add_roles(v1::OFFICIAL_ROLE_WITNESS);
               },
               "officials[1]: roles"},
        Change{"IdentityTransportKey",
               [](M& m) {
                 m.mutable_officials(1)->set_trustee_transport_key(
                     std::string(32, '\0'));
               },
               "officials[1].trustee_transport_key: is the identity"},
        Change{"KeyWithoutRole",
               [](M& m) {
                 m.mutable_officials(0)->set_issuer_transport_key(
                     m.officials(1).issuer_transport_key());
               },
               "officials[0].issuer_transport_key: stands with"},
        Change{
            "WitnessKeyWithoutRole",
            [](M& m) { m.mutable_officials(0)->mutable_roles()->RemoveLast(); },
            "officials[0].witness_key: stands with"},
        Change{"KeyTwice",
               [](M& m) {
                 m.mutable_officials(1)->set_signing_key(
                     m.officials(2).signing_key());
               },
               "officials[2]"},
        Change{"NoTrustees", [](M& m) { m.set_trustee_threshold(0); },
               "trustee_threshold"},
        Change{"TooManyLevels",
               [](M& m) {
                 while (m.levels_size() < 11) {
                   *m.add_levels() = m.levels(0);
                 }
               },
               "levels"}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace pingyi
