#ifndef TESTS_BENCH_ATTACKERS_H_
#define TESTS_BENCH_ATTACKERS_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace pingyi::testing {

// Connections that wish a server nothing good, a quarter each: silent ones,
// slow ones (a byte now and then), huge ones (16 MiB of body) and endless ones
// (a head that never ends). Whoever is thrown out comes back at once. All from
// one thread, at some 40 MB a second, so that it is the server that is
// measured.
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

 private:
  struct Attacker {
    int socket = -1;
    size_t sent = 0;
  };
  void Run();
  void Act(size_t index);
  void Connect(size_t index);
  // False once the server has hung up.
  bool Send(Attacker& attacker, const std::string& bytes);

  const std::string host_;
  const uint16_t port_;
  std::vector<Attacker> attackers_;
  std::atomic<uint64_t> bytes_ = 0;
  std::atomic<uint64_t> thrown_out_ = 0;
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

}  // namespace pingyi::testing

#endif  // TESTS_BENCH_ATTACKERS_H_
