#include "crypto/token/bisect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace pingyi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Asks about ranges of items of which `bad_` are bad, and counts questions.
class FindBadTest : public ::testing::Test {
 protected:
  std::vector<size_t> Find(size_t n) {
    return FindBad(n, [this](size_t begin, size_t end) {
      ++questions_;
      const auto next = bad_.lower_bound(begin);
      return next == bad_.end() || *next >= end;
    });
  }
  std::set<size_t> bad_;
  int questions_ = 0;
};

TEST_F(FindBadTest, AsksNothingAboutNothing) {
  EXPECT_THAT(Find(0), IsEmpty());
  EXPECT_EQ(questions_, 0);
}

TEST_F(FindBadTest, AsksOnceIfAllAreGood) {
  EXPECT_THAT(Find(1000), IsEmpty());
  EXPECT_EQ(questions_, 1);
}

TEST_F(FindBadTest, FindsOneInTwentyOneQuestionsAmongAThousand) {
  bad_ = {617};
  EXPECT_THAT(Find(1000), ElementsAre(617));
  EXPECT_LE(questions_, 21);
}

TEST_F(FindBadTest, FindsAllInOrder) {
  bad_ = {0, 1, 6};
  EXPECT_THAT(Find(7), ElementsAre(0, 1, 6));
}

}  // namespace
}  // namespace pingyi
