#include "server/gateway/admission.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace pingyi {
namespace {

using Why = Admission::Why;

class AdmissionTest : public ::testing::Test {
 protected:
  Admission::Seat* Enter(const std::string& address, int name) {
    return admission_.Enter(
        address, [this, name](Why why) { left_.emplace_back(name, why); },
        nullptr);
  }

  Admission admission_{
      {.connections = 3, .per_address = 2, .large_bodies = 100}};
  std::vector<std::pair<int, Why>> left_;
};

TEST_F(AdmissionTest, TheLongestWaitingGivesWay) {
  Enter("a", 1);
  Enter("b", 2);
  Enter("c", 3);

  EXPECT_NE(Enter("d", 4), nullptr);
  ASSERT_EQ(left_.size(), 1U);
  EXPECT_EQ(left_[0], std::make_pair(1, Why::kShed));
}

TEST_F(AdmissionTest, WithinAnAddressItsOwnGivesWay) {
  Enter("a", 1);
  Enter("b", 2);
  Enter("b", 3);

  EXPECT_NE(Enter("b", 4), nullptr);
  ASSERT_EQ(left_.size(), 1U);
  EXPECT_EQ(left_[0].first, 2);
}

TEST_F(AdmissionTest, WhoIsServedStays) {
  for (int i = 1; i <= 2; ++i) {
    EXPECT_TRUE(admission_.SetWaiting(Enter("a", i), false));
  }

  EXPECT_EQ(Enter("a", 3), nullptr);
  EXPECT_TRUE(admission_.SetWaiting(Enter("b", 4), false));
  EXPECT_EQ(Enter("c", 5), nullptr);
  EXPECT_TRUE(left_.empty());
}

TEST_F(AdmissionTest, WhoHasLeftMakesRoom) {
  Admission::Seat* first = Enter("a", 1);
  admission_.SetWaiting(first, false);
  admission_.SetWaiting(Enter("a", 2), false);
  admission_.Leave(first);

  EXPECT_NE(Enter("a", 3), nullptr);
  EXPECT_TRUE(left_.empty());
}

TEST_F(AdmissionTest, WhoWasSentAwayIsToldSoWhenItAsksForMore) {
  Admission::Seat* first = Enter("a", 1);
  Enter("a", 2);
  Enter("a", 3);

  EXPECT_FALSE(admission_.SetWaiting(first, false));
  admission_.Leave(first);
}

TEST_F(AdmissionTest, LargeBodiesShareOneMemory) {
  EXPECT_TRUE(admission_.TakeLarge(60));
  EXPECT_FALSE(admission_.TakeLarge(41));
  EXPECT_TRUE(admission_.TakeLarge(40));
  admission_.ReturnLarge(60);
  EXPECT_TRUE(admission_.TakeLarge(41));
}

TEST_F(AdmissionTest, DismissedNobodyEntersAndTheEndIsSeen) {
  Admission::Seat* seat = Enter("a", 1);
  admission_.Dismiss();

  ASSERT_EQ(left_.size(), 1U);
  EXPECT_EQ(left_[0].second, Why::kStop);
  EXPECT_EQ(Enter("b", 2), nullptr);
  EXPECT_FALSE(admission_.WaitUntilEmpty(std::chrono::milliseconds(1)));
  admission_.Leave(seat);
  EXPECT_TRUE(admission_.WaitUntilEmpty(std::chrono::milliseconds(1)));
}

}  // namespace
}  // namespace pingyi
