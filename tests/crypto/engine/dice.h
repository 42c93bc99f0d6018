#ifndef TESTS_CRYPTO_ENGINE_DICE_H_
#define TESTS_CRYPTO_ENGINE_DICE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace pingyi::testing {

// How often a test does something that CI does `n` times: as often times
// PINGYI_ENGINE_ROUNDS, which tests/crypto/engine/run-millions sets.
size_t Rounds(size_t n);

// What was compared is counted, and the sums printed when the program ends.
void Count(const std::string& what, size_t n);

// Random bytes that can be had again: those of PINGYI_ENGINE_SEED (a number),
// or of a fresh seed, for each test of its own. Say Seed() where one fails.
class Dice {
 public:
  Dice();

  std::string Seed() const;
  void Fill(std::span<uint8_t> out);
  std::array<uint8_t, 32> Bytes32();
  uint64_t Word();
  // Below n > 0; not quite uniform, which no test needs.
  size_t Below(size_t n) { return Word() % n; }

 private:
  std::array<uint8_t, 32> key_ = {};
  std::array<uint8_t, 4096> pool_ = {};
  size_t used_ = pool_.size();
};

}  // namespace pingyi::testing

#endif  // TESTS_CRYPTO_ENGINE_DICE_H_
