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
  void Add(const Encoding& left, const Encoding& right) {
    WideDigest wide = {};
    std::copy(left.begin(), left.end(), wide.begin());
    std::copy(right.begin(), right.end(), wide.begin() + left.size());
    wides_.push_back(wide);
  }

  // Maps what was added, `at_once` at a time, and forgets it.
  void Check(size_t at_once) {
    ASSERT_FALSE(wides_.empty());
    for (size_t done = 0; done < wides_.size(); done += at_once) {
      const size_t n = std::min(at_once, wides_.size() - done);
      std::vector<engine::PointWords> out(n);
      points().map(backend().root_powers, wides_[done].data(), n, out.data());
      for (size_t i = 0; i < n; ++i) {
        ASSERT_EQ(Encode(out[i]),
                  Element::FromUniformBytes(wides_[done + i]).bytes())
            << done + i;
      }
    }
    Count(GetParam() + ": inputs mapped to a point", wides_.size());
    wides_.clear();
  }

 private:
  std::vector<WideDigest> wides_;
};

TEST_P(MapTest, EveryHalfThatIsSpecialAgreesWithLibsodium) {
  Dice dice;
  SCOPED_TRACE(dice.Seed());
  std::vector<Encoding> halves = DegenerateHalves();
  for (const Encoding& a : halves) {
    for (const Encoding& b : halves) {
      Add(a, b);
    }
  }
  const std::vector<Encoding>& hostile = HostileEncodings();
  halves.insert(halves.end(), hostile.begin(), hostile.end());
  for (const Encoding& half : halves) {
    Add(half, half);
    Add(half, dice.Bytes32());
    Add(dice.Bytes32(), half);
    Add(half, halves[dice.Below(halves.size())]);
  }
  Check(1);
}

TEST_P(MapTest, AnyBytesAgreeWithLibsodium) {
  Dice dice;
  SCOPED_TRACE(dice.Seed());
  const size_t rounds = Rounds(1000);
  for (size_t i = 0; i < rounds; ++i) {
    Add(dice.Bytes32(), dice.Bytes32());
  }
  Check(rounds);
}

// Whatever the lanes of the backend, full or not.
TEST_P(MapTest, AnyNumberAtOnceAgreesWithLibsodium) {
  Dice dice;
  SCOPED_TRACE(dice.Seed());
  const std::vector<Encoding>& hostile = HostileEncodings();
  for (size_t n = 1; n <= 70; ++n) {
    for (size_t i = 0; i < n; ++i) {
      Add(dice.Bytes32(),
          i % 7 == 0 ? hostile[dice.Below(hostile.size())] : dice.Bytes32());
    }
    Check(n);
  }
}

PINGYI_FOR_EVERY_BACKEND(MapTest);

}  // namespace
}  // namespace pingyi::testing
