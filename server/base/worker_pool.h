#ifndef SERVER_BASE_WORKER_POOL_H_
#define SERVER_BASE_WORKER_POOL_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "crypto/base/executor.h"

namespace pingyi {

// Where the server computes: a fixed number of threads and a bounded queue, so
// that load is refused and never piles up. Thread-safe.
class WorkerPool {
 public:
  using Task = std::function<void()>;

  WorkerPool(size_t threads, size_t capacity);
  // Stops.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Queues `task`; false, and nothing happens, if the queue is full or the pool
  // stops. Tasks start in the order of their coming and must not wait for one
  // another.
  bool TrySubmit(Task task);

  // Takes nothing more, finishes what is queued, and joins. Idempotent; not to
  // be called by a task.
  void Stop();

  size_t threads() const { return threads_.size(); }

 private:
  void Work();

  const size_t capacity_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

// Lends idle threads of a pool to crypto. The calling thread works too, so that
// Run always ends, even from within a task of a busy pool.
class PoolExecutor final : public Executor {
 public:
  explicit PoolExecutor(WorkerPool& pool) : pool_(pool) {}
  void Run(size_t n, const std::function<void(size_t)>& task) override;
  size_t width() const override { return pool_.threads() + 1; }

 private:
  WorkerPool& pool_;
};

}  // namespace pingyi

#endif  // SERVER_BASE_WORKER_POOL_H_
