#include "server/base/worker_pool.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace pingyi {

WorkerPool::WorkerPool(size_t threads, size_t capacity) : capacity_(capacity) {
  threads_.reserve(threads);
  for (size_t i = 0; i < threads; ++i) {
    threads_.emplace_back([this] { Work(); });
  }
}

WorkerPool::~WorkerPool() {
  Stop();
}

bool WorkerPool::TrySubmit(Task task) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= capacity_) {
      return false;
    }
    queue_.push_back(std::move(task));
  }
  changed_.notify_one();
  return true;
}

void WorkerPool::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) {
      thread.join();
    }
  }
}

void WorkerPool::Work() {
  for (;;) {
    Task task;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) {
        return;
      }
      task = std::move(queue_.front());
      queue_.pop_front();
    }
    task();
  }
}

namespace {

// One Run: who works on it takes the next number until there is none.
struct Job {
  std::mutex mutex;
  std::condition_variable changed;
  size_t next = 0;
  size_t done = 0;
  size_t n = 0;
  // Valid until done == n: nobody calls it later.
  const std::function<void(size_t)>* task = nullptr;

  void Work() {
    std::unique_lock lock(mutex);
    while (next < n) {
      const size_t i = next++;
      lock.unlock();
      (*task)(i);
      lock.lock();
      ++done;
    }
    if (done == n) {
      changed.notify_all();
    }
  }
};

}  // namespace

void PoolExecutor::Run(size_t n, const std::function<void(size_t)>& task) {
  // Shared: a helper may come to it when everything is long done.
  const auto job = std::make_shared<Job>();
  job->n = n;
  job->task = &task;
  const size_t helpers = std::min(pool_.threads(), n) - (n == 0 ? 0 : 1);
  for (size_t i = 0; i < helpers; ++i) {
    if (!pool_.TrySubmit([job] { job->Work(); })) {
      break;
    }
  }
  job->Work();
  std::unique_lock lock(job->mutex);
  job->changed.wait(lock, [&job] { return job->done == job->n; });
}

}  // namespace pingyi
