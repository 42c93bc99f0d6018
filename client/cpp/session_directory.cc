#include "client/cpp/session_directory.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "client/record/files.h"
#include "crypto/base/status_macros.h"
#include "crypto/identifiers/identifiers.h"
#include "proto/codec/manifest.h"

namespace pingyi {
namespace {

constexpr size_t kMaxSmallFile = 1U << 20;

absl::Status InFile(const std::string& path, const absl::Status& status) {
  return absl::Status(status.code(),
                      absl::StrCat(path, ": ", status.message()));
}

std::vector<std::string> LinesOf(const Bytes& file) {
  std::vector<std::string> out;
  for (absl::string_view line : absl::StrSplit(AsText(file), '\n')) {
    line = absl::StripAsciiWhitespace(line);
    if (!line.empty() && !absl::StartsWith(line, "#")) {
      out.emplace_back(line);
    }
  }
  return out;
}

}  // namespace

absl::StatusOr<PublicSession> LoadPublicSession(const std::string& folder) {
  const std::string manifest_path = absl::StrCat(folder, "/manifest.bin");
  ASSIGN_OR_RETURN(Bytes bytes, ReadFile(manifest_path, kMaxSmallFile));
  auto manifest = DecodeManifest(bytes);
  if (!manifest.ok()) {
    return InFile(manifest_path, manifest.status());
  }
  const std::string server_path = absl::StrCat(folder, "/server.txt");
  ASSIGN_OR_RETURN(const Bytes servers, ReadFile(server_path, kMaxSmallFile));
  Endpoint endpoint;
  endpoint.addresses = LinesOf(servers);
  const auto ca = ReadFile(absl::StrCat(folder, "/ca.crt"), kMaxSmallFile);
  if (ca.ok()) {
    endpoint.ca_pem = ToString(*ca);
  } else if (!absl::IsNotFound(ca.status())) {
    return ca.status();
  }
  const absl::Status usable = CheckEndpoint(endpoint);
  if (!usable.ok()) {
    return InFile(server_path, usable);
  }
  const auto web = ReadFile(absl::StrCat(folder, "/web.txt"), kMaxSmallFile);
  if (!web.ok() && !absl::IsNotFound(web.status())) {
    return web.status();
  }
  const Digest session_id = SessionId(bytes);
  return PublicSession{
      .manifest_bytes = std::move(bytes),
      .manifest = *std::move(manifest),
      .session_id = session_id,
      .endpoint = std::move(endpoint),
      .pages = web.ok() ? LinesOf(*web) : std::vector<std::string>()};
}

absl::StatusOr<Endpoint> LoadEndpoint(const std::string& address,
                                      const std::string& ca_file) {
  Endpoint endpoint{.addresses = {address}, .ca_pem = ""};
  if (!ca_file.empty()) {
    ASSIGN_OR_RETURN(const Bytes ca, ReadFile(ca_file, kMaxSmallFile));
    endpoint.ca_pem = ToString(ca);
  }
  RETURN_IF_ERROR(CheckEndpoint(endpoint));
  return endpoint;
}

}  // namespace pingyi
