#ifndef TESTS_CRYPTO_ENGINE_EVERY_BACKEND_H_
#define TESTS_CRYPTO_ENGINE_EVERY_BACKEND_H_

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <vector>

#include "crypto/engine/backend.h"
#include "crypto/engine/engine.h"
#include "tests/crypto/engine/dice.h"
#include "tests/crypto/engine/inputs.h"

namespace pingyi::testing {

inline const std::vector<std::string>& BackendNames() {
  static const std::vector<std::string> kNames = {"ifma", "avx2", "portable",
                                                  "reference"};
  return kNames;
}

// Null where the machine lacks the instructions.
const engine::Backend* FindBackend(const std::string& name);

// A test for each backend; one that this machine lacks is skipped.
class EveryBackend : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override;
  const engine::Backend& backend() const { return *backend_; }
  const engine::PointArithmetic& points() const { return *backend_->points; }
  // Points are edwards25519's.
  bool IsEdwards() const { return GetParam() != "reference"; }

  Encoding Encode(const engine::PointWords& a) const;
  // Of a canonical encoding.
  engine::PointWords Decode(const Encoding& encoding) const;
  std::vector<engine::PointWords> DecodeAll(
      std::span<const KnownPoint> known) const;
  // A different curve point for the same element: a plus a point of order 2 or
  // 4 where the backend has those.
  engine::PointWords OtherForm(const engine::PointWords& a, Dice& dice) const;
  // The same element by a longer way: Z is not 1 any more.
  engine::PointWords Projective(const engine::PointWords& a, Dice& dice) const;

 private:
  const engine::Backend* backend_ = nullptr;
};

}  // namespace pingyi::testing

#define PINGYI_FOR_EVERY_BACKEND(suite)                                \
  INSTANTIATE_TEST_SUITE_P(                                            \
      , suite, ::testing::ValuesIn(::pingyi::testing::BackendNames()), \
      [](const auto& test) { return test.param; })

#endif  // TESTS_CRYPTO_ENGINE_EVERY_BACKEND_H_
