#include "server/base/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>

namespace pingyi {
namespace {

TEST(WorkerPoolTest, RunsWhatItTook) {
  std::atomic<int> sum = 0;
  WorkerPool pool(3, 100);
  for (int i = 1; i <= 100; ++i) {
    while (!pool.TrySubmit([&sum, i] { sum += i; })) {
    }
  }
  pool.Stop();

  EXPECT_EQ(sum, 5050);
}

TEST(WorkerPoolTest, RefusesWhatDoesNotFit) {
  std::latch release(1);
  std::latch started(1);
  WorkerPool pool(1, 2);
  ASSERT_TRUE(pool.TrySubmit([&] {
    started.count_down();
    release.wait();
  }));
  started.wait();

  EXPECT_TRUE(pool.TrySubmit([] {}));
  EXPECT_TRUE(pool.TrySubmit([] {}));
  EXPECT_FALSE(pool.TrySubmit([] {}));
  release.count_down();
}

TEST(WorkerPoolTest, RefusesEverythingOnceStopped) {
  WorkerPool pool(1, 2);
  pool.Stop();

  EXPECT_FALSE(pool.TrySubmit([] {}));
}

TEST(PoolExecutorTest, CallsEachNumberOnce) {
  WorkerPool pool(2, 10);
  PoolExecutor executor(pool);
  std::vector<std::atomic<int>> calls(1000);

  executor.Run(calls.size(), [&](size_t i) { ++calls[i]; });
  executor.Run(0, [&](size_t) { FAIL(); });

  for (const auto& count : calls) {
    EXPECT_EQ(count, 1);
  }
}

TEST(PoolExecutorTest, WorksFromWithinATaskOfABusyPool) {
  WorkerPool pool(1, 1);
  PoolExecutor executor(pool);
  std::atomic<int> calls = 0;
  ASSERT_TRUE(
      pool.TrySubmit([&] { executor.Run(50, [&](size_t) { ++calls; }); }));
  pool.Stop();

  EXPECT_EQ(calls, 50);
}

}  // namespace
}  // namespace pingyi
