#include "server/base/config.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <thread>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "crypto/base/bytes.h"
#include "pingyi/config/v1/server.pb.h"
#include "server/base/file.h"

namespace pingyi {
namespace {

constexpr size_t kMaxConfigSize = 1 << 20;
constexpr size_t kMaxPublicFile = 1 << 30;
constexpr size_t kMaxPem = 1 << 20;

// Collects everything that is wrong.
class Mistakes {
 public:
  void Add(absl::string_view where, absl::string_view what) {
    lines_.push_back(absl::StrCat(where, ": ", what));
  }
  bool empty() const { return lines_.empty(); }
  absl::Status ToStatus() const {
    return absl::InvalidArgumentError(absl::StrJoin(lines_, "\n"));
  }

 private:
  std::vector<std::string> lines_;
};

class Collector final : public google::protobuf::io::ErrorCollector {
 public:
  Collector(const std::string& path, Mistakes& mistakes)
      : path_(path), mistakes_(mistakes) {}
  void AddError(int line, int column, const std::string& message) override {
    mistakes_.Add(absl::StrCat(path_, ":", line + 1, ":", column + 1), message);
  }
  // Unknown fields come as warnings, so that parsing goes on behind them.
  void AddWarning(int line, int column, const std::string& message) override {
    AddError(line, column, message);
  }

 private:
  const std::string& path_;
  Mistakes& mistakes_;
};

// Checks one file's settings against the world.
class Reader {
 public:
  explicit Reader(const std::string& path)
      : path_(path), folder_(std::filesystem::path(path).parent_path()) {}

  Mistakes& mistakes() { return mistakes_; }

  void Parse(config::v1::ServerConfig& out) {
    auto text = ReadFile(path_, kMaxConfigSize);
    if (!text.ok()) {
      mistakes_.Add(path_, text.status().message());
      return;
    }
    Collector collector(path_, mistakes_);
    google::protobuf::TextFormat::Parser parser;
    parser.RecordErrorsTo(&collector);
    parser.AllowUnknownField(true);
    if (!parser.ParseFromString(*text, &out) && mistakes_.empty()) {
      mistakes_.Add(path_, "is not protobuf text");
    }
  }

  std::string Resolve(const std::string& name) const {
    return (folder_ / name).string();
  }

  // The content of the file that `field` names.
  std::string Content(absl::string_view field, const std::string& name,
                      size_t limit) {
    if (name.empty()) {
      mistakes_.Add(path_, absl::StrCat(field, ": write the name of a file"));
      return "";
    }
    auto content = ReadFile(Resolve(name), limit);
    if (!content.ok()) {
      mistakes_.Add(path_,
                    absl::StrCat(field, ": ", content.status().message()));
      return "";
    }
    if (content->empty()) {
      mistakes_.Add(path_, absl::StrCat(field, ": ", name, " is empty"));
    }
    return *std::move(content);
  }

  SecretBytes<32> LogKey(const std::string& name) {
    std::string content = Content("log_key", name, 4096);
    auto key = SecretBytes<32>::Fill([](uint8_t*) {});
    if (content.size() == 32) {
      key = SecretBytes<32>::Copy(AsBytes(content).first<32>());
      CheckOwnerOnly(name);
    } else if (!content.empty()) {
      mistakes_.Add(path_,
                    absl::StrCat("log_key: ", name, " has ", content.size(),
                                 " bytes; a log's seed has 32"));
    }
    sodium_memzero(content.data(), content.size());
    return key;
  }

  void Data(const std::string& name, std::string& out) {
    if (name.empty()) {
      mistakes_.Add(path_, "data: write the name of a folder");
      return;
    }
    out = Resolve(name);
    std::error_code error;
    std::filesystem::create_directories(out, error);
    if (error || !std::filesystem::is_directory(out, error)) {
      mistakes_.Add(path_, absl::StrCat("data: cannot make the folder ", out));
    }
  }

  // `given`, or `fallback` for 0; a mistake above `most`.
  uint32_t Limit(absl::string_view field, uint32_t given, uint32_t fallback,
                 uint32_t most) {
    if (given > most) {
      mistakes_.Add(path_, absl::StrCat("limits.", field, ": at most ", most));
    }
    return given == 0 ? fallback : given;
  }

 private:
  void CheckOwnerOnly(const std::string& name) {
    struct stat info = {};
    if (stat(Resolve(name).c_str(), &info) == 0 && (info.st_mode & 077) != 0) {
      mistakes_.Add(path_, absl::StrCat("log_key: others may read ", name,
                                        "; say chmod 600 ", name));
    }
  }

  const std::string path_;
  const std::filesystem::path folder_;
  Mistakes mistakes_;
};

// Host and port of "host:port" or "[host]:port"; false if it is neither.
bool SplitAddress(absl::string_view address, absl::string_view& host) {
  const size_t colon = address.rfind(':');
  uint32_t port = 0;
  if (colon == absl::string_view::npos || colon == 0 ||
      !absl::SimpleAtoi(address.substr(colon + 1), &port) || port > 65535) {
    return false;
  }
  host = address.substr(0, colon);
  const bool bracket = absl::ConsumePrefix(&host, "[");
  if (bracket != absl::ConsumeSuffix(&host, "]")) {
    return false;
  }
  return !host.empty() && (bracket || host.find(':') == host.npos);
}

void CheckTransport(const config::v1::ServerConfig& given,
                    const std::string& path, Reader& reader, Config& out) {
  absl::string_view host;
  if (!SplitAddress(given.listen_address(), host)) {
    reader.mistakes().Add(path,
                          "listen_address: write host:port, for example "
                          "\"127.0.0.1:7443\"");
  }
  out.listen_address = given.listen_address();
  switch (given.transport_case()) {
    case config::v1::ServerConfig::kTls:
      out.tls = TlsFiles{
          .certificate = reader.Content("tls.certificate",
                                        given.tls().certificate(), kMaxPem),
          .key = reader.Content("tls.key", given.tls().key(), kMaxPem)};
      return;
    case config::v1::ServerConfig::kPlainTextLoopback:
      if (!given.plain_text_loopback()) {
        reader.mistakes().Add(
            path, "plain_text_loopback: write true, or tls { ... } instead");
      } else if (!host.empty() && !IsLoopback(host)) {
        reader.mistakes().Add(
            path, absl::StrCat("plain_text_loopback: ", host,
                               " is not a loopback address; write tls { ... } "
                               "or listen on 127.0.0.1"));
      }
      return;
    case config::v1::ServerConfig::TRANSPORT_NOT_SET:
      reader.mistakes().Add(
          path,
          "transport: write tls { certificate: \"...\" key: \"...\" }, or "
          "plain_text_loopback: true");
  }
}

void CheckLimits(const config::v1::Limits& given, Reader& reader, Limits& out) {
  const uint32_t cores = std::max(1U, std::thread::hardware_concurrency());
  out.worker_threads =
      reader.Limit("worker_threads", given.worker_threads(), cores, 256);
  out.waiting_ballots =
      reader.Limit("waiting_ballots", given.waiting_ballots(), 4096, 1'000'000);
  out.waiting_writes =
      reader.Limit("waiting_writes", given.waiting_writes(), 8192, 1'000'000);
  out.followers = reader.Limit("followers", given.followers(), 1024, 100'000);
  out.streams_per_connection = static_cast<int>(reader.Limit(
      "streams_per_connection", given.streams_per_connection(), 64, 10'000));
  out.stop_seconds = static_cast<int>(
      reader.Limit("stop_seconds", given.stop_seconds(), 3, 600));
}

}  // namespace

bool IsLoopback(absl::string_view host) {
  if (host == "localhost" || host == "::1") {
    return true;
  }
  const bool numeric = std::all_of(host.begin(), host.end(), [](char c) {
    return c == '.' || (c >= '0' && c <= '9');
  });
  return numeric && absl::ConsumePrefix(&host, "127.");
}

absl::StatusOr<Config> LoadConfig(const std::string& path) {
  Reader reader(path);
  config::v1::ServerConfig given;
  reader.Parse(given);
  // Where nothing could be read, what is missing would only be noise.
  if (!reader.mistakes().empty() && given.ByteSizeLong() == 0) {
    return reader.mistakes().ToStatus();
  }
  Config out = {.log_key = reader.LogKey(given.log_key())};
  CheckTransport(given, path, reader, out);
  out.manifest = reader.Content("manifest", given.manifest(), kMaxPublicFile);
  out.roster = reader.Content("roster", given.roster(), kMaxPublicFile);
  reader.Data(given.data(), out.data_folder);
  if (!given.address_file().empty()) {
    out.address_file = reader.Resolve(given.address_file());
  }
  CheckLimits(given.limits(), reader, out.limits);
  if (!reader.mistakes().empty()) {
    return reader.mistakes().ToStatus();
  }
  return out;
}

}  // namespace pingyi
