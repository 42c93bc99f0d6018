#include <decaf.h>
#include <gtest/gtest.h>
#include <sodium.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <vector>

#include "crypto/engine/backend.h"
#include "crypto/engine/engine.h"
#include "tests/crypto/engine/inputs.h"
#include "tests/crypto/engine/slow_field.h"

// The four-lane backend by its table: decoding against libsodium and libdecaf,
// sums against the arithmetic on single points.
namespace pingyi::engine {
namespace {

using testing::Encoding;
using testing::RefusedByTheRfc;
using testing::SlowField;

constexpr size_t kLargestBatch = 20;

class Avx2PointsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::vector<const Backend*> available = AvailableBackends();
    if (std::find(available.begin(), available.end(), &kAvx2Backend) ==
        available.end()) {
      GTEST_SKIP() << "no AVX2 or no FMA on this machine";
    }
  }
};

std::mt19937_64& Generator() {
  static std::mt19937_64 generator(20260402);
  return generator;
}

Encoding RandomBytes() {
  Encoding out = {};
  for (uint8_t& byte : out) {
    byte = static_cast<uint8_t>(Generator()());
  }
  return out;
}

Encoding RandomEncoding() {
  std::array<uint8_t, 64> hash = {};
  for (uint8_t& byte : hash) {
    byte = static_cast<uint8_t>(Generator()());
  }
  Encoding out = {};
  crypto_core_ristretto255_from_hash(out.data(), hash.data());
  return out;
}

// libsodium 1.0.18 ignores bit 255; RFC 9496 refuses it.
bool SodiumAccepts(const Encoding& encoding) {
  return (encoding[31] & 0x80) == 0 &&
         crypto_core_ristretto255_is_valid_point(encoding.data()) == 1;
}

bool DecafAccepts(const Encoding& encoding) {
  decaf_255_point_t point;
  return decaf_255_point_decode(point, encoding.data(), DECAF_TRUE) ==
         DECAF_SUCCESS;
}

bool Accepts(const Encoding& encoding) {
  PointWords out = {};
  return kAvx2Backend.decode(encoding.data(), 1, &out) == 1;
}

// Accepted or not: small numbers, p and what is near it, the top bit, good ones
// with a bit turned, numbers that are nothing.
std::vector<Encoding> Hostile() {
  std::vector<Encoding> out = RefusedByTheRfc();
  for (unsigned i = 0; i < 256; ++i) {
    Encoding small = {};
    small[0] = static_cast<uint8_t>(i);
    Encoding large = {};
    large.fill(0xff);
    large[0] = static_cast<uint8_t>(i);
    for (const uint8_t top : std::array<uint8_t, 4>{0x00, 0x80, 0x7f, 0xff}) {
      small[31] = top;
      large[31] = top;
      out.push_back(small);
      out.push_back(large);
    }
    Encoding turned = RandomEncoding();
    turned[i / 8] = static_cast<uint8_t>(turned[i / 8] ^ (1U << i % 8));
    out.push_back(turned);
  }
  for (int i = 0; i < 4000; ++i) {
    Encoding bytes = RandomBytes();
    out.push_back(bytes);
    bytes[0] &= uint8_t{0xfe};
    bytes[31] &= uint8_t{0x7f};
    out.push_back(bytes);
  }
  return out;
}

SlowField Coordinate(const PointWords& point, size_t which) {
  const std::span<const uint64_t> words(point.words);
  return SlowField::FromLimbs(words.subspan(which * 5, 5), 51);
}

TEST_F(Avx2PointsTest, AcceptsWhatSodiumAndDecafAccept) {
  size_t accepted = 0;
  for (const Encoding& encoding : Hostile()) {
    const bool accepts = Accepts(encoding);
    accepted += accepts ? 1 : 0;
    ASSERT_EQ(accepts, SodiumAccepts(encoding));
    ASSERT_EQ(accepts, DecafAccepts(encoding));
  }
  EXPECT_GT(accepted, 500);
}

TEST_F(Avx2PointsTest, RefusesWhatTheRfcRefuses) {
  for (const Encoding& encoding : RefusedByTheRfc()) {
    EXPECT_FALSE(Accepts(encoding));
  }
  EXPECT_TRUE(Accepts(Encoding{}));
}

TEST_F(Avx2PointsTest, DecodesToAffinePointsThatEncodeTheSame) {
  for (size_t n = 0; n <= kLargestBatch; ++n) {
    std::vector<Encoding> encodings(n);
    std::generate(encodings.begin(), encodings.end(), RandomEncoding);
    if (n > 2) {
      encodings[n / 2] = {};  // The identity.
    }
    std::vector<PointWords> points(n + 1);
    points[n].words.fill(7);
    ASSERT_EQ(kAvx2Backend.decode(n == 0 ? nullptr : encodings[0].data(), n,
                                  points.data()),
              n);
    for (const uint64_t word : points[n].words) {
      ASSERT_EQ(word, 7) << "wrote past the end";
    }
    for (size_t i = 0; i < n; ++i) {
      Encoding again = {};
      kAvx2Backend.points->encode(points[i], again.data());
      ASSERT_EQ(again, encodings[i]);
      for (const uint64_t word : points[i].words) {
        ASSERT_LT(word, uint64_t{1} << 52);
      }
      const auto z = points[i].words.begin() + 10;
      ASSERT_TRUE(z[0] == 1 && z[1] == 0 && z[2] == 0 && z[3] == 0 &&
                  z[4] == 0);
      ASSERT_EQ(Coordinate(points[i], 3),
                Coordinate(points[i], 0) * Coordinate(points[i], 1));
    }
  }
}

TEST_F(Avx2PointsTest, NamesTheFirstThatIsBadWhereverItIs) {
  const std::vector<Encoding>& bad = RefusedByTheRfc();
  std::vector<PointWords> points(kLargestBatch);
  size_t next = 0;
  for (size_t n = 1; n <= kLargestBatch; ++n) {
    std::vector<Encoding> encodings(n);
    std::generate(encodings.begin(), encodings.end(), RandomEncoding);
    for (size_t place = 0; place < n; ++place) {
      std::vector<Encoding> spoilt = encodings;
      spoilt[place] = bad[next++ % bad.size()];
      spoilt[n - 1 - (n - 1 - place) / 2] = bad[next++ % bad.size()];
      ASSERT_EQ(kAvx2Backend.decode(spoilt[0].data(), n, points.data()), place)
          << "of " << n;
    }
  }
}

// Memory aligned as backends want it.
class Scratch {
 public:
  explicit Scratch(size_t size) : blocks_(size / sizeof(Block) + 1) {}
  void* get() { return blocks_.data(); }

 private:
  struct alignas(64) Block {
    std::array<uint8_t, 64> bytes;
  };
  std::vector<Block> blocks_;
};

const PointArithmetic& Single() {
  return *kPortableBackend.points;
}

// Decoded points, among them the identity, one twice, and one with its
// negative.
std::vector<PointWords> SomePoints(size_t n) {
  std::vector<Encoding> encodings(n);
  std::generate(encodings.begin(), encodings.end(), RandomEncoding);
  encodings[n / 3] = {};
  encodings[n / 2] = encodings[0];
  std::vector<PointWords> out(n);
  EXPECT_EQ(kPortableBackend.decode(encodings[0].data(), n, out.data()), n);
  out[n - 1] = Single().negate(out[1]);
  return out;
}

std::vector<const PointWords*> Pointers(const std::vector<PointWords>& all) {
  std::vector<const PointWords*> out;
  out.reserve(all.size());
  for (const PointWords& point : all) {
    out.push_back(&point);
  }
  return out;
}

PointWords Times(int factor, const PointWords& point) {
  PointWords out = Single().identity();
  for (int bit = 15; bit >= 0; --bit) {
    out = Single().twice(out);
    if ((std::abs(factor) >> bit & 1) != 0) {
      out = Single().add(out, point);
    }
  }
  return factor < 0 ? Single().negate(out) : out;
}

// Lane by lane, what the bucket loops make of points and digits.
std::array<PointWords, 4> BucketSums(const std::vector<PointWords>& points,
                                     const std::vector<int16_t>& digits,
                                     size_t count) {
  const BucketLoops& loops = kAvx2Backend.buckets;
  Scratch addends(loops.addend_size * points.size());
  Scratch buckets(loops.bucket_size * kAvx2Backend.lanes * count);
  loops.prepare(Pointers(points).data(), points.size(), addends.get());
  loops.clear(buckets.get(), count);
  loops.collect(addends.get(), digits.data(), points.size(), buckets.get());
  std::array<PointWords, 4> out = {};
  loops.weigh(buckets.get(), count, out.data());
  return out;
}

TEST_F(Avx2PointsTest, BucketsSumLaneByLane) {
  for (const int largest : {1, 2, 5, 16, 300}) {
    for (const size_t n : std::array<size_t, 4>{3, 4, 9, 60}) {
      const std::vector<PointWords> points = SomePoints(n);
      std::uniform_int_distribution<int> any(-largest, largest);
      std::vector<int16_t> digits(n * 4);
      for (int16_t& digit : digits) {
        digit = static_cast<int16_t>(any(Generator()));
      }
      const std::array<PointWords, 4> sums =
          BucketSums(points, digits, static_cast<size_t>(largest) + 1);
      for (size_t lane = 0; lane < 4; ++lane) {
        PointWords expected = Single().identity();
        for (size_t i = 0; i < n; ++i) {
          expected =
              Single().add(expected, Times(digits[i * 4 + lane], points[i]));
        }
        ASSERT_TRUE(Single().equal(sums[lane], expected));
        for (const uint64_t word : sums[lane].words) {
          ASSERT_LT(word, uint64_t{1} << 52);
        }
      }
    }
  }
}

// What an addition that is not complete gets wrong: twice the same point, a
// point and its negative, the identity.
TEST_F(Avx2PointsTest, EqualAndOppositePointsMeetInOneBucket) {
  std::vector<PointWords> points = SomePoints(9);
  std::fill(points.begin(), points.begin() + 8, points[0]);
  for (size_t pattern = 0; pattern < 256; ++pattern) {
    std::vector<int16_t> digits(points.size() * 4);
    std::array<int, 4> sums = {};
    for (size_t i = 0; i < 8; ++i) {
      for (size_t lane = 0; lane < 4; ++lane) {
        // Each lane another pattern.
        const bool minus = (pattern * (lane + 1) >> i & 1U) != 0;
        digits[i * 4 + lane] = minus ? -1 : 1;
        sums[lane] += minus ? -1 : 1;
      }
    }
    const std::array<PointWords, 4> out = BucketSums(points, digits, 2);
    for (size_t lane = 0; lane < 4; ++lane) {
      ASSERT_TRUE(Single().equal(out[lane], Times(sums[lane], points[0])));
    }
  }
}

TEST_F(Avx2PointsTest, StrausSumsLaneByLane) {
  for (const size_t n : std::array<size_t, 4>{4, 8, 12, 40}) {
    const std::vector<PointWords> points = SomePoints(n);
    std::uniform_int_distribution<int> any(-7, 8);
    std::vector<int16_t> digits(n * kStrausWindows);
    for (int16_t& digit : digits) {
      digit = static_cast<int16_t>(any(Generator()));
    }
    Scratch tables(n * kStrausTable * kAvx2Backend.buckets.bucket_size);
    std::array<PointWords, 4> out = {};
    kAvx2Backend.straus(Pointers(points).data(), digits.data(), n, tables.get(),
                        out.data());
    std::array<PointWords, 4> expected = {};
    expected.fill(Single().identity());
    for (size_t w = kStrausWindows; w-- > 0;) {
      for (size_t lane = 0; lane < 4; ++lane) {
        for (unsigned i = 0; i < kStrausWidth; ++i) {
          expected[lane] = Single().twice(expected[lane]);
        }
        for (size_t i = lane; i < n; i += 4) {
          expected[lane] =
              Single().add(expected[lane], Times(digits[w * n + i], points[i]));
        }
      }
    }
    for (size_t lane = 0; lane < 4; ++lane) {
      ASSERT_TRUE(Single().equal(out[lane], expected[lane]));
    }
  }
}

}  // namespace
}  // namespace pingyi::engine
