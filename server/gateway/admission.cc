#include "server/gateway/admission.h"

#include <iterator>
#include <utility>

namespace pingyi {

class Admission::Seat {
 public:
  Seat(std::string from, std::function<void(Why)> goodbye)
      : address(std::move(from)), leave(std::move(goodbye)) {}

  const std::string address;
  const std::function<void(Why)> leave;
  std::list<Seat>::iterator here;
  std::list<Seat*>::iterator in_waiting;
  bool waiting = false;
  bool counted = true;
};

Admission::Admission(Bounds bounds) : bounds_(bounds) {}

Admission::~Admission() = default;

Admission::Seat* Admission::Enter(const std::string& address,
                                  std::function<void(Why)> leave, bool* shed) {
  const std::lock_guard lock(mutex_);
  if (closed_) {
    return nullptr;
  }
  bool made_room = false;
  const auto same = addresses_.find(address);
  if (same != addresses_.end() && same->second >= bounds_.per_address) {
    made_room = ShedLocked(&address);
    if (!made_room) {
      return nullptr;
    }
  }
  if (counted_ >= bounds_.connections) {
    made_room = ShedLocked(nullptr);
    if (!made_room) {
      return nullptr;
    }
  }
  if (shed != nullptr) {
    *shed = made_room;
  }
  Seat& seat = seats_.emplace_back(address, std::move(leave));
  seat.here = std::prev(seats_.end());
  seat.waiting = true;
  seat.in_waiting = waiting_.insert(waiting_.end(), &seat);
  ++addresses_[address];
  ++counted_;
  return &seat;
}

bool Admission::SetWaiting(Seat* seat, bool waiting) {
  const std::lock_guard lock(mutex_);
  if (!seat->counted) {
    return false;
  }
  if (seat->waiting != waiting) {
    seat->waiting = waiting;
    if (waiting) {
      seat->in_waiting = waiting_.insert(waiting_.end(), seat);
    } else {
      waiting_.erase(seat->in_waiting);
    }
  }
  return true;
}

void Admission::Leave(Seat* seat) {
  const std::lock_guard lock(mutex_);
  RemoveLocked(seat);
  seats_.erase(seat->here);
  if (seats_.empty()) {
    empty_.notify_all();
  }
}

bool Admission::TakeLarge(size_t bytes) {
  const std::lock_guard lock(mutex_);
  if (bytes > bounds_.large_bodies - large_) {
    return false;
  }
  large_ += bytes;
  return true;
}

void Admission::ReturnLarge(size_t bytes) {
  const std::lock_guard lock(mutex_);
  large_ -= bytes;
}

void Admission::Dismiss() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  for (const Seat& seat : seats_) {
    seat.leave(Why::kStop);
  }
}

bool Admission::WaitUntilEmpty(std::chrono::milliseconds limit) {
  std::unique_lock lock(mutex_);
  return empty_.wait_for(lock, limit, [this] { return seats_.empty(); });
}

void Admission::RemoveLocked(Seat* seat) {
  if (!std::exchange(seat->counted, false)) {
    return;
  }
  --counted_;
  const auto address = addresses_.find(seat->address);
  if (--address->second == 0) {
    addresses_.erase(address);
  }
  if (std::exchange(seat->waiting, false)) {
    waiting_.erase(seat->in_waiting);
  }
}

bool Admission::ShedLocked(const std::string* address) {
  for (Seat* seat : waiting_) {
    if (address == nullptr || seat->address == *address) {
      RemoveLocked(seat);
      seat->leave(Why::kShed);
      return true;
    }
  }
  return false;
}

}  // namespace pingyi
