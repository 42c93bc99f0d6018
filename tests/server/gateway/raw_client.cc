#include "tests/server/gateway/raw_client.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace pingyi::testing {
namespace {

constexpr int kPatience = 60'000;  // Milliseconds.

sockaddr_in Loopback(const std::string& host, uint16_t port) {
  sockaddr_in out = {};
  out.sin_family = AF_INET;
  out.sin_port = htons(port);
  inet_pton(AF_INET, host.c_str(), &out.sin_addr);
  return out;
}

}  // namespace

RawClient::RawClient(const std::string& address, const std::string& from,
                     const std::optional<TlsOffer>& tls)
    : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const size_t colon = address.rfind(':');
  uint32_t port = 0;
  EXPECT_TRUE(absl::SimpleAtoi(address.substr(colon + 1), &port));
  const sockaddr_in here = Loopback(from, 0);
  const sockaddr_in there =
      Loopback(address.substr(0, colon), static_cast<uint16_t>(port));
  EXPECT_EQ(
      bind(socket_, reinterpret_cast<const sockaddr*>(&here), sizeof(here)), 0);
  EXPECT_EQ(connect(socket_, reinterpret_cast<const sockaddr*>(&there),
                    sizeof(there)),
            0);
  // As browsers do: or TLS's last word and the request wait for each other.
  const int now = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &now, sizeof(now));
  if (tls.has_value()) {
    tls_ = MakeClientTls(socket_, *tls);
    connected_ = SSL_do_handshake(tls_.get()) == 1;
  }
}

RawClient::~RawClient() {
  Close();
}

void RawClient::Discard() {
  buffer_.clear();
  std::array<char, 65536> piece;  // NOLINT: not read.
  const int flags = fcntl(socket_, F_GETFL);
  fcntl(socket_, F_SETFL, flags | O_NONBLOCK);
  while (Receive(piece.data(), piece.size()) > 0) {
  }
  fcntl(socket_, F_SETFL, flags);
}

void RawClient::Close() {
  if (socket_ >= 0) {
    close(std::exchange(socket_, -1));
  }
}

bool RawClient::Send(absl::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent =
        tls_ != nullptr
            ? SSL_write(tls_.get(), bytes.data(),
                        static_cast<int>(bytes.size()))
            : send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

ssize_t RawClient::Receive(char* data, size_t size) const {
  return tls_ != nullptr ? SSL_read(tls_.get(), data, static_cast<int>(size))
                         : recv(socket_, data, size, 0);
}

bool RawClient::More() {
  pollfd wait = {.fd = socket_, .events = POLLIN, .revents = 0};
  const bool here = tls_ != nullptr && SSL_pending(tls_.get()) > 0;
  if (!here && poll(&wait, 1, kPatience) != 1) {
    ADD_FAILURE() << "nothing came for a minute";
    return false;
  }
  std::array<char, 65536> piece = {};
  const ssize_t got = Receive(piece.data(), piece.size());
  if (got > 0) {
    buffer_.append(piece.data(), static_cast<size_t>(got));
  }
  return got > 0;
}

bool RawClient::Fill(absl::string_view until) {
  while (buffer_.find(until.data(), 0, until.size()) == std::string::npos) {
    if (!More()) {
      return false;
    }
  }
  return true;
}

RawResponse RawClient::ReadHead() {
  constexpr absl::string_view kEnd = "\r\n\r\n";
  RawResponse out;
  if (!Fill(kEnd)) {
    return out;
  }
  out.head = buffer_.substr(0, buffer_.find("\r\n\r\n") + kEnd.size());
  buffer_.erase(0, out.head.size());
  EXPECT_TRUE(absl::SimpleAtoi(out.head.substr(9, 3), &out.status));
  return out;
}

std::optional<std::string> RawClient::ReadChunk() {
  if (!Fill("\r\n")) {
    return std::nullopt;
  }
  const size_t line = buffer_.find("\r\n");
  const size_t size = std::stoul(buffer_.substr(0, line), nullptr, 16);
  while (buffer_.size() < line + size + 4) {
    if (!More()) {
      return std::nullopt;
    }
  }
  std::string chunk = buffer_.substr(line + 2, size);
  buffer_.erase(0, line + size + 4);
  return size == 0 ? std::nullopt : std::make_optional(std::move(chunk));
}

RawResponse RawClient::Read() {
  RawResponse out = ReadHead();
  const size_t length = out.head.find("Content-Length: ");
  if (out.status == 0 || length == std::string::npos) {
    while (absl::StrContains(out.head, "chunked")) {
      const auto chunk = ReadChunk();
      if (!chunk.has_value()) {
        break;
      }
      out.body += *chunk;
    }
    return out;
  }
  const size_t size = std::stoul(out.head.substr(length + 16));
  while (buffer_.size() < size) {
    if (!More()) {
      break;
    }
  }
  out.body = buffer_.substr(0, size);
  buffer_.erase(0, size);
  return out;
}

std::string RawClient::ReadAll() {
  while (More()) {
  }
  return std::exchange(buffer_, {});
}

bool RawClient::HangsUp() {
  return !More() && buffer_.empty();
}

std::string Get(absl::string_view path, absl::string_view fields) {
  return absl::StrCat("GET ", path, " HTTP/1.1\r\nHost: hall\r\n", fields,
                      "\r\n");
}

std::string Post(absl::string_view path, absl::string_view type,
                 absl::string_view body, absl::string_view fields) {
  return absl::StrCat(
      "POST ", path, " HTTP/1.1\r\nHost: hall\r\nContent-Type: ", type,
      "\r\nContent-Length: ", body.size(), "\r\n", fields, "\r\n", body);
}

std::string DataFrame(absl::string_view message) {
  const size_t size = message.size();
  const std::array<char, 5> header = {
      0, static_cast<char>(size >> 24), static_cast<char>(size >> 16),
      static_cast<char>(size >> 8), static_cast<char>(size)};
  return absl::StrCat(absl::string_view(header.data(), header.size()), message);
}

}  // namespace pingyi::testing
