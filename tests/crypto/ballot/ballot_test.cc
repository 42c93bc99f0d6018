#include "crypto/ballot/ballot.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "crypto/group/element.h"
#include "tests/crypto/ballot/sample.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;
using ::pingyi::testing::SampleBallot;
using ::pingyi::testing::SampleParameters;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
// In the order of the bytes, for contests of 4, 4 and 3 options at pack 2.
constexpr const char* kPoints[] = {
    "Y",   "N",      "A",      "B_0",   "B_1",   "B_2", "B_3", "B_4",
    "B_5", "C_bits", "C_mask", "C_lin", "C_sqr", "S",   "T",   "U"};
constexpr const char* kScalars[] = {"z_r", "z_y", "z_bits", "z_lin",
                                    "f_1", "f_2", "f_3",    "f_5",
                                    "f_6", "f_7", "f_9",    "f_10"};

class ParseBallotTest : public ::testing::Test {
 protected:
  const BallotParameters parameters_ = SampleParameters();
  const BallotLayout& layout_ = parameters_.layout();
  const Bytes good_ = SampleBallot(parameters_);

  // The good ballot with the element at `position` overwritten.
  Bytes With(size_t position, ByteSpan element) const {
    Bytes out = good_;
    std::copy(element.begin(), element.end(),
              out.begin() + static_cast<ptrdiff_t>(position * kElementSize));
    return out;
  }
};

TEST_F(ParseBallotTest, SerializingGivesTheSameBytes) {
  const auto parsed = ParseBallot(layout_, good_);
  ASSERT_THAT(parsed, IsOk());
  EXPECT_EQ(parsed->bytes, good_);
  EXPECT_EQ(SerializeBallot(*parsed), good_);
}

TEST_F(ParseBallotTest, RefusesAnotherLength) {
  Bytes bytes = good_;
  bytes.push_back(0);
  EXPECT_THAT(ParseBallot(layout_, bytes), FailsWith(kInvalid, "ballot: want"));
  bytes.resize(good_.size() - 1);
  EXPECT_THAT(ParseBallot(layout_, bytes), FailsWith(kInvalid, "ballot: want"));
  EXPECT_THAT(ParseBallot(layout_, {}), FailsWith(kInvalid, "got 0"));
}

TEST_F(ParseBallotTest, RefusesBit255OfEveryPointByName) {
  for (size_t i = 0; i < std::size(kPoints); ++i) {
    Bytes bytes = good_;
    bytes[i * kElementSize + 31] |= 0x80;
    EXPECT_THAT(ParseBallot(layout_, bytes),
                FailsWith(kInvalid, std::string("ballot: ") + kPoints[i] +
                                        " is not canonical"));
  }
}

TEST_F(ParseBallotTest, RefusesAnUnreducedFieldElementInEveryPoint) {
  Bytes p_plus_one(kElementSize, 0xff);
  p_plus_one[0] = 0xee;
  p_plus_one[31] = 0x7f;
  for (size_t i = 0; i < std::size(kPoints); ++i) {
    EXPECT_THAT(ParseBallot(layout_, With(i, p_plus_one)),
                FailsWith(kInvalid, std::string("ballot: ") + kPoints[i] +
                                        " is not canonical"));
  }
}

TEST_F(ParseBallotTest, RefusesEveryUnreducedScalarByName) {
  for (size_t i = 0; i < std::size(kScalars); ++i) {
    const size_t position = std::size(kPoints) + i;
    const auto scalar =
        ByteSpan(good_).subspan(position * kElementSize, kElementSize);
    // Plus the group order, and plus 2^255.
    Bytes plus_order(scalar.begin(), scalar.end());
    const Bytes order = *FromHex(
        "edd3f55c1a631258d69cf7a2def9de14"
        "00000000000000000000000000000010");
    unsigned carry = 0;
    for (size_t k = 0; k < kElementSize; ++k) {
      carry += plus_order[k] + unsigned{order[k]};
      plus_order[k] = static_cast<uint8_t>(carry);
      carry >>= 8;
    }
    Bytes plus_top(scalar.begin(), scalar.end());
    plus_top[31] |= 0x80;
    const std::string want =
        std::string("ballot: ") + kScalars[i] + " is not reduced";
    EXPECT_THAT(ParseBallot(layout_, With(position, plus_order)),
                FailsWith(kInvalid, want));
    EXPECT_THAT(ParseBallot(layout_, With(position, plus_top)),
                FailsWith(kInvalid, want));
  }
}

TEST_F(ParseBallotTest, RefusesTheIdentityAsTokenKeyTokenAndAOnly) {
  const Bytes zeros(kElementSize);
  for (size_t i = 0; i < std::size(kPoints); ++i) {
    const auto parsed = ParseBallot(layout_, With(i, zeros));
    if (i < 3) {
      EXPECT_THAT(parsed,
                  FailsWith(kInvalid, std::string("ballot: ") + kPoints[i] +
                                          " is the identity"));
    } else {
      EXPECT_THAT(parsed, IsOk()) << kPoints[i];
    }
  }
}

}  // namespace
}  // namespace pingyi
