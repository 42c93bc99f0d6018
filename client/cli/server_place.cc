#include "client/cli/server_place.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <system_error>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

bool IsLoopback(absl::string_view host) {
  return host == "localhost" || absl::StartsWith(host, "127.") || host == "::1";
}

bool IsEverywhere(absl::string_view host) {
  return host == "0.0.0.0" || host == "::";
}

// "[::1]:7443" has its host in brackets.
std::string AddressOf(absl::string_view host, absl::string_view port) {
  return absl::StrContains(host, ":") ? absl::StrCat("[", host, "]:", port)
                                      : absl::StrCat(host, ":", port);
}

struct HostPort {
  std::string host;  // Without brackets.
  std::string port;
};

absl::StatusOr<HostPort> SplitHostPort(absl::string_view option,
                                       const std::string& text) {
  const size_t colon = text.rfind(':');
  uint32_t number = 0;
  if (colon == std::string::npos || colon == 0 ||
      !absl::SimpleAtoi(text.substr(colon + 1), &number) || number == 0 ||
      number > 65'535) {
    return absl::InvalidArgumentError(absl::StrCat(
        option, " \"", text, "\": write HOST:PORT, as 192.168.1.10:7443"));
  }
  absl::string_view host = absl::string_view(text).substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  return HostPort{.host = std::string(host), .port = text.substr(colon + 1)};
}

// An address in digits, not a name.
bool IsNumeric(absl::string_view host) {
  return absl::StrContains(host, ":") ||
         host.find_first_not_of("0123456789.") == absl::string_view::npos;
}

// Under which of the names, and its own, a listener is found: where it listens
// at one address only, it has no other.
std::vector<std::string> HostsOf(const std::string& listen,
                                 const std::vector<std::string>& named) {
  std::vector<std::string> hosts;
  if (!IsEverywhere(listen)) {
    hosts.push_back(listen);
  }
  for (const std::string& host : named) {
    if (host != listen && (IsEverywhere(listen) || !IsNumeric(host))) {
      hosts.push_back(host);
    }
  }
  return hosts;
}

// Beside the folder of this program, or beside the one above (a build folder);
// empty if there is none.
std::string FindPages() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  auto folder = program.parent_path().parent_path();
  for (int up = 0; !error && up < 2; ++up, folder = folder.parent_path()) {
    if (std::filesystem::is_regular_file(folder / "web" / "index.html",
                                         error)) {
      return (folder / "web").string();
    }
    error.clear();
  }
  return "";
}

// The folder named by --web, or the one that is found.
absl::StatusOr<std::string> PagesFolder(const std::string& web) {
  if (web.empty()) {
    return FindPages();
  }
  std::error_code error;
  if (!std::filesystem::is_directory(web, error)) {
    return absl::NotFoundError(absl::StrCat("--web ", web, ": no such folder"));
  }
  return std::filesystem::absolute(web, error).string();
}

}  // namespace

absl::StatusOr<ServerPlace> PlaceServer(const std::string& listen,
                                        const std::vector<std::string>& hosts,
                                        bool plain_text) {
  ASSIGN_OR_RETURN(const HostPort at, SplitHostPort("--listen", listen));
  ServerPlace place = {.listen = listen,
                       .hosts = hosts,
                       .addresses = {},
                       .plain_text = plain_text};
  if (plain_text && !IsLoopback(at.host)) {
    return absl::InvalidArgumentError(
        "--plain-text is for --listen 127.0.0.1:PORT only: over a network "
        "everybody could read along");
  }
  if (IsEverywhere(at.host) && hosts.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--listen ", at.host,
                     " takes any address; say with --host under which "
                     "names or addresses the server is found"));
  }
  if (!IsEverywhere(at.host) &&
      std::find(hosts.begin(), hosts.end(), at.host) == hosts.end()) {
    place.hosts.insert(place.hosts.begin(), at.host);
  }
  for (const std::string& name : place.hosts) {
    place.addresses.push_back(AddressOf(name, at.port));
  }
  return place;
}

absl::Status PlaceGateway(const std::string& gateway, const std::string& web,
                          ServerPlace& place) {
  ASSIGN_OR_RETURN(const HostPort at, SplitHostPort("--gateway", gateway));
  if (place.plain_text && !IsLoopback(at.host)) {
    return absl::InvalidArgumentError(
        "--plain-text is for --gateway 127.0.0.1:PORT only: over a network "
        "everybody could read along");
  }
  const std::vector<std::string> hosts = HostsOf(at.host, place.hosts);
  for (const std::string& host : hosts) {
    place.pages.push_back(absl::StrCat(
        place.plain_text ? "http://" : "https://", AddressOf(host, at.port)));
    if (std::find(place.hosts.begin(), place.hosts.end(), host) ==
        place.hosts.end()) {
      place.hosts.push_back(host);
    }
  }
  place.gateway = gateway;
  ASSIGN_OR_RETURN(place.web, PagesFolder(web));
  return absl::OkStatus();
}

}  // namespace pingyi
