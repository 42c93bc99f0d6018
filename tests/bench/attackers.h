#ifndef TESTS_BENCH_ATTACKERS_H_
#define TESTS_BENCH_ATTACKERS_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "tests/server/gateway/client_tls.h"

namespace pingyi::testing {

// Connections that wish a TLS server nothing good, a sixth each: those that say
// nothing after TCP's handshake, those that leave TLS's after the server's part
// of it, idle ones, slow ones (a byte now and then), huge ones (16 MiB of body)
// and endless ones (a head that never ends). Whoever is thrown out comes back
// when it is its turn, twice a second. All from one thread, so that it is the
// server that is measured.
class Attackers {
 public:
  // `count` of them, 50 from each address 127.0.2.1 and following.
  Attackers(const std::string& address, size_t count);
  // They all go.
  ~Attackers();
  Attackers(const Attackers&) = delete;
  Attackers& operator=(const Attackers&) = delete;

  uint64_t bytes() const { return bytes_; }
  uint64_t thrown_out() const { return thrown_out_; }
  // That the server has had to answer.
  uint64_t handshakes() const { return handshakes_; }

 private:
  struct Attacker {
    int socket = -1;
    Ssl tls = nullptr;
    bool greeted = false;  // As far as it wants to come with the handshake.
    size_t sent = 0;
  };
  void Run();
  void Act(size_t index);
  void Connect(size_t index);
  // Each returns false once the server has hung up.
  bool Greet(Attacker& attacker, bool whole);
  bool Send(Attacker& attacker, const std::string& bytes);

  const std::string host_;
  const uint16_t port_;
  std::vector<Attacker> attackers_;
  std::atomic<uint64_t> bytes_ = 0;
  std::atomic<uint64_t> thrown_out_ = 0;
  std::atomic<uint64_t> handshakes_ = 0;
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

}  // namespace pingyi::testing

#endif  // TESTS_BENCH_ATTACKERS_H_
