// The powers that square roots are made of: every backend against plain big
// integers, and many times against the portable field, which has a test of its
// own.

#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "crypto/engine/backend.h"
#include "crypto/engine/field51.h"
#include "tests/crypto/engine/every_backend.h"
#include "tests/crypto/engine/slow_field.h"

namespace pingyi::testing {
namespace {

using engine::FieldElement;

constexpr uint64_t kBound = uint64_t{1} << 52;
// 0, 1, and both sides of where limbs overflow.
constexpr std::array<uint64_t, 6> kEdges = {
    0, 1, kBound / 2 - 19, kBound / 2 - 1, kBound / 2, kBound - 1};

SlowField Slow(const FieldElement& a) {
  return SlowField::FromLimbs(a.limbs, 51);
}

SlowField PowerOf(const FieldElement& a) {
  std::array<uint8_t, 32> exponent = {};  // (p - 5) / 8 = 2^252 - 3
  exponent.fill(0xff);
  exponent[0] = 0xfd;
  exponent[31] = 0x0f;
  return Slow(a).Power(exponent);
}

// Any limbs that the backends must take, half of them at an edge.
FieldElement AnyElement(Dice& dice) {
  FieldElement out = {};
  for (uint64_t& limb : out.limbs) {
    limb = dice.Below(2) == 0 ? kEdges[dice.Below(kEdges.size())]
                              : dice.Word() % kBound;
  }
  return out;
}

class RootPowersTest : public EveryBackend {
 protected:
  void SetUp() override {
    EveryBackend::SetUp();
    if (!IsSkipped() && backend().root_powers == nullptr) {
      GTEST_SKIP() << "the reference takes roots by itself";
    }
  }

  template <class Expected>
  void Check(const std::vector<FieldElement>& in, const Expected& expected) {
    std::vector<FieldElement> out = in;  // In place.
    backend().root_powers(out.data(), out.size(), out.data());
    for (size_t i = 0; i < in.size(); ++i) {
      ASSERT_EQ(Slow(out[i]), expected(in[i])) << i << " of " << in.size();
      for (const uint64_t limb : out[i].limbs) {
        ASSERT_LT(limb, kBound);
      }
    }
    Count(GetParam() + ": powers for roots", in.size());
  }
};

TEST_P(RootPowersTest, LimbsAtTheExtremes) {
  std::vector<FieldElement> in;
  for (size_t which = 0; which < 32; ++which) {
    FieldElement a = {};
    for (size_t i = 0; i < 5; ++i) {
      a.limbs[i] = (which >> i & 1) != 0 ? kBound - 1 : 0;
    }
    in.push_back(a);
  }
  Check(in, PowerOf);
}

TEST_P(RootPowersTest, AnyNumberAtOnce) {
  Dice dice;
  SCOPED_TRACE(dice.Seed());
  const auto portable = [](const FieldElement& a) {
    return Slow(engine::PowP58(a));
  };
  const size_t rounds = Rounds(5);
  for (size_t round = 0; round < rounds; ++round) {
    for (size_t n = 1; n <= 40; ++n) {
      std::vector<FieldElement> in(n);
      for (FieldElement& a : in) {
        a = AnyElement(dice);
      }
      Check(in, portable);
    }
  }
}

PINGYI_FOR_EVERY_BACKEND(RootPowersTest);

}  // namespace
}  // namespace pingyi::testing
