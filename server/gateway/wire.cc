#include "server/gateway/wire.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <sys/socket.h>

#include <cerrno>
#include <string>

#include "absl/status/status.h"

namespace pingyi {
namespace {

class PlainWire final : public Wire {
 public:
  explicit PlainWire(int socket) : socket_(socket) {}

  Flow Handshake() override { return Flow::kMoved; }
  Moved Read(char* data, size_t size) override {
    return Said(recv(socket_, data, size, 0), Flow::kWantRead);
  }
  Moved Write(absl::string_view data) override {
    return Said(send(socket_, data.data(), data.size(), MSG_NOSIGNAL),
                Flow::kWantWrite);
  }
  void SayBye() override {}

 private:
  static Moved Said(ssize_t bytes, Flow wait) {
    if (bytes > 0) {
      return {.flow = Flow::kMoved, .bytes = static_cast<size_t>(bytes)};
    }
    const bool later = bytes < 0 && (errno == EAGAIN || errno == EINTR);
    return {.flow = later ? wait : Flow::kClosed};
  }

  const int socket_;
};

class TlsWire final : public Wire {
 public:
  TlsWire(int socket, SSL_CTX* context) : ssl_(SSL_new(context)) {
    if (ssl_ != nullptr) {
      SSL_set_fd(ssl_.get(), socket);
      SSL_set_accept_state(ssl_.get());
    }
  }

  Flow Handshake() override {
    if (ssl_ == nullptr) {
      return Flow::kClosed;
    }
    ERR_clear_error();
    const int result = SSL_do_handshake(ssl_.get());
    established_ = result == 1;
    return Said(result, 0).flow;
  }
  Moved Read(char* data, size_t size) override {
    ERR_clear_error();
    size_t bytes = 0;
    const int result = SSL_read_ex(ssl_.get(), data, size, &bytes);
    return Said(result, bytes);
  }
  Moved Write(absl::string_view data) override {
    ERR_clear_error();
    size_t bytes = 0;
    const int result =
        SSL_write_ex(ssl_.get(), data.data(), data.size(), &bytes);
    return Said(result, bytes);
  }
  void SayBye() override {
    if (established_ && !broken_) {
      ERR_clear_error();
      SSL_shutdown(ssl_.get());
    }
  }

 private:
  struct Free {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
  };

  Moved Said(int result, size_t bytes) {
    if (result == 1) {
      return {.flow = Flow::kMoved, .bytes = bytes};
    }
    switch (SSL_get_error(ssl_.get(), result)) {
      case SSL_ERROR_WANT_READ:
        return {.flow = Flow::kWantRead};
      case SSL_ERROR_WANT_WRITE:
        return {.flow = Flow::kWantWrite};
      case SSL_ERROR_ZERO_RETURN:
        return {.flow = Flow::kClosed};
      default:
        broken_ = true;  // OpenSSL wants nothing more done after these.
        return {.flow = Flow::kClosed};
    }
  }

  std::unique_ptr<SSL, Free> ssl_;
  bool established_ = false;
  bool broken_ = false;
};

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
using Memory = std::unique_ptr<BIO, FreeBio>;

Memory Over(const std::string& pem) {
  return Memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

// The certificate, then those up to the authority.
bool UseCertificates(SSL_CTX* context, const std::string& pem) {
  const Memory memory = Over(pem);
  bool first = true;
  for (;;) {
    struct Free {
      void operator()(X509* x) const { X509_free(x); }
    };
    const std::unique_ptr<X509, Free> certificate(
        PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
    if (certificate == nullptr) {
      ERR_clear_error();
      return !first;
    }
    if ((first ? SSL_CTX_use_certificate(context, certificate.get())
               : SSL_CTX_add1_chain_cert(context, certificate.get())) != 1) {
      return false;
    }
    first = false;
  }
}

bool UseKey(SSL_CTX* context, const std::string& pem) {
  struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  };
  const std::unique_ptr<EVP_PKEY, Free> key(
      PEM_read_bio_PrivateKey(Over(pem).get(), nullptr, nullptr, nullptr));
  return key != nullptr && SSL_CTX_use_PrivateKey(context, key.get()) == 1 &&
         SSL_CTX_check_private_key(context) == 1;
}

// HTTP/1.1, to those who ask at all.
// NOLINTNEXTLINE(readability-function-size): the parameters are OpenSSL's.
int SelectProtocol(SSL* /*ssl*/, const unsigned char** out,
                   unsigned char* out_size, const unsigned char* offered,
                   unsigned offered_size, void* /*unused*/) {
  static constexpr unsigned char kHttp11[] = "\x08http/1.1";
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, out_size, kHttp11, sizeof(kHttp11) - 1,
                            offered, offered_size) != OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  }
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

absl::StatusOr<TlsContext> TlsContext::Make(const TlsFiles& files) {
  TlsContext out(SSL_CTX_new(TLS_server_method()));
  SSL_CTX* context = out.get();
  if (context == nullptr ||
      SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) != 1) {
    return absl::InternalError("tls: this OpenSSL speaks no TLS 1.3");
  }
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS |
                                SSL_MODE_ENABLE_PARTIAL_WRITE |
                                SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
  SSL_CTX_set_num_tickets(context, 0);
  SSL_CTX_set_alpn_select_cb(context, SelectProtocol, nullptr);
  if (!UseCertificates(context, files.certificate)) {
    return absl::InvalidArgumentError("tls: the certificate cannot be read");
  }
  if (!UseKey(context, files.key)) {
    return absl::InvalidArgumentError(
        "tls: the key cannot be read or is not the certificate's");
  }
  return out;
}

std::unique_ptr<Wire> MakeWire(int socket, const TlsContext* tls) {
  if (tls == nullptr) {
    return std::make_unique<PlainWire>(socket);
  }
  return std::make_unique<TlsWire>(socket, tls->get());
}

}  // namespace pingyi
