#ifndef SERVER_BASE_CONFIG_READER_H_
#define SERVER_BASE_CONFIG_READER_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "crypto/base/secret.h"
#include "pingyi/config/v1/server.pb.h"
#include "server/base/config.h"

// How a file of settings is held against the world: what is wrong is gathered,
// so that its writer hears everything at once.
namespace pingyi {

class Mistakes {
 public:
  void Add(absl::string_view where, absl::string_view what);
  bool empty() const { return lines_.empty(); }
  // INVALID_ARGUMENT, one mistake a line.
  absl::Status ToStatus() const;

 private:
  std::vector<std::string> lines_;
};

// Reads what one file of settings names. Paths are relative to its folder.
class ConfigReader {
 public:
  explicit ConfigReader(const std::string& path);

  Mistakes& mistakes() { return mistakes_; }
  // Adds a mistake of a field.
  void Wrong(absl::string_view what) { mistakes_.Add(path_, what); }

  void Parse(config::v1::ServerConfig& out);
  std::string Resolve(const std::string& name) const;
  // The content of the file that `field` names.
  std::string Content(absl::string_view field, const std::string& name,
                      size_t limit);
  SecretBytes<32> LogKey(const std::string& name);
  void Data(const std::string& name, std::string& out);
  // `given`, or `fallback` for 0; a mistake above `most`.
  uint32_t Limit(absl::string_view field, uint32_t given, uint32_t fallback,
                 uint32_t most);

  // What a listener's settings say of its transport.
  struct Transport {
    const config::v1::Tls* tls = nullptr;
    std::optional<bool> plain_text_loopback = {};
  };
  // Checks an address, and reads the certificate, if it is to be TLS. `prefix`
  // stands before the fields' names.
  std::optional<TlsFiles> Listener(absl::string_view prefix,
                                   const std::string& address,
                                   const Transport& transport);
  // The host of "host:port" or "[host]:port"; a mistake if it is neither.
  std::string Host(absl::string_view field, absl::string_view address);

 private:
  void CheckOwnerOnly(const std::string& name);

  const std::string path_;
  const std::filesystem::path folder_;
  Mistakes mistakes_;
};

// What a message of settings says of its listener's transport.
template <typename Message>
ConfigReader::Transport TransportOf(const Message& message) {
  ConfigReader::Transport out;
  if (message.has_tls()) {
    out.tls = &message.tls();
  } else if (message.transport_case() == Message::kPlainTextLoopback) {
    out.plain_text_loopback = message.plain_text_loopback();
  }
  return out;
}

}  // namespace pingyi

#endif  // SERVER_BASE_CONFIG_READER_H_
