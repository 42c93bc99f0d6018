#ifndef SERVER_BALLOT_BOX_COUNTERS_H_
#define SERVER_BALLOT_BOX_COUNTERS_H_

#include <atomic>
#include <cstdint>

namespace pingyi {

// All that is ever said of casting: three numbers, in steps of a minute.
class Counters {
 public:
  void Accepted() { ++accepted_; }
  void Repeated() { ++repeated_; }
  void Refused() { ++refused_; }

  // Writes what has been counted since the last call; nothing if nothing was.
  void Log();

 private:
  std::atomic<int64_t> accepted_ = 0;
  std::atomic<int64_t> repeated_ = 0;
  std::atomic<int64_t> refused_ = 0;
};

}  // namespace pingyi

#endif  // SERVER_BALLOT_BOX_COUNTERS_H_
