#include "crypto/audit/manifest.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "tests/support/sitting.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using testing::FailsWith;
using testing::IsOk;
using testing::Sitting;

Manifest AnyManifest() {
  return Sitting().manifest();
}

TEST(ManifestTest, AnHonestOneIsAccepted) {
  EXPECT_THAT(ValidateManifest(AnyManifest()), IsOk());
}

TEST(ManifestTest, NumbersOfficialsByRole) {
  const Manifest manifest = AnyManifest();

  EXPECT_EQ(manifest.OfficialsWith(Role::kChair), (std::vector<uint32_t>{1}));
  EXPECT_EQ(manifest.OfficialsWith(Role::kTrustee),
            (std::vector<uint32_t>{2, 3, 4}));
  EXPECT_EQ(manifest.OfficialsWith(Role::kWitness),
            (std::vector<uint32_t>{1, 2, 3, 4}));
  EXPECT_EQ(manifest.chair().name, "the chair");
}

TEST(ManifestTest, TheBlankIsOneMoreOption) {
  Manifest manifest = AnyManifest();
  manifest.blank_allowed = true;

  EXPECT_EQ(manifest.options_per_contest(), 4U);
  EXPECT_EQ(manifest.Layout()->options(), 8U);
}

TEST(ManifestTest, TheOriginFollowsFromTheSessionUnlessConfigured) {
  Manifest manifest = AnyManifest();
  Digest session_id = {};
  session_id[0] = 0xab;

  EXPECT_EQ(Origin(manifest, session_id), "pingyi.local/ab00000000000000");
  manifest.origin = "example.org/log";
  EXPECT_EQ(Origin(manifest, session_id), "example.org/log");
}

struct Broken {
  std::string what;  // A piece of the refusal.
  std::function<void(Manifest&)> by;
};

class BrokenManifestTest : public ::testing::TestWithParam<Broken> {};

TEST_P(BrokenManifestTest, IsRefusedForItsReason) {
  Manifest manifest = AnyManifest();
  GetParam().by(manifest);

  EXPECT_THAT(ValidateManifest(manifest),
              FailsWith(absl::StatusCode::kInvalidArgument, GetParam().what));
}

INSTANTIATE_TEST_SUITE_P(
    Questions, BrokenManifestTest,
    ::testing::Values(
        Broken{"title", [](Manifest& m) { m.title.zh.clear(); }},
        Broken{"meeting_date", [](Manifest& m) { m.meeting_date = ""; }},
        Broken{"meeting_date",
               [](Manifest& m) { m.meeting_date = "2020-13-01"; }},
        Broken{"meeting_date",
               [](Manifest& m) { m.meeting_date = "2020-01-32"; }},
        Broken{"meeting_date",
               [](Manifest& m) { m.meeting_date = "2020/01/02"; }},
        Broken{"contests is 0", [](Manifest& m) { m.contests.clear(); }},
        Broken{"contests is 201", [](Manifest& m) { m.contests.resize(201); }},
        Broken{"contests[1]", [](Manifest& m) { m.contests[1].zh.clear(); }},
        Broken{"levels is 1", [](Manifest& m) { m.levels.resize(1); }},
        Broken{"levels[0]", [](Manifest& m) { m.levels[0].name.zh.clear(); }},
        Broken{"weight", [](Manifest& m) { m.levels[0].weight = 1001; }}));

INSTANTIATE_TEST_SUITE_P(
    Numbers, BrokenManifestTest,
    ::testing::Values(
        Broken{"pack is 0", [](Manifest& m) { m.pack = 0; }},
        Broken{"pack is 5", [](Manifest& m) { m.pack = 5; }},
        Broken{"roster_size is 0", [](Manifest& m) { m.roster_size = 0; }},
        Broken{"roster_size is 501",
               [](Manifest& m) {
                 m.pack = 3;
                 m.roster_size = 501;
               }},
        Broken{"ballot",
               [](Manifest& m) {
                 m.contests.resize(200, {.zh = "x", .en = ""});
                 m.levels.resize(10, {.name = {.zh = "x", .en = ""}});
                 m.pack = 1;
               }},
        Broken{"meeting_quorum", [](Manifest& m) { m.meeting_quorum = 6; }},
        Broken{"mix_batch", [](Manifest& m) { m.mix_batch = 0; }},
        Broken{"min_voters", [](Manifest& m) { m.min_voters = 1; }},
        Broken{"min_ballots", [](Manifest& m) { m.min_ballots = 1; }},
        Broken{"send_window",
               [](Manifest& m) { m.send_window_seconds = 601; }}));

Grade AnyGrade() {
  return {.name = {.zh = "满意", .en = ""}, .levels = 1, .basis_points = 5000};
}

INSTANTIATE_TEST_SUITE_P(
    Counting, BrokenManifestTest,
    ::testing::Values(Broken{"counting.grades is 11",
                             [](Manifest& m) {
                               m.counting.grades.resize(11, AnyGrade());
                             }},
                      Broken{"grades[0] has no Chinese name",
                             [](Manifest& m) {
                               m.counting.grades = {AnyGrade()};
                               m.counting.grades[0].name.zh.clear();
                             }},
                      Broken{"grades[0].levels",
                             [](Manifest& m) {
                               m.counting.grades = {AnyGrade()};
                               m.counting.grades[0].levels = 4;
                             }},
                      Broken{"grades[0].basis_points", [](Manifest& m) {
                               m.counting.grades = {AnyGrade()};
                               m.counting.grades[0].basis_points = 10'001;
                             }}));

INSTANTIATE_TEST_SUITE_P(
    Officials, BrokenManifestTest,
    ::testing::Values(
        Broken{"officials is 0", [](Manifest& m) { m.officials.clear(); }},
        Broken{"has no name", [](Manifest& m) { m.officials[1].name.clear(); }},
        Broken{"roles", [](Manifest& m) { m.officials[1].roles.clear(); }},
        Broken{"roles",
               [](Manifest& m) {
                 m.officials[1].roles.push_back(Role::kWitness);
               }},
        Broken{"trustee_transport_key",
               [](Manifest& m) {
                 m.officials[1].trustee_transport_key = Element();
               }},
        Broken{"issuer_transport_key",
               [](Manifest& m) {
                 m.officials[0].issuer_transport_key = Element::Generator();
               }},
        Broken{"witness_key",
               [](Manifest& m) { m.officials[0].witness_key.reset(); }},
        Broken{"must be witnesses",
               [](Manifest& m) {
                 m.officials[1].roles.pop_back();
                 m.officials[1].witness_key.reset();
               }},
        Broken{"log_key", [](Manifest& m) { m.log_key = VerifyKey(); }},
        Broken{"signing key is missing or used before",
               [](Manifest& m) {
                 m.officials[1].signing_key = m.officials[2].signing_key;
               }},
        Broken{"signing key is missing or used before",
               [](Manifest& m) { m.officials[1].witness_key = m.log_key; }},
        Broken{"transport key is used before",
               [](Manifest& m) {
                 m.officials[1].trustee_transport_key =
                     m.officials[1].issuer_transport_key;
               }},
        Broken{"exactly one chair",
               [](Manifest& m) {
                 m.officials[1].roles.insert(m.officials[1].roles.begin(),
                                             Role::kChair);
               }},
        Broken{"no scrutineer",
               [](Manifest& m) {
                 for (size_t i = 1; i < m.officials.size(); ++i) {
                   m.officials[i].roles.erase(m.officials[i].roles.begin());
                 }
               }},
        Broken{"neither trustee nor issuer", [](Manifest& m) {
                 m.officials[0].roles.pop_back();
                 m.officials[0].witness_key.reset();
               }}));

INSTANTIATE_TEST_SUITE_P(
    Thresholds, BrokenManifestTest,
    ::testing::Values(
        Broken{"trustee_threshold is 0",
               [](Manifest& m) { m.trustee_threshold = 0; }},
        Broken{"issuer_threshold is 4",
               [](Manifest& m) { m.issuer_threshold = 4; }},
        Broken{"could block", [](Manifest& m) { m.trustee_threshold = 3; }},
        Broken{"witness_quorum", [](Manifest& m) { m.witness_quorum = 2; }},
        Broken{"witness_quorum", [](Manifest& m) { m.witness_quorum = 5; }},
        Broken{"origin", [](Manifest& m) { m.origin = "a b"; }},
        Broken{"origin",
               [](Manifest& m) { m.origin = std::string(240, 'x'); }}));

TEST(ManifestTest, IsCheckedWhenASessionStarts) {
  const Sitting sitting;
  Manifest manifest = sitting.manifest();
  manifest.pack = 0;

  EXPECT_THAT(
      Session::Start({.manifest = {}}, manifest, sitting.roster(), {}, {}),
      FailsWith(absl::StatusCode::kInvalidArgument, "pack"));
}

TEST(ManifestTest, TheRosterMustBeOfItsSize) {
  const Sitting sitting;

  EXPECT_THAT(
      Session::Start({.manifest = {}}, sitting.manifest(), Roster(), {}, {}),
      FailsWith(absl::StatusCode::kInvalidArgument, "roster"));
}

}  // namespace
}  // namespace pingyi
