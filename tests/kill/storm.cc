#include "tests/kill/storm.h"

#include <chrono>
#include <random>

namespace pingyi::testing {
namespace {

// Long enough that something gets done between two kills on a busy machine.
constexpr uint64_t kLongestLifeMs = 900;
constexpr auto kPoll = std::chrono::milliseconds(10);

}  // namespace

Storm::Storm(Hall& hall, uint64_t seed, int kills)
    : hall_(hall), kills_(kills), thread_([this, seed] { Rage(seed); }) {}

void Storm::Rage(uint64_t seed) {
  std::mt19937_64 random(seed);
  while (done_ < kills_) {
    std::this_thread::sleep_for(
        std::chrono::milliseconds(random() % kLongestLifeMs));
    hall_.KillServer();
    hall_.StartServer();
    ++done_;
  }
}

void Storm::WaitFor(size_t part, size_t parts) const {
  const auto wanted =
      static_cast<int>(static_cast<size_t>(kills_) * part / parts);
  while (done_ < wanted) {
    std::this_thread::sleep_for(kPoll);
  }
}

}  // namespace pingyi::testing
