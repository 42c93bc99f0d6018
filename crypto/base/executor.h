#ifndef CRYPTO_BASE_EXECUTOR_H_
#define CRYPTO_BASE_EXECUTOR_H_

#include <cstddef>
#include <functional>

namespace pingyi {

// Where mathematics may use cores without knowing threads: the caller brings
// them. Run calls task(0) ... task(n - 1), each once, in any order, possibly
// at the same time, and returns when all have returned.
class Executor {
 public:
  Executor() = default;
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;
  virtual ~Executor() = default;
  virtual void Run(size_t n, const std::function<void(size_t)>& task) = 0;
  // How many tasks run at the same time, at best.
  virtual size_t width() const { return 1; }
};

// One after the other, on the caller's thread.
class SerialExecutor final : public Executor {
 public:
  void Run(size_t n, const std::function<void(size_t)>& task) override {
    for (size_t i = 0; i < n; ++i) {
      task(i);
    }
  }
};

}  // namespace pingyi

#endif  // CRYPTO_BASE_EXECUTOR_H_
