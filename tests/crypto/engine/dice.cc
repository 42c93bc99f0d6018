#include "tests/crypto/engine/dice.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>

namespace pingyi::testing {
namespace {

uint64_t NumberFromEnvironment(const char* name, uint64_t otherwise) {
  const char* const value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

// One for the whole program.
uint64_t ProgramSeed() {
  static const uint64_t kSeed = [] {
    uint64_t fresh = 0;
    randombytes_buf(&fresh, sizeof(fresh));
    return NumberFromEnvironment("PINGYI_ENGINE_SEED", fresh);
  }();
  return kSeed;
}

std::map<std::string, size_t>& Counts() {
  static std::map<std::string, size_t> counts;
  return counts;
}

class PrintCounts final : public ::testing::Environment {
 public:
  void TearDown() override {
    for (const auto& [what, n] : Counts()) {
      std::printf("%12zu  %s\n", n, what.c_str());
    }
  }
};

const ::testing::Environment* const kPrintCounts =
    ::testing::AddGlobalTestEnvironment(new PrintCounts);

std::string CurrentTest() {
  const auto* const test =
      ::testing::UnitTest::GetInstance()->current_test_info();
  return test == nullptr
             ? ""
             : std::string(test->test_suite_name()) + "." + test->name();
}

}  // namespace

size_t Rounds(size_t n) {
  return n * std::max<uint64_t>(
                 1, NumberFromEnvironment("PINGYI_ENGINE_ROUNDS", 1));
}

void Count(const std::string& what, size_t n) {
  Counts()[what] += n;
}

Dice::Dice() {
  const std::string input = Seed() + CurrentTest();
  crypto_generichash(key_.data(), key_.size(),
                     reinterpret_cast<const unsigned char*>(input.data()),
                     input.size(), nullptr, 0);
}

std::string Dice::Seed() const {
  return "PINGYI_ENGINE_SEED=" + std::to_string(ProgramSeed());
}

void Dice::Fill(std::span<uint8_t> out) {
  for (uint8_t& byte : out) {
    if (used_ == pool_.size()) {
      randombytes_buf_deterministic(pool_.data(), pool_.size(), key_.data());
      // The first bytes of a pool are the key of the next.
      std::copy_n(pool_.begin(), key_.size(), key_.begin());
      used_ = key_.size();
    }
    byte = pool_[used_++];
  }
}

std::array<uint8_t, 32> Dice::Bytes32() {
  std::array<uint8_t, 32> out = {};
  Fill(out);
  return out;
}

uint64_t Dice::Word() {
  std::array<uint8_t, sizeof(uint64_t)> bytes = {};
  Fill(bytes);
  uint64_t out = 0;
  std::memcpy(&out, bytes.data(), sizeof(out));
  return out;
}

}  // namespace pingyi::testing
