#include "tests/support/hex.h"

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace pingyi::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(HexTest, ReadsBothCasesAndWritesLowerCase) {
  const std::vector<uint8_t> bytes = FromHex("00fF1a");

  EXPECT_THAT(bytes, ElementsAre(0x00, 0xff, 0x1a));
  EXPECT_EQ(ToHex(bytes), "00ff1a");
}

TEST(HexTest, FailsTheTestOnWhatIsNotHexadecimal) {
  EXPECT_NONFATAL_FAILURE(EXPECT_THAT(FromHex("0g"), IsEmpty()), "digit 0");
  EXPECT_NONFATAL_FAILURE(EXPECT_THAT(FromHex("012"), IsEmpty()), "odd number");
}

}  // namespace
}  // namespace pingyi::testing
