#include "client/cli/session_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "client/cli/server_place.h"
#include "client/cli/session_folder.h"
#include "client/cli/settings.h"
#include "client/cpp/session_directory.h"
#include "client/record/files.h"
#include "crypto/base/bytes.h"
#include "crypto/base/hash.h"
#include "proto/codec/manifest.h"
#include "tests/client/cli/sample_session.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using testing::FailsWith;
using testing::IsOk;
using testing::SomeOfficials;

SessionPlan DemoPlan() {
  SessionParts parts = {.contests = {{.zh = "市教育局", .en = ""}},
                        .officials = SomeOfficials(),
                        .roster_size = 3};
  Problems problems;
  const auto settings = ReadFile("deploy/demo/settings.textproto", 1 << 20);
  Manifest manifest = ReadSettings("s", *settings, parts, problems);
  EXPECT_TRUE(problems.empty()) << problems.ToStatus();
  return {.manifest = std::move(manifest),
          .deputies = {{.number = 1, .name = "张三"},
                       {.number = 2, .name = "李四"},
                       {.number = 9, .name = "王五"}}};
}

absl::StatusOr<NewSession> DemoSession(bool plain_text) {
  auto place = PlaceServer("127.0.0.1:7443", {"localhost"}, plain_text);
  return MakeSession(DemoPlan(), *std::move(place));
}

std::string FreshFolder(const std::string& name) {
  const std::string folder = ::testing::TempDir() + "/session_" + name;
  std::filesystem::remove_all(folder);
  return folder;
}

bool OwnerOnly(const std::string& path) {
  using std::filesystem::perms;
  return (std::filesystem::status(path).permissions() &
          (perms::group_all | perms::others_all)) == perms::none;
}

TEST(MakeSessionTest, TheManifestNamesTheRosterAndItsKeysAreTheSlips) {
  const auto session = DemoSession(false);
  ASSERT_THAT(session, IsOk());

  const auto manifest = DecodeManifest(session->manifest);
  const auto roster = DecodeRoster(session->roster);

  ASSERT_THAT(manifest, IsOk());
  ASSERT_THAT(roster, IsOk());
  EXPECT_EQ(manifest->roster_sha256, Sha256(session->roster));
  ASSERT_EQ(roster->size(), 3U);
  EXPECT_EQ((*roster)[2].deputy, 9U);
  EXPECT_EQ((*roster)[2].credential_key,
            CredentialKey(session->slips.slips[2].secret).verify_key());
  EXPECT_EQ(manifest->log_key,
            SigningKey::FromSeed(session->log_seed).verify_key());
}

TEST(MakeSessionTest, TwoSessionsOfOnePlanHaveDifferentFingerprints) {
  const auto one = DemoSession(false);
  const auto two = DemoSession(false);
  ASSERT_THAT(one, IsOk());
  ASSERT_THAT(two, IsOk());
  EXPECT_NE(one->session_id, two->session_id);
}

TEST(WriteSessionTest, ClientsReadThePublicFolder) {
  const auto session = DemoSession(false);
  ASSERT_THAT(session, IsOk());
  const std::string folder = FreshFolder("public");
  ASSERT_THAT(WriteSession(folder, *session), IsOk());

  const auto read = LoadPublicSession(folder + "/public");

  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->session_id, session->session_id);
  EXPECT_THAT(read->endpoint.addresses,
              ::testing::ElementsAre("127.0.0.1:7443", "localhost:7443"));
  EXPECT_FALSE(read->endpoint.ca_pem.empty());
  const auto printed = ReadFile(folder + "/public/fingerprint.txt", 100);
  ASSERT_THAT(printed, IsOk());
  EXPECT_EQ(ToString(*printed), ToHex(session->session_id) + "\n");
}

TEST(WriteSessionTest, SecretsAreForTheirOwnerOnly) {
  const auto session = DemoSession(false);
  ASSERT_THAT(session, IsOk());
  const std::string folder = FreshFolder("secrets");
  ASSERT_THAT(WriteSession(folder, *session), IsOk());

  for (const char* name :
       {"/private", "/server", "/private/slips.bin", "/private/names.csv",
        "/private/ca.key", "/server/log.key", "/server/server.key"}) {
    EXPECT_TRUE(OwnerOnly(folder + name)) << name;
  }
  const auto slips = ReadSlipStore(folder + "/private/slips.bin");
  ASSERT_THAT(slips, IsOk());
  EXPECT_EQ(slips->session_id, session->session_id);
  const auto names = ReadNames(folder);
  ASSERT_THAT(names, IsOk());
  EXPECT_EQ((*names)[2].name, "王五");
}

TEST(WriteSessionTest, NoNameStandsInThePublicFolder) {
  const auto session = DemoSession(false);
  ASSERT_THAT(session, IsOk());
  const std::string folder = FreshFolder("names");
  ASSERT_THAT(WriteSession(folder, *session), IsOk());

  for (const auto& file :
       std::filesystem::directory_iterator(folder + "/public")) {
    const auto bytes = ReadFile(file.path().string(), 1 << 20);
    ASSERT_THAT(bytes, IsOk());
    EXPECT_EQ(ToString(*bytes).find("王五"), std::string::npos) << file.path();
  }
}

TEST(WriteSessionTest, PlainTextNeedsNoCertificates) {
  const auto session = DemoSession(true);
  ASSERT_THAT(session, IsOk());
  const std::string folder = FreshFolder("plain");
  ASSERT_THAT(WriteSession(folder, *session), IsOk());

  EXPECT_FALSE(std::filesystem::exists(folder + "/public/ca.crt"));
  const auto config = ReadFile(folder + "/server/server.textproto", 1 << 16);
  ASSERT_THAT(config, IsOk());
  EXPECT_THAT(ToString(*config),
              ::testing::HasSubstr("plain_text_loopback: true"));
}

TEST(WriteSessionTest, LeavesAFolderWithSomethingInItAlone) {
  const auto session = DemoSession(false);
  ASSERT_THAT(session, IsOk());
  const std::string folder = FreshFolder("twice");
  ASSERT_THAT(WriteSession(folder, *session), IsOk());

  EXPECT_THAT(WriteSession(folder, *session),
              FailsWith(absl::StatusCode::kAlreadyExists, folder));
}

TEST(PageAddressTest, IsTheFirstHostUnlessSaidOtherwise) {
  const auto session = DemoSession(false);
  ASSERT_THAT(session, IsOk());
  const std::string folder = FreshFolder("page");
  ASSERT_THAT(WriteSession(folder, *session), IsOk());
  const auto read = LoadPublicSession(folder + "/public");
  ASSERT_THAT(read, IsOk());

  EXPECT_EQ(PageAddress("", *read), "https://127.0.0.1/");
  EXPECT_EQ(PageAddress("https://hall/", *read), "https://hall/");
}

TEST(PageAddressTest, IsTheFirstPageOfASessionThatHasPages) {
  auto place = PlaceServer("127.0.0.1:7443", {}, false);
  ASSERT_THAT(PlaceGateway("192.168.1.10:443", ".", *place), IsOk());
  const auto session = MakeSession(DemoPlan(), *std::move(place));
  ASSERT_THAT(session, IsOk());
  const std::string folder = FreshFolder("pages");
  ASSERT_THAT(WriteSession(folder, *session), IsOk());

  const auto read = LoadPublicSession(folder + "/public");
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(PageAddress("", *read), "https://192.168.1.10:443/");
}

TEST(WriteSlipPageTest, WritesForItsOwnerAndOverwritesNothing) {
  const auto session = DemoSession(false);
  ASSERT_THAT(session, IsOk());
  const auto manifest = DecodeManifest(session->manifest);
  ASSERT_THAT(manifest, IsOk());
  const SlipSheet sheet = {.manifest = *manifest,
                           .session_id = session->session_id,
                           .page_address = "https://hall/"};
  const std::string path = FreshFolder("slips.html");

  ASSERT_THAT(WriteSlipPage(path, sheet, {}), IsOk());

  EXPECT_TRUE(OwnerOnly(path));
  EXPECT_THAT(WriteSlipPage(path, sheet, {}),
              FailsWith(absl::StatusCode::kAlreadyExists, path));
}

}  // namespace
}  // namespace pingyi
