#include "client/cli/session_writer.h"

#include <sys/stat.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "client/record/files.h"
#include "crypto/base/hash.h"
#include "crypto/base/random.h"
#include "crypto/base/status_macros.h"
#include "crypto/credential/slip.h"
#include "crypto/identifiers/identifiers.h"
#include "proto/codec/manifest.h"

namespace pingyi {
namespace {

constexpr int kSecret = 0600;
constexpr int kPublic = 0644;

absl::Status CheckEmpty(const std::string& folder) {
  std::error_code error;
  if (!std::filesystem::exists(folder, error) ||
      (std::filesystem::is_directory(folder, error) &&
       std::filesystem::is_empty(folder, error))) {
    return absl::OkStatus();
  }
  return absl::AlreadyExistsError(absl::StrCat(
      folder, ": there is something already; choose a new folder"));
}

std::string GatewayConfigText(const ServerPlace& place,
                              absl::string_view transport) {
  if (place.gateway.empty()) {
    return "";
  }
  std::string text = absl::StrCat(
      "# What browsers reach: pages, gRPC-Web, the log as files.\ngateway {\n"
      "  listen_address: \"",
      place.gateway, "\"\n  ", transport);
  if (!place.plain_text) {
    absl::StrAppend(&text, "  authority: \"../public/ca.crt\"\n");
  }
  absl::StrAppend(
      &text, place.web.empty()
                 ? "  # web: \"the folder of the built pages\"\n"
                 : absl::StrCat("  web: \"", absl::CEscape(place.web), "\"\n"));
  absl::StrAppend(
      &text,
      "  # Where all tablets come through one address, 6 for each.\n"
      "  # limits { connections_per_address: 64 }\n}\n");
  return text;
}

std::string ServerConfigText(const ServerPlace& place) {
  const std::string transport =
      place.plain_text
          ? "plain_text_loopback: true  # On this machine only.\n"
          : "tls { certificate: \"server.crt\" key: \"server.key\" }\n";
  return absl::StrCat(
      "# Read by pingyi-server --config; paths are relative to this file.\n"
      "listen_address: \"",
      place.listen, "\"\n", transport,
      "manifest: \"../public/manifest.bin\"\n"
      "roster: \"../public/roster.bin\"\n"
      "log_key: \"log.key\"\n"
      "# The database; back it up only while the server is stopped.\n"
      "data: \"data\"\n",
      GatewayConfigText(place, transport));
}

struct File {
  std::string path;
  ByteSpan data;
  int mode = kPublic;
};

absl::Status WriteFiles(const std::string& folder,
                        const std::vector<File>& files) {
  for (const File& file : files) {
    RETURN_IF_ERROR(
        WriteFile(absl::StrCat(folder, "/", file.path), file.data, file.mode));
  }
  return absl::OkStatus();
}

absl::Status MakeFolders(const std::string& folder) {
  for (const char* name : {"public", "server", "private"}) {
    const std::string path = absl::StrCat(folder, "/", name);
    RETURN_IF_ERROR(MakeDirectories(path));
    const mode_t mode = absl::string_view(name) == "public" ? 0755 : 0700;
    if (chmod(path.c_str(), mode) != 0) {
      return absl::UnavailableError(
          absl::StrCat(path, ": cannot set who may read it"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<NewSession> MakeSession(SessionPlan plan, ServerPlace place) {
  Roster roster;
  SlipStore slips;
  for (const Deputy& deputy : plan.deputies) {
    SlipSecret secret = SlipSecret::Random();
    roster.push_back({.deputy = deputy.number,
                      .credential_key = CredentialKey(secret).verify_key()});
    slips.slips.push_back(
        {.number = deputy.number, .secret = std::move(secret)});
  }
  SigningSeed log_seed = SigningSeed::Random();
  Bytes roster_bytes = EncodeRoster(roster);
  Manifest& manifest = plan.manifest;
  manifest.log_key = SigningKey::FromSeed(log_seed).verify_key();
  FillRandom(manifest.nonce);
  manifest.roster_sha256 = Sha256(roster_bytes);
  Bytes manifest_bytes = EncodeManifest(manifest);
  RETURN_IF_ERROR(DecodeManifest(manifest_bytes).status());
  RETURN_IF_ERROR(DecodeRoster(roster_bytes).status());
  slips.session_id = SessionId(manifest_bytes);
  const Digest session_id = slips.session_id;
  ASSIGN_OR_RETURN(Certificates certificates,
                   MakeCertificates(place.hosts, absl::Now()));
  return NewSession{.manifest = std::move(manifest_bytes),
                    .roster = std::move(roster_bytes),
                    .session_id = session_id,
                    .log_seed = std::move(log_seed),
                    .slips = std::move(slips),
                    .deputies = std::move(plan.deputies),
                    .place = std::move(place),
                    .certificates = std::move(certificates)};
}

absl::Status WriteSession(const std::string& folder,
                          const NewSession& session) {
  RETURN_IF_ERROR(CheckEmpty(folder));
  RETURN_IF_ERROR(MakeFolders(folder));
  const std::string fingerprint = absl::StrCat(ToHex(session.session_id), "\n");
  const std::string servers =
      absl::StrCat(absl::StrJoin(session.place.addresses, "\n"), "\n");
  const std::string config = ServerConfigText(session.place);
  const std::string names = FormatRosterCsv(session.deputies);
  const SecretBuffer slips = EncodeSlipStore(session.slips);
  RETURN_IF_ERROR(WriteFiles(
      folder,
      {{.path = "private/names.csv", .data = AsBytes(names), .mode = kSecret},
       {.path = "private/slips.bin", .data = slips.Expose(), .mode = kSecret},
       {.path = "server/server.textproto", .data = AsBytes(config)},
       {.path = "server/log.key",
        .data = session.log_seed.Expose(),
        .mode = kSecret},
       {.path = "public/roster.bin", .data = session.roster},
       {.path = "public/server.txt", .data = AsBytes(servers)},
       {.path = "public/fingerprint.txt", .data = AsBytes(fingerprint)},
       {.path = "public/manifest.bin", .data = session.manifest}}));
  if (!session.place.pages.empty()) {
    const std::string pages =
        absl::StrCat(absl::StrJoin(session.place.pages, "\n"), "\n");
    RETURN_IF_ERROR(WriteFiles(
        folder, {{.path = "public/web.txt", .data = AsBytes(pages)}}));
  }
  if (session.place.plain_text) {
    return absl::OkStatus();
  }
  const Certificates& made = session.certificates;
  return WriteFiles(
      folder, {{.path = "private/ca.key",
                .data = made.ca_key_pem.Expose(),
                .mode = kSecret},
               {.path = "server/server.key",
                .data = made.server_key_pem.Expose(),
                .mode = kSecret},
               {.path = "server/server.crt", .data = AsBytes(made.server_pem)},
               {.path = "public/ca.crt", .data = AsBytes(made.ca_pem)}});
}

}  // namespace pingyi
