#include "server/base/timer.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <vector>

namespace pingyi {
namespace {

using std::chrono::milliseconds;

TEST(TimerTest, CallsInTheOrderOfTheTimesNotOfTheCalls) {
  Timer timer;
  std::vector<int> order;
  std::promise<void> done;
  const auto start = Timer::Clock::now();
  timer.At(start + milliseconds(40), [&] {
    order.push_back(2);
    done.set_value();
  });
  timer.At(start + milliseconds(20), [&] { order.push_back(1); });
  timer.At(start - milliseconds(20), [&] { order.push_back(0); });

  done.get_future().wait();
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2}));
}

TEST(TimerTest, CallsNothingAfterStop) {
  std::atomic<int> calls = 0;
  Timer timer;
  timer.After(milliseconds(20), [&] { ++calls; });
  timer.Stop();
  timer.After(milliseconds(0), [&] { ++calls; });

  std::this_thread::sleep_for(milliseconds(40));
  EXPECT_EQ(calls, 0);
}

TEST(TimerTest, AFunctionMaySetTheNextOne) {
  Timer timer;
  std::promise<void> done;
  timer.After(milliseconds(0),
              [&] { timer.After(milliseconds(0), [&] { done.set_value(); }); });

  done.get_future().wait();
}

}  // namespace
}  // namespace pingyi
