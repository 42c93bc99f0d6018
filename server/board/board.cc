#include "server/board/board.h"

#include <algorithm>
#include <utility>

#include "crypto/base/status_macros.h"
#include "server/base/refusal.h"

namespace pingyi {

Board::Board(LogPolicy policy)
    : cosigning_(std::move(policy)), notifier_([this] { Notify(); }) {}

Board::~Board() {
  Stop();
}

void Board::Publish(Publication publication) {
  {
    const std::unique_lock lock(mutex_);
    for (Bytes& leaf : publication.leaves) {
      tree_.Append(LeafHash(leaf));
      leaves_.push_back(std::move(leaf));
    }
    for (Blob& blob : publication.blobs) {
      blobs_.emplace(blob.sha256, std::move(blob.data));
    }
    view_ = std::make_shared<const SessionView>(std::move(publication.view));
    cosigning_.AddSigned(
        {.origin = cosigning_.policy().origin, .head = tree_.Head()},
        std::move(publication.signed_note));
  }
  Wake();
}

void Board::SetView(SessionView view) {
  const std::unique_lock lock(mutex_);
  view_ = std::make_shared<const SessionView>(std::move(view));
}

absl::Status Board::RestoreQuorum(const std::string& note) {
  const std::unique_lock lock(mutex_);
  ASSIGN_OR_RETURN(const SignedCheckpoint checkpoint,
                   VerifyCheckpointQuorum(cosigning_.policy(), note));
  const TreeHead& head = checkpoint.checkpoint.head;
  ASSIGN_OR_RETURN(const Digest root, tree_.RootAt(head.size));
  if (root != head.root) {
    return absl::DataLossError("the stored quorum is for another tree");
  }
  ++quorum_version_;
  return cosigning_.Restore(note);
}

std::shared_ptr<const SessionView> Board::view() const {
  const std::shared_lock lock(mutex_);
  return view_;
}

uint64_t Board::size() const {
  const std::shared_lock lock(mutex_);
  return tree_.size();
}

std::string Board::signed_note() const {
  const std::shared_lock lock(mutex_);
  return cosigning_.signed_note();
}

std::string Board::quorum_note() const {
  const std::shared_lock lock(mutex_);
  return cosigning_.quorum_note();
}

uint64_t Board::quorum_size() const {
  const std::shared_lock lock(mutex_);
  return cosigning_.quorum_size();
}

bool Board::BoxClosed() const {
  const std::shared_lock lock(mutex_);
  if (view_ == nullptr) {
    return false;
  }
  const std::optional<uint64_t>& box_size = view_->box_size;
  return box_size.has_value() && cosigning_.quorum_size() >= *box_size;
}

absl::Status Board::AddCosignature(uint32_t witness, uint64_t size,
                                   const NoteSignature& signature) {
  std::string text;
  {
    const std::shared_lock lock(mutex_);
    auto found = cosigning_.TextOf(size);
    if (!found.ok()) {
      // Too late is no mistake; ahead of the log is.
      return size < tree_.size() ? absl::OkStatus()
                                 : absl::InvalidArgumentError(
                                       "cosignature: of a checkpoint that the "
                                       "log has not signed");
    }
    text = *std::move(found);
  }
  // The policy never changes, so this needs no lock.
  RETURN_IF_ERROR(
      CheckCosignature(cosigning_.policy(), witness, text, signature));
  bool moved = false;
  {
    const std::unique_lock lock(mutex_);
    moved = cosigning_.Add(witness, size, signature);
    quorum_version_ += moved ? 1 : 0;
  }
  if (moved) {
    Wake();
  }
  return absl::OkStatus();
}

bool Board::Next(FollowCursor& cursor, v1::FollowResponse& out) const {
  out.Clear();
  const std::shared_lock lock(mutex_);
  size_t bytes = 0;
  while (cursor.next < leaves_.size() && bytes < kMaxPiece) {
    const Bytes& leaf = leaves_[cursor.next++];
    out.add_leaves(leaf.data(), leaf.size());
    bytes += leaf.size() + 8;
  }
  const bool all = cursor.next == leaves_.size();
  if (all && cursor.signed_size != tree_.size()) {
    cursor.signed_size = tree_.size();
    out.set_signed_checkpoint(cosigning_.signed_note());
  }
  // A quorum means nothing to somebody without the signed tree it belongs to.
  if (cursor.quorum_version != quorum_version_ &&
      cursor.signed_size >= cosigning_.quorum_size()) {
    cursor.quorum_version = quorum_version_;
    out.set_quorum_checkpoint(cosigning_.quorum_note());
  }
  return out.leaves_size() > 0 || !out.signed_checkpoint().empty() ||
         !out.quorum_checkpoint().empty();
}

absl::Status Board::AddFollower(Follower* follower, size_t limit) {
  const std::lock_guard lock(followers_mutex_);
  if (stopped_) {
    return Stopping();
  }
  if (followers_.size() >= limit) {
    return Overloaded("followers");
  }
  followers_.insert(follower);
  return absl::OkStatus();
}

void Board::RemoveFollower(Follower* follower) {
  const std::lock_guard lock(followers_mutex_);
  followers_.erase(follower);
}

void Board::Wake() {
  {
    const std::lock_guard lock(wake_mutex_);
    changed_ = true;
  }
  wake_.notify_one();
}

void Board::Notify() {
  for (;;) {
    {
      std::unique_lock lock(wake_mutex_);
      wake_.wait(lock, [this] { return changed_ || stopping_; });
      if (stopping_) {
        return;
      }
      changed_ = false;
    }
    const std::lock_guard lock(followers_mutex_);
    for (Follower* follower : followers_) {
      follower->OnChange();
    }
  }
}

void Board::Stop() {
  {
    const std::lock_guard lock(wake_mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (notifier_.joinable()) {
    notifier_.join();
  }
  const std::lock_guard lock(followers_mutex_);
  if (!stopped_) {
    stopped_ = true;
    for (Follower* follower : followers_) {
      follower->OnStop();
    }
  }
}

}  // namespace pingyi
