// Decoding and encoding: every backend against libsodium and libdecaf.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <vector>

#include "tests/crypto/engine/every_backend.h"

namespace pingyi::testing {
namespace {

using engine::kEncodingSize;
using engine::PointWords;

class DecodeTest : public EveryBackend {
 protected:
  // Where decoding has to stop, by libsodium; libdecaf must say the same.
  static size_t Expected(const std::vector<uint8_t>& encodings) {
    const size_t n = encodings.size() / kEncodingSize;
    size_t good = 0;
    while (good < n && Element::Parse(std::span(encodings).subspan(
                                          good * kEncodingSize, kEncodingSize))
                           .ok()) {
      ++good;
    }
    std::vector<PointWords> ignored(n);
    EXPECT_EQ(
        engine::kReferenceBackend.decode(encodings.data(), n, ignored.data()),
        good);
    return good;
  }

  // Decodes all at once; what comes before the first bad one encodes again to
  // the same bytes.
  void Check(const std::vector<uint8_t>& encodings) {
    const size_t n = encodings.size() / kEncodingSize;
    std::vector<PointWords> out(n);
    const size_t good = backend().decode(encodings.data(), n, out.data());
    ASSERT_EQ(good, Expected(encodings)) << "of " << n;
    for (size_t i = 0; i < good; ++i) {
      ExpectAtRest(out[i]);
      const Encoding again = Encode(out[i]);
      ASSERT_TRUE(std::equal(
          again.begin(), again.end(),
          encodings.begin() + static_cast<ptrdiff_t>(i * kEncodingSize)));
    }
    Count(GetParam() + ": encodings decoded", n);
  }

  // What backend.h promises of decoded points.
  void ExpectAtRest(const PointWords& a) {
    if (!IsEdwards()) {
      return;
    }
    for (const uint64_t limb : a.words) {
      ASSERT_LT(limb, uint64_t{1} << 52);
    }
    constexpr std::array<uint64_t, 5> kOne = {1, 0, 0, 0, 0};
    ASSERT_TRUE(std::equal(kOne.begin(), kOne.end(), a.words.begin() + 10));
  }

  static void Append(std::vector<uint8_t>& to, const Encoding& encoding) {
    to.insert(to.end(), encoding.begin(), encoding.end());
  }
};

TEST_P(DecodeTest, HostileEncodingsAreJudgedAsLibsodiumJudgesThem) {
  for (const Encoding& encoding : HostileEncodings()) {
    Check({encoding.begin(), encoding.end()});
  }
}

TEST_P(DecodeTest, AnyEncodingIsJudgedAsLibsodiumJudgesIt) {
  Dice dice;
  SCOPED_TRACE(dice.Seed());
  for (size_t i = Rounds(1000); i > 0; --i) {
    const Encoding encoding = AnyEncoding(dice);
    Check({encoding.begin(), encoding.end()});
  }
}

// Those at the end of a batch fill no whole register, and one bad must neither
// hide nor spoil what stands beside it.
TEST_P(DecodeTest, OneBadIsFoundAtEveryPlaceOfEverySmallBatch) {
  Dice dice;
  SCOPED_TRACE(dice.Seed());
  constexpr size_t kSizes = 33;
  std::vector<uint8_t> good;
  for (size_t size = 1; size <= kSizes; ++size) {
    Append(good, ValidEncoding(dice));
    Check(good);
    for (size_t place = 0; place < size; ++place) {
      std::vector<uint8_t> encodings = good;
      const auto& hostile = HostileEncodings();
      const Encoding& bad = hostile[dice.Below(hostile.size())];
      std::copy(
          bad.begin(), bad.end(),
          encodings.begin() + static_cast<ptrdiff_t>(place * kEncodingSize));
      Check(encodings);
    }
  }
}

TEST_P(DecodeTest, BatchesWithSeveralBadStopAtTheFirst) {
  Dice dice;
  SCOPED_TRACE(dice.Seed());
  for (size_t i = Rounds(60); i > 0; --i) {
    const size_t size = dice.Below(120);
    const size_t spoilt = dice.Below(4);
    std::vector<Encoding> batch(size);
    std::generate(batch.begin(), batch.end(),
                  [&dice] { return ValidEncoding(dice); });
    for (size_t k = 0; k < spoilt && size > 0; ++k) {
      batch[dice.Below(size)] = AnyEncoding(dice);
    }
    std::vector<uint8_t> encodings;
    for (const Encoding& encoding : batch) {
      Append(encodings, encoding);
    }
    Check(encodings);
  }
}

PINGYI_FOR_EVERY_BACKEND(DecodeTest);

// The lists themselves: that they hold what they are said to hold.
TEST(HostileEncodingsTest, TheRfcsAreRefusedAndSomeOthersAreNot) {
  const std::vector<Encoding>& all = HostileEncodings();
  constexpr size_t kOfTheRfc = 29;
  size_t accepted = 0;
  for (size_t i = 0; i < all.size(); ++i) {
    const bool ok = Element::Parse(all[i]).ok();
    EXPECT_FALSE(ok && i < kOfTheRfc) << i;
    accepted += ok ? 1 : 0;
  }
  EXPECT_GT(accepted, 20U);
  EXPECT_LT(accepted, all.size() / 4);
}

TEST(HostileEncodingsTest, AboutHalfOfAnyAreCanonical) {
  Dice dice;
  size_t accepted = 0;
  for (int i = 0; i < 1000; ++i) {
    accepted += Element::Parse(AnyEncoding(dice)).ok() ? 1 : 0;
  }
  EXPECT_GT(accepted, 300U) << dice.Seed();
  EXPECT_LT(accepted, 700U) << dice.Seed();
}

}  // namespace
}  // namespace pingyi::testing
