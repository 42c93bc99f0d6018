#ifndef SERVER_STORAGE_STORE_H_
#define SERVER_STORAGE_STORE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"

// What the server keeps, in the words of those who use it: the sequencer, which
// alone writes, and the start, which alone reads. server/DESIGN.md says what
// each table tells about a person.
namespace pingyi {

// A large object beside the log, by its SHA-256.
struct Blob {
  Digest sha256 = {};
  Bytes data = {};
};

// An accepted ballot that is not in the log yet. Nothing says when it came.
struct PendingBallot {
  Digest hash = {};   // SHA-256 of the ballot.
  Digest token = {};  // The token's key Y, spent by it.
  Bytes ballot = {};
};

// The newest tree that the log has signed. It never signs another of this or a
// smaller size.
struct SignedHead {
  uint64_t size = 0;
  Digest root = {};
  friend bool operator==(const SignedHead&, const SignedHead&) = default;
};

// What one commit writes: all or nothing.
struct StoreBatch {
  // Appended behind those that are there.
  std::vector<Bytes> leaves = {};
  // Those that are there already are left alone.
  std::vector<Blob> blobs = {};
  // Ballots accepted: pending, their tokens spent.
  std::vector<PendingBallot> cast = {};
  // Hashes of pending ballots that `leaves` now hold; their tokens stay spent.
  std::vector<Digest> logged = {};
  std::optional<SignedHead> head = {};

  bool empty() const {
    return leaves.empty() && blobs.empty() && cast.empty() && !head;
  }
};

class Store {
 public:
  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  virtual ~Store() = default;

  // Durable when it returns OK. Otherwise nothing is known of what was
  // written: the caller ends the process, and the next start reads the truth.
  virtual absl::Status Commit(const StoreBatch& batch) = 0;

  // Calls with each leaf in order; stops at the first failure and returns it.
  virtual absl::Status ForEachLeaf(
      const std::function<absl::Status(ByteSpan)>& visit) = 0;
  virtual absl::StatusOr<std::vector<Blob>> Blobs() = 0;
  // Ordered by hash: not the order of arrival.
  virtual absl::StatusOr<std::vector<PendingBallot>> Pending() = 0;
  virtual absl::StatusOr<std::optional<SignedHead>> Head() = 0;

  // The newest checkpoint with quorum, only to be served again after a
  // restart; empty if there is none.
  virtual absl::Status SaveQuorum(const std::string& note) = 0;
  virtual absl::StatusOr<std::string> Quorum() = 0;

  // Once the session has ended: drops pending ballots and spent tokens, and
  // rewrites everything, so that nothing on disk tells an order of arrival.
  // Idempotent; cheap when it has been done.
  virtual absl::Status ForgetOrder() = 0;
};

}  // namespace pingyi

#endif  // SERVER_STORAGE_STORE_H_
