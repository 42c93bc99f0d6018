#ifndef TESTS_BENCH_THREADS_H_
#define TESTS_BENCH_THREADS_H_

#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

#include "crypto/base/executor.h"

namespace pingyi::bench {

// Tasks are taken by `threads` threads in turn.
class Threads final : public Executor {
 public:
  explicit Threads(size_t threads) : threads_(threads) {}
  void Run(size_t n, const std::function<void(size_t)>& task) override {
    std::atomic<size_t> next = 0;
    const auto work = [&] {
      for (size_t i = next++; i < n; i = next++) {
        task(i);
      }
    };
    std::vector<std::thread> others;
    for (size_t t = 1; t < threads_; ++t) {
      others.emplace_back(work);
    }
    work();
    for (std::thread& other : others) {
      other.join();
    }
  }
  size_t width() const override { return threads_; }

 private:
  size_t threads_;
};

}  // namespace pingyi::bench

#endif  // TESTS_BENCH_THREADS_H_
