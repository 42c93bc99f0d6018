#include "server/base/config_reader.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>
#include <sys/stat.h>

#include <system_error>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "crypto/base/bytes.h"
#include "server/base/file.h"

namespace pingyi {
namespace {

constexpr size_t kMaxConfigSize = 1 << 20;
constexpr size_t kMaxPem = 1 << 20;

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

// False if it is neither host:port nor [host]:port.
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

}  // namespace

void Mistakes::Add(absl::string_view where, absl::string_view what) {
  lines_.push_back(absl::StrCat(where, ": ", what));
}

absl::Status Mistakes::ToStatus() const {
  return absl::InvalidArgumentError(absl::StrJoin(lines_, "\n"));
}

ConfigReader::ConfigReader(const std::string& path)
    : path_(path), folder_(std::filesystem::path(path).parent_path()) {}

void ConfigReader::Parse(config::v1::ServerConfig& out) {
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

std::string ConfigReader::Resolve(const std::string& name) const {
  return (folder_ / name).string();
}

std::string ConfigReader::Content(absl::string_view field,
                                  const std::string& name, size_t limit) {
  if (name.empty()) {
    Wrong(absl::StrCat(field, ": write the name of a file"));
    return "";
  }
  auto content = ReadFile(Resolve(name), limit);
  if (!content.ok()) {
    Wrong(absl::StrCat(field, ": ", content.status().message()));
    return "";
  }
  if (content->empty()) {
    Wrong(absl::StrCat(field, ": ", name, " is empty"));
  }
  return *std::move(content);
}

SecretBytes<32> ConfigReader::LogKey(const std::string& name) {
  std::string content = Content("log_key", name, 4096);
  auto key = SecretBytes<32>::Fill([](uint8_t*) {});
  if (content.size() == 32) {
    key = SecretBytes<32>::Copy(AsBytes(content).first<32>());
    CheckOwnerOnly(name);
  } else if (!content.empty()) {
    Wrong(absl::StrCat("log_key: ", name, " has ", content.size(),
                       " bytes; a log's seed has 32"));
  }
  sodium_memzero(content.data(), content.size());
  return key;
}

void ConfigReader::Data(const std::string& name, std::string& out) {
  if (name.empty()) {
    Wrong("data: write the name of a folder");
    return;
  }
  out = Resolve(name);
  std::error_code error;
  std::filesystem::create_directories(out, error);
  if (error || !std::filesystem::is_directory(out, error)) {
    Wrong(absl::StrCat("data: cannot make the folder ", out));
  }
}

uint32_t ConfigReader::Limit(absl::string_view field, uint32_t given,
                             uint32_t fallback, uint32_t most) {
  if (given > most) {
    Wrong(absl::StrCat(field, ": at most ", most));
  }
  return given == 0 ? fallback : given;
}

std::string ConfigReader::Host(absl::string_view field,
                               absl::string_view address) {
  absl::string_view host;
  if (!SplitAddress(address, host)) {
    Wrong(absl::StrCat(field,
                       ": write host:port, for example \"127.0.0.1:7443\""));
  }
  return std::string(host);
}

std::optional<TlsFiles> ConfigReader::Listener(absl::string_view prefix,
                                               const std::string& address,
                                               const Transport& transport) {
  const std::string host =
      Host(absl::StrCat(prefix, "listen_address"), address);
  if (transport.tls != nullptr) {
    return TlsFiles{
        .certificate = Content(absl::StrCat(prefix, "tls.certificate"),
                               transport.tls->certificate(), kMaxPem),
        .key = Content(absl::StrCat(prefix, "tls.key"), transport.tls->key(),
                       kMaxPem)};
  }
  if (!transport.plain_text_loopback.has_value()) {
    Wrong(absl::StrCat(
        prefix,
        "transport: write tls { certificate: \"...\" key: \"...\" }, or "
        "plain_text_loopback: true"));
  } else if (!*transport.plain_text_loopback) {
    Wrong(absl::StrCat(
        prefix, "plain_text_loopback: write true, or tls { ... } instead"));
  } else if (!host.empty() && !IsLoopback(host)) {
    Wrong(absl::StrCat(prefix, "plain_text_loopback: ", host,
                       " is not a loopback address; write tls { ... } or "
                       "listen on 127.0.0.1"));
  }
  return std::nullopt;
}

void ConfigReader::CheckOwnerOnly(const std::string& name) {
  struct stat info = {};
  if (stat(Resolve(name).c_str(), &info) == 0 && (info.st_mode & 077) != 0) {
    Wrong(absl::StrCat("log_key: others may read ", name, "; say chmod 600 ",
                       name));
  }
}

}  // namespace pingyi
