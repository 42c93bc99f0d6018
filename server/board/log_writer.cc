#include "server/board/log_writer.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "crypto/base/hash.h"
#include "crypto/base/status_macros.h"
#include "crypto/note/checkpoint.h"
#include "proto/codec/entry.h"
#include "server/base/refusal.h"

namespace pingyi {
namespace {

RefusalText TextFor(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kUnauthenticated:
      return {.name = "WRONG_SIGNATURE",
              .next_step =
                  "Only the official or deputy named in it may say "
                  "this, with their own key."};
    case absl::StatusCode::kFailedPrecondition:
      return {.name = "NOT_NOW",
              .next_step = "Wait until the session has come to this step."};
    case absl::StatusCode::kAlreadyExists:
      return {.name = "SAID_BEFORE",
              .next_step = "What was said first stands; compare it with this."};
    default:
      return {.name = "MALFORMED",
              .next_step = "The statement is wrong: make it again."};
  }
}

}  // namespace

absl::Status LogWriter::Refuse(const Ruling& ruling) const {
  Bytes conflict;
  const std::optional<uint64_t> standing = ruling.standing();
  if (standing.has_value()) {
    const auto found = statement_leaves_.find(*standing);
    if (found != statement_leaves_.end()) {
      conflict = found->second;
    }
  }
  return WithRefusal(ruling.why(), TextFor(ruling.why().code()), conflict);
}

absl::StatusOr<uint64_t> LogWriter::Append(const Entry& entry, Bytes leaf,
                                           std::vector<Bytes> blobs) {
  const auto said = statements_.find(LeafHash(leaf));
  if (said != statements_.end()) {
    return said->second;
  }
  const Ruling ruling = session_->Judge(entry);
  if (!ruling.effective()) {
    return Refuse(ruling);
  }
  const uint64_t index = session_->size();
  RETURN_IF_ERROR(Take(entry, std::move(leaf)));
  for (Bytes& blob : blobs) {
    const Digest sha256 = Sha256(blob);
    batch_.blobs.push_back({.sha256 = sha256, .data = std::move(blob)});
  }
  return index;
}

absl::Status LogWriter::Take(const Entry& entry, Bytes leaf) {
  const uint64_t index = session_->size();
  const Digest hash = LeafHash(leaf);
  if (const absl::Status status = session_->Apply(entry, hash); !status.ok()) {
    return absl::InternalError(absl::StrCat(
        "the session refuses what it ruled legal: ", status.message()));
  }
  if (!std::holds_alternative<BallotEntry>(entry)) {
    statements_.emplace(hash, index);
    statement_leaves_.emplace(index, leaf);
  }
  batch_.leaves.push_back(std::move(leaf));
  return absl::OkStatus();
}

absl::Status LogWriter::Cast(PendingBallot ballot) {
  const auto staged = staged_tokens_.find(ballot.token);
  Urn::Spent spent = urn_.Find(ballot.token, ballot.hash);
  if (staged != staged_tokens_.end()) {
    spent = staged->second == ballot.hash ? Urn::Spent::kBySameBytes
                                          : Urn::Spent::kByOtherBytes;
  }
  switch (spent) {
    case Urn::Spent::kByOtherBytes:
      return absl::AlreadyExistsError("this token was spent before");
    case Urn::Spent::kBySameBytes:
      return absl::OkStatus();
    case Urn::Spent::kNo:
      break;
  }
  staged_tokens_.emplace(ballot.token, ballot.hash);
  batch_.cast.push_back(std::move(ballot));
  return absl::OkStatus();
}

absl::Status LogWriter::AppendBallots(const std::vector<PendingBallot>& drawn) {
  for (const PendingBallot& ballot : drawn) {
    const Entry entry = BallotEntry{.round = 0, .ballot = ballot.ballot};
    auto encoded = EncodeLogEntry(entry);
    if (!encoded.ok()) {
      return absl::InternalError(encoded.status().message());
    }
    RETURN_IF_ERROR(Take(entry, std::move(encoded->leaf)));
    batch_.logged.push_back(ballot.hash);
  }
  return absl::OkStatus();
}

absl::Status LogWriter::Commit() {
  if (!batch_.leaves.empty()) {
    // Stored before it is signed: the log never signs two trees of one size.
    const TreeHead head = session_->tree().Head();
    batch_.head = SignedHead{.size = head.size, .root = head.root};
  }
  RETURN_IF_ERROR(store_->Commit(batch_));
  for (PendingBallot& ballot : batch_.cast) {
    urn_.Add(std::move(ballot));
  }
  std::move(batch_.leaves.begin(), batch_.leaves.end(),
            std::back_inserter(written_.leaves));
  std::move(batch_.blobs.begin(), batch_.blobs.end(),
            std::back_inserter(written_.blobs));
  batch_ = {};
  staged_tokens_.clear();
  return absl::OkStatus();
}

LogWriter::Written LogWriter::TakeWritten() {
  return std::exchange(written_, {});
}

std::string LogWriter::SignHead() const {
  return SignCheckpoint(*log_key_, {.origin = Origin(session_->manifest(),
                                                     session_->session_id()),
                                    .head = session_->tree().Head()});
}

}  // namespace pingyi
