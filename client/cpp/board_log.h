#ifndef CLIENT_CPP_BOARD_LOG_H_
#define CLIENT_CPP_BOARD_LOG_H_

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "client/cpp/key_file.h"
#include "crypto/audit/session.h"
#include "crypto/base/executor.h"
#include "crypto/merkle/tree.h"
#include "crypto/note/quorum.h"
#include "proto/codec/board.h"
#include "proto/codec/entry.h"

namespace pingyi {

// The log as one reader has verified it: every leaf decoded and judged by the
// state machine, every checkpoint compared with the tree made of the leaves
// themselves. Leaves count once the log has signed a tree that holds them; the
// order of a quorum is known beside it. Not thread-safe, does no I/O.
class BoardLog {
 public:
  struct Options {
    // session_id as the reader knows it; another log is refused.
    std::optional<Digest> session_id;
    // Trees seen in an earlier life: the log must still extend them.
    std::vector<SeenHead> remembered;
    // Verify ballots as they come, not all of them at Close.
    bool settle = false;
    // Not owned; nullptr: the caller's thread.
    Executor* executor = nullptr;
  };

  explicit BoardLog(Options options) : options_(std::move(options)) {}

  // Takes the next piece in. UNAVAILABLE and other retryable codes come from
  // `blobs` and change nothing that counts: Rewind, and follow again.
  // FAILED_PRECONDITION: another session. DATA_LOSS: the log forked or shrank,
  // see fork(). INVALID_ARGUMENT and others: it holds what no log may hold.
  // After any failure but a retryable one, everything fails with it.
  absl::Status Accept(const LogPiece& piece, const BlobSource& blobs);

  // Forgets leaves that no signed tree holds yet: the connection broke.
  void Rewind();
  // The leaf to follow the log from.
  uint64_t next_leaf() const { return next_leaf_; }

  // Up to the newest tree that the log signed; nullptr before the first.
  const Session* session() const {
    return session_.has_value() ? &*session_ : nullptr;
  }
  // Trust of the session's log; only with a session.
  const LogPolicy& policy() const { return policy_; }
  // The exact bytes of the manifest; only with a session.
  const Bytes& manifest_bytes() const { return manifest_bytes_; }

  // The newest tree that the log signed, and the newest with quorum. Size 0:
  // none yet.
  const SeenHead& signed_head() const { return signed_; }
  const SeenHead& quorum_head() const { return quorum_; }
  // Whether the leaf stands under the newest quorum.
  bool Agreed(uint64_t leaf) const { return leaf < quorum_.head.size; }
  // Agreed(leaf) for a leaf that may not have come yet.
  bool Agreed(const std::optional<uint64_t>& leaf) const {
    return leaf.has_value() && Agreed(*leaf);
  }

  // Leaves at which something began: both keys complete, the newest active
  // set, the opening, the closing, the decision of the token audit.
  std::optional<uint64_t> keys_leaf() const { return keys_leaf_; }
  std::optional<uint64_t> active_set_leaf() const { return active_set_leaf_; }
  std::optional<uint64_t> open_leaf() const { return open_leaf_; }
  std::optional<uint64_t> closing_leaf() const { return closing_leaf_; }
  std::optional<uint64_t> audited_leaf() const { return audited_leaf_; }

  // Two signed notes that contradict each other, if that is why it failed.
  const std::optional<ForkEvidence>& fork() const { return fork_; }
  // OK, or why the log cannot be trusted any more.
  const absl::Status& broken() const { return broken_; }

  // Verifies ballots that wait, at most `limit`. If the group engine computes
  // wrongly, the log counts as broken.
  void Settle(size_t limit);

 private:
  struct Heard {
    Digest hash = {};
    Entry entry;
  };

  absl::Status Hear(const Bytes& leaf, const BlobSource& blobs);
  absl::Status ReadManifest(const ManifestEntry& entry,
                            const BlobSource& blobs);
  absl::Status TakeSigned(const std::string& note);
  absl::Status TakeQuorum(const std::string& note);
  absl::Status CheckRemembered(const std::string& note);
  Heard NextHeard();
  absl::Status Begin(const Heard& first);
  absl::Status ApplyUpTo(uint64_t size);
  void NoteMilestones(const Session& session, uint64_t leaf,
                      const Entry& entry);
  absl::Status Forked(const std::string& ours, const std::string& theirs);
  // Marks the log as broken unless the error may pass.
  absl::Status Judge(absl::Status status);

  Options options_;
  // All leaves heard, and those of them not applied yet.
  Tree tree_;
  std::deque<Heard> waiting_;
  uint64_t next_leaf_ = 0;

  std::optional<Manifest> manifest_;
  Roster roster_;
  Bytes manifest_bytes_;
  Digest session_id_ = {};
  LogPolicy policy_;
  std::optional<Session> session_;

  SeenHead signed_;
  SeenHead quorum_;
  std::optional<uint64_t> keys_leaf_;
  std::optional<uint64_t> active_set_leaf_;
  std::optional<uint64_t> open_leaf_;
  std::optional<uint64_t> closing_leaf_;
  std::optional<uint64_t> audited_leaf_;
  std::optional<ForkEvidence> fork_;
  absl::Status broken_;
};

// What a manifest says of its log.
LogPolicy PolicyOf(const Manifest& manifest, const Digest& session_id);

}  // namespace pingyi

#endif  // CLIENT_CPP_BOARD_LOG_H_
