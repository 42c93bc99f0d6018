#ifndef SERVER_BASE_TIMER_H_
#define SERVER_BASE_TIMER_H_

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace pingyi {

// Calls functions later, one after the other on one thread of its own: they
// must be short. Thread-safe.
class Timer {
 public:
  using Clock = std::chrono::steady_clock;

  Timer();
  // Stops.
  ~Timer();
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  // Calls `function` at `when`, at once if that has passed, never after Stop.
  void At(Clock::time_point when, std::function<void()> function);
  void After(Clock::duration delay, std::function<void()> function) {
    At(Clock::now() + delay, std::move(function));
  }

  // Waits for the function that runs just now; forgets the others.
  void Stop();

 private:
  void Run();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::multimap<Clock::time_point, std::function<void()>> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace pingyi

#endif  // SERVER_BASE_TIMER_H_
