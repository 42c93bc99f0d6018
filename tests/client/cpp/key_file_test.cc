#include "client/cpp/key_file.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "client/cpp/official_file.h"
#include "tests/support/status_matchers.h"

namespace pingyi::testing {
namespace {

const Bytes kPassphrase = {'o', 'p', 'e', 'n'};

Bytes Plain(const KeyFile& keys) {
  const SecretBuffer plain = keys.Serialize();
  return {plain.Expose().begin(), plain.Expose().end()};
}

// One with every field in use.
KeyFile FullFile() {
  KeyFile keys(SigningKey::Random());
  keys.name = "监票人";
  keys.roles = {Role::kScrutineer, Role::kTrustee, Role::kIssuer,
                Role::kWitness};
  keys.witness_key = SigningKey::Random();
  Membership& trustee = keys.trustee.emplace();
  trustee.transport_secret = SecretScalar::Random();
  trustee.dealt = {1, 2, 3};
  Membership& issuer = keys.issuer.emplace();
  issuer.shares.push_back(SecretScalar::Random());
  keys.session_id = Digest{7};
  keys.cosigned = {.head = {.size = 9, .root = {1}}, .note = "note\n"};
  keys.accepted = {.head = {.size = 8, .root = {2}}, .note = "older\n"};
  keys.forks = {{.ours = "a", .theirs = "b"}};
  for (const uint32_t deputy : {3U, 70'000U}) {
    TokenRequestEntry request{.deputy = deputy,
                              .blinded = {Element::Generator()}};
    request.signature[5] = 5;
    keys.evaluated.emplace(deputy, request);
  }
  keys.audit_sum = {.entry = {1}, .blob = {}};
  keys.audit_each = {.entry = {2}, .blob = {3}};
  keys.tally = {.entry = {4}, .blob = {}};
  return keys;
}

std::string FreshPath(const std::string& name) {
  std::string path =
      absl::StrCat(::testing::TempDir(), "/pingyi-", getpid(), "-", name);
  std::filesystem::remove(path);
  std::filesystem::remove(path + ".lock");
  return path;
}

TEST(KeyFileTest, GivesBackEveryField) {
  const KeyFile keys = FullFile();
  const Bytes plain = Plain(keys);

  const auto read = KeyFile::Parse(plain);

  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(Plain(*read), plain);
  EXPECT_EQ(read->evaluated, keys.evaluated);
  EXPECT_EQ(read->cosigned, keys.cosigned);
  EXPECT_EQ(read->forks, keys.forks);
  EXPECT_EQ(read->audit_each, keys.audit_each);
  EXPECT_EQ(read->ToOfficial().witness_key, keys.ToOfficial().witness_key);
}

TEST(KeyFileTest, RefusesEveryShorterAndLongerFile) {
  Bytes plain = Plain(FullFile());

  for (size_t size = 0; size < plain.size(); ++size) {
    EXPECT_EQ(KeyFile::Parse(ByteSpan(plain).first(size)).status().code(),
              absl::StatusCode::kInvalidArgument)
        << size;
  }
  plain.push_back(0);
  EXPECT_THAT(KeyFile::Parse(plain).status(),
              FailsWith(absl::StatusCode::kInvalidArgument, "left over"));
}

TEST(KeyFileTest, RefusesRolesThatDoNotFitTheKeys) {
  KeyFile keys = FullFile();
  keys.trustee.reset();

  EXPECT_THAT(KeyFile::Parse(Plain(keys)).status(),
              FailsWith(absl::StatusCode::kInvalidArgument, "do not agree"));
}

TEST(KeyFileTest, RefusesANoteWithoutItsTree) {
  KeyFile keys = FullFile();
  keys.cosigned.head.size = 0;

  EXPECT_THAT(KeyFile::Parse(Plain(keys)).status(),
              FailsWith(absl::StatusCode::kInvalidArgument, "without its"));
}

TEST(KeyFileTest, RefusesAnotherFormat) {
  Bytes plain = Plain(FullFile());
  plain[0] = 2;

  EXPECT_THAT(KeyFile::Parse(plain).status(),
              FailsWith(absl::StatusCode::kInvalidArgument, "format 2"));
}

TEST(KeyFileStoreTest, WhatIsSavedIsThereAfterwards) {
  const std::string path = FreshPath("saved.key");
  ASSERT_THAT(KeyFileStore::Create(path, FullFile(), kPassphrase,
                                   PassphraseCost::ForTests()),
              IsOk());
  {
    auto store = KeyFileStore::Open(path, kPassphrase);
    ASSERT_THAT(store, IsOk());
    store->keys().cosigned.head.size = 77;
    ASSERT_THAT(store->Save(), IsOk());
  }

  const auto keys = KeyFileStore::Peek(path, kPassphrase);

  ASSERT_THAT(keys, IsOk());
  EXPECT_EQ(keys->cosigned.head.size, 77U);
  EXPECT_EQ(
      std::filesystem::status(path).permissions(),
      std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(KeyFileStoreTest, HasOneHolderAtATime) {
  const std::string path = FreshPath("held.key");
  ASSERT_THAT(KeyFileStore::Create(path, FullFile(), kPassphrase,
                                   PassphraseCost::ForTests()),
              IsOk());
  const auto store = KeyFileStore::Open(path, kPassphrase);
  ASSERT_THAT(store, IsOk());

  EXPECT_THAT(KeyFileStore::Open(path, kPassphrase).status(),
              FailsWith(absl::StatusCode::kFailedPrecondition, "in use"));
}

TEST(KeyFileStoreTest, IsNeverOverwrittenByAnother) {
  const std::string path = FreshPath("twice.key");
  ASSERT_THAT(KeyFileStore::Create(path, FullFile(), kPassphrase,
                                   PassphraseCost::ForTests()),
              IsOk());

  EXPECT_THAT(KeyFileStore::Create(path, FullFile(), kPassphrase,
                                   PassphraseCost::ForTests()),
              FailsWith(absl::StatusCode::kAlreadyExists, "is there already"));
}

TEST(KeyFileStoreTest, AWrongPassphraseIsNamed) {
  const std::string path = FreshPath("wrong.key");
  ASSERT_THAT(KeyFileStore::Create(path, FullFile(), kPassphrase,
                                   PassphraseCost::ForTests()),
              IsOk());

  EXPECT_THAT(KeyFileStore::Peek(path, Bytes{'n', 'o'}).status(),
              FailsWith(absl::StatusCode::kDataLoss, "passphrase"));
}

TEST(EnrolTest, WritesBothHalvesOfOneSetOfKeys) {
  const std::string base = FreshPath("enrolled");
  std::filesystem::remove(base + ".key");
  std::filesystem::remove(base + ".official");

  const auto slip = Enrol({.name = "纪检监察组",
                           .roles = {Role::kTrustee, Role::kWitness},
                           .base = base,
                           .passphrase = kPassphrase,
                           .cost = PassphraseCost::ForTests()});

  ASSERT_THAT(slip, IsOk());
  const auto keys = KeyFileStore::Peek(base + ".key", kPassphrase);
  ASSERT_THAT(keys, IsOk());
  EXPECT_EQ(keys->signing_key.verify_key(), CredentialKey(*slip).verify_key());
  EXPECT_FALSE(keys->trustee->transport_secret->Publish().IsZero());
}

TEST(OfficialFileTest, GivesBackWhatWasWritten) {
  const Official official = FullFile().ToOfficial();
  const std::string text = FormatOfficialFile([&] {
    Official full = official;
    full.issuer_transport_key = Element::Generator();
    return full;
  }());

  const auto read = ParseOfficialFile("a.official", text);

  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->name, official.name);
  EXPECT_EQ(read->roles, official.roles);
  EXPECT_EQ(read->signing_key, official.signing_key);
  EXPECT_EQ(read->trustee_transport_key, official.trustee_transport_key);
  EXPECT_EQ(read->witness_key, official.witness_key);
}

TEST(OfficialFileTest, SaysWhereTheMistakeIs) {
  const auto code = absl::StatusCode::kInvalidArgument;
  EXPECT_THAT(ParseOfficialFile("a", "name: \"x\"\nrolls: 3\n").status(),
              FailsWith(code, "a:2:"));
  EXPECT_THAT(ParseOfficialFile("a", "").status(), FailsWith(code, "name"));
  EXPECT_THAT(ParseOfficialFile("a",
                                "name: \"x\" roles: OFFICIAL_ROLE_CHAIR "
                                "signing_key: \"12\"")
                  .status(),
              FailsWith(code, "signing_key is not an Ed25519 key"));
}

TEST(OfficialFileTest, RolesAreReadInAnyOrder) {
  const auto roles = ParseRoles("witness, trustee");
  ASSERT_THAT(roles, IsOk());
  EXPECT_EQ(*roles, (std::vector<Role>{Role::kTrustee, Role::kWitness}));
  const auto code = absl::StatusCode::kInvalidArgument;
  EXPECT_THAT(ParseRoles("trustee"), FailsWith(code, "is a witness too"));
  EXPECT_THAT(ParseRoles("king"), FailsWith(code, "king"));
  EXPECT_THAT(ParseRoles("chair,chair"), FailsWith(code, "twice"));
  EXPECT_THAT(ParseRoles(""), FailsWith(code, "at least one"));
}

}  // namespace
}  // namespace pingyi::testing
