#ifndef SERVER_GATEWAY_TRAFFIC_H_
#define SERVER_GATEWAY_TRAFFIC_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>

namespace pingyi {

// What is counted: only how much, never who, which method, or when. A count
// that moved at the very moment of somebody's ballot would tell of it, so what
// is shown is what stood at the last full minute.
enum class Count {
  kConnections,         // Accepted.
  kOpen,                // Connections just now.
  kPages,               // Requests for pages and the like.
  kTiles,               // Requests for parts of the log.
  kCalls,               // With one answer.
  kStreams,             // With many.
  kRefusedConnections,  // Too many, in all or from one address.
  kRefusedRequests,     // Malformed, too large, or no such thing.
  kTimedOut,            // Connections that were too slow.
  kShed,                // Idle connections that made room for others.
  kBytesIn,
  kBytesOut,
};
inline constexpr size_t kCountKinds = static_cast<size_t>(Count::kBytesOut) + 1;

// Thread-safe.
class Traffic {
 public:
  void Add(Count what, int64_t by = 1) {
    counts_[static_cast<size_t>(what)].fetch_add(by, std::memory_order_relaxed);
  }
  int64_t Now(Count what) const {
    return counts_[static_cast<size_t>(what)].load(std::memory_order_relaxed);
  }

  // At every full minute: from here on, this is what is shown.
  void CloseMinute();
  // In Prometheus' text format.
  std::string Text() const;

 private:
  std::array<std::atomic<int64_t>, kCountKinds> counts_ = {};
  mutable std::mutex mutex_;
  std::array<int64_t, kCountKinds> shown_ = {};
};

// Where the session stands, as everybody can read it in the log.
struct SessionFigures {
  uint64_t log_size = 0;
  uint64_t quorum_size = 0;
  uint32_t phase = 0;  // Number of pingyi.v1.Phase.
  uint32_t entitled = 0;
  uint32_t checked_in = 0;
  uint32_t returned = 0;  // Moves with the log's batches.
};
std::string FiguresText(const SessionFigures& figures);

}  // namespace pingyi

#endif  // SERVER_GATEWAY_TRAFFIC_H_
