#include "tests/bench/attackers.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace pingyi::testing {
namespace {

enum Kind { kSilent, kHalf, kIdle, kSlow, kHuge, kEndless, kKinds };

constexpr size_t kFromOneAddress = 50;
// Of every round, one in so many acts.
constexpr size_t kTurns = 20;
constexpr std::chrono::milliseconds kRound{20};
constexpr size_t kPiece = 16 << 10;

std::string HeadOf(Kind kind) {
  const std::string common =
      "POST /pingyi.v1.BallotBoxService/CastBallot HTTP/1.1\r\nHost: hall\r\n";
  return kind == kHuge ? absl::StrCat(common,
                                      "Content-Type: application/grpc-web\r\n"
                                      "Content-Length: 16777216\r\n\r\n")
                       : common;
}

uint16_t PortOf(const std::string& address) {
  uint32_t port = 0;
  return absl::SimpleAtoi(address.substr(address.rfind(':') + 1), &port)
             ? static_cast<uint16_t>(port)
             : uint16_t{0};
}

// Whether what returned `result` can go on, now or later.
bool GoesOn(const Ssl& tls, int result) {
  const int error = SSL_get_error(tls.get(), result);
  return error == SSL_ERROR_NONE || error == SSL_ERROR_WANT_READ ||
         error == SSL_ERROR_WANT_WRITE;
}

// Throws away what has come. False once the server has hung up.
bool Discard(int socket, const Ssl& tls) {
  std::array<char, 4096> answer = {};
  if (tls != nullptr) {
    ERR_clear_error();
    return GoesOn(tls, SSL_read(tls.get(), answer.data(), answer.size()));
  }
  const ssize_t got = recv(socket, answer.data(), answer.size(), 0);
  return got > 0 || (got < 0 && errno == EAGAIN);
}

}  // namespace

Attackers::Attackers(const std::string& address, size_t count)
    : host_(address.substr(0, address.rfind(':'))),
      port_(PortOf(address)),
      attackers_(count) {
  for (size_t i = 0; i < count; ++i) {
    Connect(i);
  }
  thread_ = std::thread([this] { Run(); });
}

Attackers::~Attackers() {
  stop_ = true;
  thread_.join();
  for (const Attacker& attacker : attackers_) {
    close(attacker.socket);
  }
}

void Attackers::Connect(size_t index) {
  Attacker& attacker = attackers_[index];
  if (attacker.socket >= 0) {
    close(attacker.socket);
  }
  attacker = {.socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0)};
  sockaddr_in here = {};
  here.sin_family = AF_INET;
  here.sin_addr.s_addr =
      htonl(0x7f000201U + static_cast<uint32_t>(index / kFromOneAddress));
  sockaddr_in there = {};
  there.sin_family = AF_INET;
  there.sin_port = htons(port_);
  inet_pton(AF_INET, host_.c_str(), &there.sin_addr);
  if (bind(attacker.socket, reinterpret_cast<sockaddr*>(&here), sizeof(here)) !=
          0 ||
      (connect(attacker.socket, reinterpret_cast<sockaddr*>(&there),
               sizeof(there)) != 0 &&
       errno != EINPROGRESS)) {
    close(attacker.socket);  // Tried again when it is its turn to send.
    attacker.socket = -1;
  }
}

bool Attackers::Greet(Attacker& attacker, bool whole) {
  if (attacker.tls == nullptr) {
    attacker.tls = MakeClientTls(attacker.socket);
    ++handshakes_;
  }
  ERR_clear_error();
  const int result = SSL_do_handshake(attacker.tls.get());
  attacker.greeted = result == 1;
  if (!whole && SSL_want_read(attacker.tls.get())) {
    // Its hello is out. What the server answers is never read by TLS again.
    attacker.greeted = true;
    attacker.tls.reset();
    return true;
  }
  return GoesOn(attacker.tls, result);
}

bool Attackers::Send(Attacker& attacker, const std::string& bytes) {
  ERR_clear_error();
  const int sent = SSL_write(attacker.tls.get(), bytes.data(),
                             static_cast<int>(bytes.size()));
  if (sent > 0) {
    attacker.sent += static_cast<size_t>(sent);
    bytes_ += static_cast<uint64_t>(sent);
  }
  return GoesOn(attacker.tls, sent);
}

void Attackers::Act(size_t index) {
  Attacker& attacker = attackers_[index];
  const auto kind = static_cast<Kind>(index % kKinds);
  static const std::string kBytes(kPiece, 'x');
  const std::string head = HeadOf(kind);
  bool there = attacker.socket >= 0;
  if (there && kind != kSilent && !attacker.greeted) {
    there = Greet(attacker, kind != kHalf);
  } else if (there) {
    there = Discard(attacker.socket, attacker.tls);
    if (there && (kind == kSlow || kind == kHuge || kind == kEndless)) {
      there = attacker.sent >= head.size() ? Send(attacker, kBytes)
              : kind == kSlow ? Send(attacker, head.substr(attacker.sent, 1))
                              : Send(attacker, head.substr(attacker.sent));
    }
  }
  if (!there) {
    ++thrown_out_;
    Connect(index);
  }
}

void Attackers::Run() {
  for (size_t turn = 0; !stop_; turn = (turn + 1) % kTurns) {
    for (size_t i = turn; i < attackers_.size(); i += kTurns) {
      Act(i);
    }
    std::this_thread::sleep_for(kRound);
  }
}

}  // namespace pingyi::testing
