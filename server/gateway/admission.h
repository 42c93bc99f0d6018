#ifndef SERVER_GATEWAY_ADMISSION_H_
#define SERVER_GATEWAY_ADMISSION_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <string>

namespace pingyi {

// Who may stay: bounds on connections, per address and in all, and on the
// memory of large bodies. A connection that is asking for nothing (between
// requests, or still at its handshake or head) gives way to a new one when a
// bound is reached, the longest-waiting first; one that is being served does
// not. So idle and slow clients cannot keep others out. Thread-safe.
class Admission {
 public:
  struct Bounds {
    size_t connections = 0;
    size_t per_address = 0;
    size_t large_bodies = 0;  // Bytes.
  };
  enum class Why { kShed, kStop };

  explicit Admission(Bounds bounds);
  ~Admission();
  Admission(const Admission&) = delete;
  Admission& operator=(const Admission&) = delete;

  // One connection's place.
  class Seat;

  // A place for a connection, which counts as waiting; nullptr if there is
  // none. `leave` is called, on any thread and with a lock held, when the
  // connection has to end: it must only pass that on. `shed`, if not nullptr,
  // is set to whether another had to go.
  Seat* Enter(const std::string& address, std::function<void(Why)> leave,
              bool* shed);
  // Whether the client is asking for nothing just now. False: `seat` has been
  // told to leave.
  bool SetWaiting(Seat* seat, bool waiting);
  // Frees the place.
  void Leave(Seat* seat);

  // Memory of bodies above the size that everybody may send.
  bool TakeLarge(size_t bytes);
  void ReturnLarge(size_t bytes);

  // Tells everybody to leave; from now on nobody enters.
  void Dismiss();
  // Whether nobody is left before `limit` has passed.
  bool WaitUntilEmpty(std::chrono::milliseconds limit);

 private:
  void RemoveLocked(Seat* seat);
  // Sends away the longest-waiting, of one address or of all.
  bool ShedLocked(const std::string* address);

  const Bounds bounds_;
  std::mutex mutex_;
  std::condition_variable empty_;
  std::list<Seat> seats_;
  std::list<Seat*> waiting_;  // The longest-waiting first.
  std::map<std::string, size_t> addresses_;
  size_t counted_ = 0;  // Without those that were told to leave.
  size_t large_ = 0;
  bool closed_ = false;
};

}  // namespace pingyi

#endif  // SERVER_GATEWAY_ADMISSION_H_
