#ifndef TESTS_KILL_STORM_H_
#define TESTS_KILL_STORM_H_

#include <atomic>
#include <cstdint>
#include <thread>

#include "tests/e2e/hall.h"

namespace pingyi::testing {

// Kills a hall's server with SIGKILL at random moments, and starts it again
// each time, on a thread of its own, as often as it was told to.
class Storm {
 public:
  Storm(Hall& hall, uint64_t seed, int kills);
  // Waits for the last kill.
  ~Storm() { thread_.join(); }
  Storm(const Storm&) = delete;
  Storm& operator=(const Storm&) = delete;

  // Blocks until `part` of `parts` of the kills are done: so work is spread
  // over the whole storm.
  void WaitFor(size_t part, size_t parts) const;

 private:
  void Rage(uint64_t seed);

  Hall& hall_;
  const int kills_;
  std::atomic<int> done_ = 0;
  std::thread thread_;
};

}  // namespace pingyi::testing

#endif  // TESTS_KILL_STORM_H_
