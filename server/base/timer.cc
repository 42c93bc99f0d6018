#include "server/base/timer.h"

#include <utility>

namespace pingyi {

Timer::Timer() : thread_([this] { Run(); }) {}

Timer::~Timer() {
  Stop();
}

void Timer::At(Clock::time_point when, std::function<void()> function) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) {
      return;
    }
    waiting_.emplace(when, std::move(function));
  }
  changed_.notify_one();
}

void Timer::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    waiting_.clear();
  }
  changed_.notify_one();
  if (thread_.joinable()) {
    thread_.join();
  }
}

void Timer::Run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (waiting_.empty()) {
      changed_.wait(lock);
      continue;
    }
    const auto first = waiting_.begin();
    const Clock::time_point when = first->first;
    if (when > Clock::now()) {
      changed_.wait_until(lock, when);
      continue;
    }
    const std::function<void()> function = std::move(first->second);
    waiting_.erase(first);
    lock.unlock();
    function();
    lock.lock();
  }
}

}  // namespace pingyi
