// The one-way map from 64 bytes: every backend against libsodium.

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "crypto/base/hash.h"
#include "tests/crypto/engine/every_backend.h"
#include "tests/crypto/engine/slow_field.h"

namespace pingyi::testing {
namespace {

// A square root of `square`, p being 5 mod 8; zero where there is none.
SlowField Root(const SlowField& square) {
  Encoding exponent = {};  // (p + 3) / 8 = 2^252 - 2
  exponent.fill(0xff);
  exponent[0] = 0xfe;
  exponent[31] = 0x0f;
  Encoding quarter = {};  // (p - 1) / 4 = 2^253 - 5
  quarter.fill(0xff);
  quarter[0] = 0xfb;
  quarter[31] = 0x1f;
  const SlowField root = square.Power(exponent);
  const SlowField other = root * SlowField(2).Power(quarter);
  for (const SlowField& candidate : {root, other}) {
    if (candidate * candidate == square) {
      return candidate;
    }
  }
  return {};
}

// Halves of an input at which the map divides by zero or takes a root of it: t
// with v = 0, which is i t^2 = -1 / d or -d (RFC 9496, section 4.3.4). 0, p and
// their like are among the hostile encodings.
std::vector<Encoding> DegenerateHalves() {
  const SlowField d = -SlowField(121665) * SlowField(121666).Inverse();
  const SlowField i = Root(-SlowField(1));
  std::vector<Encoding> out;
  for (const SlowField& t : {Root(i * d.Inverse()), Root(i * d)}) {
    EXPECT_FALSE(t.IsZero());
    for (const SlowField& half : {t, -t}) {
      out.push_back(half.bytes());
      out.push_back(out.back());
      out.back()[31] |= 0x80;  // Ignored.
    }
  }
  return out;
}

class MapTest : public EveryBackend {
 protected:
  void Check(const Encoding& left, const Encoding& right) const {
    WideDigest wide = {};
    std::copy(left.begin(), left.end(), wide.begin());
    std::copy(right.begin(), right.end(), wide.begin() + left.size());
    ASSERT_EQ(Encode(points().map(wide.data())),
              Element::FromUniformBytes(wide).bytes());
  }
};

TEST_P(MapTest, EveryHalfThatIsSpecialAgreesWithLibsodium) {
  Dice dice;
  SCOPED_TRACE(dice.Seed());
  std::vector<Encoding> halves = DegenerateHalves();
  for (const Encoding& a : halves) {
    for (const Encoding& b : halves) {
      Check(a, b);
    }
  }
  const std::vector<Encoding>& hostile = HostileEncodings();
  halves.insert(halves.end(), hostile.begin(), hostile.end());
  for (const Encoding& half : halves) {
    Check(half, half);
    Check(half, dice.Bytes32());
    Check(dice.Bytes32(), half);
    Check(half, halves[dice.Below(halves.size())]);
  }
}

TEST_P(MapTest, AnyBytesAgreeWithLibsodium) {
  Dice dice;
  SCOPED_TRACE(dice.Seed());
  const size_t rounds = Rounds(2000);
  for (size_t i = 0; i < rounds; ++i) {
    Check(dice.Bytes32(), dice.Bytes32());
  }
  Count(GetParam() + ": inputs mapped to a point", rounds);
}

PINGYI_FOR_EVERY_BACKEND(MapTest);

}  // namespace
}  // namespace pingyi::testing
