#ifndef SERVER_BOARD_BOARD_H_
#define SERVER_BOARD_BOARD_H_

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"
#include "crypto/merkle/tile.h"
#include "crypto/merkle/tree.h"
#include "crypto/note/note.h"
#include "pingyi/v1/board.pb.h"
#include "server/board/cosigning.h"
#include "server/board/view.h"
#include "server/storage/store.h"

namespace pingyi {

// What the sequencer puts up at once; all of it is durable.
struct Publication {
  std::vector<Bytes> leaves;
  std::vector<Blob> blobs;
  std::string signed_note;  // Of the tree with these leaves.
  SessionView view;
};

// Who wants to know of changes. Called on the board's thread: must be short.
class Follower {
 public:
  Follower() = default;
  Follower(const Follower&) = delete;
  Follower& operator=(const Follower&) = delete;
  virtual ~Follower() = default;
  virtual void OnChange() = 0;
  // The board stops; the last call.
  virtual void OnStop() = 0;
};

// How far one follower has come.
struct FollowCursor {
  uint64_t next = 0;
  uint64_t signed_size = 0;
  uint64_t quorum_version = 0;
};

// The public record as everybody reads it: published leaves, the tree over
// them, checkpoints and the view of the session. Followers share the leaves in
// memory; a slow one only lags. Thread-safe.
class Board {
 public:
  explicit Board(LogPolicy policy);
  // Stops.
  ~Board();
  Board(const Board&) = delete;
  Board& operator=(const Board&) = delete;

  // By the sequencer only. Leaves are behind those published before.
  void Publish(Publication publication);
  // By the sequencer only: something that the log does not show has changed.
  void SetView(SessionView view);
  // Before the first Publish is followed: the quorum note of an earlier life.
  // Dropped, with the reason, if it does not fit the log.
  absl::Status RestoreQuorum(const std::string& note);

  // Never nullptr after the first Publish.
  std::shared_ptr<const SessionView> view() const;
  uint64_t size() const;
  std::string signed_note() const;
  std::string quorum_note() const;
  uint64_t quorum_size() const;
  // The box has stopped and all of it is under a checkpoint with quorum.
  bool BoxClosed() const;

  // A witness's (from 1) cosignature. INVALID_ARGUMENT, UNAUTHENTICATED: it is
  // wrong. OK otherwise, also when it comes too late to matter.
  absl::Status AddCosignature(uint32_t witness, uint64_t size,
                              const NoteSignature& signature);

  // See board.proto for these four: the same errors.
  absl::StatusOr<Bytes> TileBytes(const TilePath& path) const;
  absl::StatusOr<Bytes> BlobData(const Digest& sha256) const;
  absl::StatusOr<MerkleProof> InclusionProof(uint64_t index,
                                             uint64_t size) const;
  absl::StatusOr<MerkleProof> ConsistencyProof(uint64_t old_size,
                                               uint64_t new_size) const;

  // Fills in what is new for `cursor` and moves it; false if nothing is. At
  // most about kMaxPiece bytes of leaves.
  bool Next(FollowCursor& cursor, v1::FollowResponse& out) const;
  static constexpr size_t kMaxPiece = 128 << 10;

  // RESOURCE_EXHAUSTED beyond `limit` followers; UNAVAILABLE once stopped.
  absl::Status AddFollower(Follower* follower, size_t limit);
  // Returns when `follower` is not being called and will not be any more.
  void RemoveFollower(Follower* follower);
  void Stop();

 private:
  void Wake();
  void Notify();

  mutable std::shared_mutex mutex_;
  std::deque<Bytes> leaves_;  // Elements never move.
  Tree tree_;
  std::map<Digest, Bytes> blobs_;
  Cosigning cosigning_;
  uint64_t quorum_version_ = 0;
  std::shared_ptr<const SessionView> view_;

  // Never taken while mutex_ is held.
  std::mutex followers_mutex_;
  std::set<Follower*> followers_;
  bool stopped_ = false;

  std::mutex wake_mutex_;
  std::condition_variable wake_;
  bool changed_ = false;
  bool stopping_ = false;
  std::thread notifier_;
};

}  // namespace pingyi

#endif  // SERVER_BOARD_BOARD_H_
