#ifndef CLIENT_TRUSTEE_WAKEUP_H_
#define CLIENT_TRUSTEE_WAKEUP_H_

#include <condition_variable>
#include <mutex>
#include <utility>

#include "absl/time/time.h"

namespace pingyi {

// Lets one thread sleep until another has news for it. News that come while it
// is awake are not lost. Thread-safe.
class Wakeup {
 public:
  void Notify() {
    {
      const std::lock_guard lock(mutex_);
      news_ = true;
    }
    wake_.notify_one();
  }
  // Returns true after Notify, false when the time is over without.
  bool WaitFor(absl::Duration duration) {
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, absl::ToChronoMilliseconds(duration),
                   [this] { return news_; });
    return std::exchange(news_, false);
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  bool news_ = false;
};

}  // namespace pingyi

#endif  // CLIENT_TRUSTEE_WAKEUP_H_
