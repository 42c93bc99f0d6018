#ifndef SERVER_GATEWAY_WIRE_H_
#define SERVER_GATEWAY_WIRE_H_

#include <openssl/ssl.h>

#include <cstddef>
#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/base/config.h"

// Bytes to and from one client, in plain text or in TLS, without ever waiting:
// what cannot be done now says what it waits for. OpenSSL works on the socket
// itself and frees its buffers between records, so an idle client is cheap.
namespace pingyi {

enum class Flow {
  kMoved,      // It is done.
  kWantRead,   // Again once the socket can be read.
  kWantWrite,  // Again once it can be written.
  kClosed,     // The client is gone, or broke the protocol.
};

struct Moved {
  Flow flow = Flow::kClosed;
  size_t bytes = 0;  // With kMoved: more than 0.
};

// Not thread-safe. Does not own the socket, which does not block.
class Wire {
 public:
  Wire() = default;
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  virtual ~Wire() = default;

  virtual Flow Handshake() = 0;
  virtual Moved Read(char* data, size_t size) = 0;
  // A write that waits is to be repeated with the same bytes.
  virtual Moved Write(absl::string_view data) = 0;
  // Says that nothing more will come, if that can be said at once.
  virtual void SayBye() = 0;
};

// TLS 1.3 and nothing older, no resumption: two connections of one tablet have
// nothing in common.
class TlsContext {
 public:
  // INVALID_ARGUMENT: certificate or key cannot be read, or do not fit.
  static absl::StatusOr<TlsContext> Make(const TlsFiles& files);

  SSL_CTX* get() const { return context_.get(); }

 private:
  struct Free {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  explicit TlsContext(SSL_CTX* context) : context_(context) {}

  std::unique_ptr<SSL_CTX, Free> context_;
};

// nullptr as `tls`: plain text.
std::unique_ptr<Wire> MakeWire(int socket, const TlsContext* tls);

}  // namespace pingyi

#endif  // SERVER_GATEWAY_WIRE_H_
