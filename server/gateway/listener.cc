#include "server/gateway/listener.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/ip/address.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <chrono>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

using asio::ip::tcp;

constexpr std::chrono::milliseconds kAcceptPause{50};
// What the kernel keeps for a client that does not read.
constexpr int kSendBuffer = 256 << 10;

void SetOption(int socket, int level, int name, int value) {
  setsockopt(socket, level, name, &value, sizeof(value));
}

// So that the streams of a host that has vanished end within a minute.
void SetOptions(int socket) {
  SetOption(socket, IPPROTO_TCP, TCP_NODELAY, 1);
  SetOption(socket, SOL_SOCKET, SO_SNDBUF, kSendBuffer);
  SetOption(socket, SOL_SOCKET, SO_KEEPALIVE, 1);
  SetOption(socket, IPPROTO_TCP, TCP_KEEPIDLE, 20);
  SetOption(socket, IPPROTO_TCP, TCP_KEEPINTVL, 10);
  SetOption(socket, IPPROTO_TCP, TCP_KEEPCNT, 3);
  SetOption(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, 45'000);
}

// What is counted as one address: of IPv6 the network, a host has them all.
std::string KeyOf(const asio::ip::address& address) {
  if (address.is_v4()) {
    const auto bytes = address.to_v4().to_bytes();
    return {bytes.begin(), bytes.end()};
  }
  constexpr size_t kNetwork = 8;
  const auto v6 = address.to_v6();
  const auto bytes = v6.to_bytes();
  return v6.is_v4_mapped()
             ? std::string(bytes.end() - 4, bytes.end())
             : std::string(bytes.begin(), bytes.begin() + kNetwork);
}

}  // namespace

Loops::Loops(size_t threads) {
  for (size_t i = 0; i < threads; ++i) {
    loops_.push_back(std::make_unique<Loop>());
  }
  for (const auto& loop : loops_) {
    loop->thread = std::thread([&context = loop->context] { context.run(); });
  }
}

Loops::~Loops() {
  Stop();
}

asio::io_context& Loops::Any() {
  return loops_[next_++ % loops_.size()]->context;
}

void Loops::Stop() {
  for (const auto& loop : loops_) {
    loop->context.stop();
  }
  for (const auto& loop : loops_) {
    if (loop->thread.joinable()) {
      loop->thread.join();
    }
  }
}

Listener::Listener(const TlsContext* tls, Loops& loops,
                   const ConnectionHome& home)
    : tls_(tls),
      loops_(loops),
      home_(home),
      acceptor_(loops.first()),
      pause_(loops.first()) {}

absl::StatusOr<std::unique_ptr<Listener>> Listener::Open(
    const std::string& address, const TlsContext* tls, Loops& loops,
    const ConnectionHome& home) {
  std::unique_ptr<Listener> listener(new Listener(tls, loops, home));
  RETURN_IF_ERROR(listener->Bind(address));
  asio::co_spawn(
      loops.first(),
      [self = listener.get()]() -> asio::awaitable<void> {
        return self->Accept();
      },
      asio::detached);
  return listener;
}

absl::Status Listener::Bind(const std::string& address) {
  const size_t colon = address.rfind(':');
  absl::string_view host = absl::string_view(address).substr(0, colon);
  if (absl::ConsumePrefix(&host, "[")) {
    absl::ConsumeSuffix(&host, "]");
  }
  std::error_code error;
  tcp::resolver resolver(loops_.first());
  const auto found = resolver.resolve(
      std::string(host), address.substr(colon + 1),
      tcp::resolver::passive | tcp::resolver::numeric_service, error);
  if (!error && !found.empty()) {
    const tcp::endpoint endpoint = *found.begin();
    acceptor_.open(endpoint.protocol(), error);
    acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    acceptor_.bind(endpoint, error);
    if (!error) {
      acceptor_.listen(asio::socket_base::max_listen_connections, error);
    }
  }
  if (error || !acceptor_.is_open()) {
    return absl::UnavailableError(absl::StrCat(
        "cannot listen on ", address, " for browsers: ", error.message()));
  }
  address_ = absl::StrCat(address.substr(0, colon), ":",
                          acceptor_.local_endpoint(error).port());
  return absl::OkStatus();
}

asio::awaitable<void> Listener::Accept() {
  for (;;) {
    std::error_code error;
    tcp::socket socket = co_await acceptor_.async_accept(
        loops_.Any(), asio::redirect_error(asio::use_awaitable, error));
    if (!acceptor_.is_open()) {
      co_return;
    }
    if (!error) {
      Welcome(std::move(socket));
      continue;
    }
    // Out of descriptors, most likely: others will be closed.
    pause_.expires_after(kAcceptPause);
    co_await pause_.async_wait(
        asio::redirect_error(asio::use_awaitable, error));
  }
}

void Listener::Welcome(tcp::socket socket) {
  std::error_code error;
  const tcp::endpoint peer = socket.remote_endpoint(error);
  if (error) {
    return;  // Gone already.
  }
  socket.native_non_blocking(true, error);
  SetOptions(socket.native_handle());
  Connection::Start(std::move(socket), tls_, KeyOf(peer.address()), home_);
}

void Listener::Stop() {
  asio::post(loops_.first(), [this] {
    std::error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
  });
}

}  // namespace pingyi
