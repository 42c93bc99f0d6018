#ifndef TESTS_SERVER_GATEWAY_RAW_CLIENT_H_
#define TESTS_SERVER_GATEWAY_RAW_CLIENT_H_

#include <sys/types.h>

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "tests/server/gateway/client_tls.h"

// HTTP spoken by hand, in plain text or in TLS: also what no proper client
// would say.
namespace pingyi::testing {

struct RawResponse {
  int status = 0;  // 0: the server hung up first.
  std::string head;
  std::string body;  // Without chunks.
};

class RawClient {
 public:
  // Connects to host:port, from the loopback address `from`; with an offer,
  // in TLS.
  explicit RawClient(const std::string& address,
                     const std::string& from = "127.0.0.1",
                     const std::optional<TlsOffer>& tls = std::nullopt);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  // Whether the server agreed to TLS, and to what.
  bool connected() const { return connected_; }
  const SSL* tls() const { return tls_.get(); }

  // False if the server has hung up.
  bool Send(absl::string_view bytes) const;
  // Waits, for at most a minute, for a whole answer.
  RawResponse Read();
  // The next chunk of an answer whose head has been read; nullopt at its end
  // or the connection's.
  RawResponse ReadHead();
  std::optional<std::string> ReadChunk();
  // Everything until the server hangs up.
  std::string ReadAll();
  // Whether the server hangs up, within a minute, without another byte.
  bool HangsUp();
  // Throws away what has come; does not wait.
  void Discard();
  void Close();

 private:
  bool More();  // Another piece into the buffer.
  bool Fill(absl::string_view until);
  // As much as there is, at least a byte; 0 or less at the end.
  ssize_t Receive(char* data, size_t size) const;

  int socket_ = -1;
  Ssl tls_;  // nullptr: plain text.
  bool connected_ = false;
  std::string buffer_;
};

// A request with its head; `fields` are whole lines.
std::string Get(absl::string_view path, absl::string_view fields = "");
std::string Post(absl::string_view path, absl::string_view type,
                 absl::string_view body, absl::string_view fields = "");
// A gRPC-Web frame with a message.
std::string DataFrame(absl::string_view message);

}  // namespace pingyi::testing

#endif  // TESTS_SERVER_GATEWAY_RAW_CLIENT_H_
