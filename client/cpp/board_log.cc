#include "client/cpp/board_log.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "client/cpp/retry.h"
#include "crypto/ballot/verifier.h"
#include "crypto/base/hash.h"
#include "crypto/base/status_macros.h"
#include "crypto/identifiers/identifiers.h"
#include "proto/codec/manifest.h"

namespace pingyi {
namespace {

// Its place is where the log breaks its own rules.
absl::Status AtLeaf(uint64_t leaf, const absl::Status& status) {
  return absl::Status(status.code(),
                      absl::StrCat("leaf ", leaf, ": ", status.message()));
}

}  // namespace

LogPolicy PolicyOf(const Manifest& manifest, const Digest& session_id) {
  LogPolicy policy{.origin = Origin(manifest, session_id),
                   .log_key = manifest.log_key,
                   .witnesses = {},
                   .quorum = manifest.witness_quorum};
  for (const Official& official : manifest.officials) {
    if (official.witness_key.has_value()) {
      policy.witnesses.push_back(*official.witness_key);
    }
  }
  return policy;
}

absl::Status BoardLog::Accept(const LogPiece& piece, const BlobSource& blobs) {
  RETURN_IF_ERROR(broken_);
  for (const Bytes& leaf : piece.leaves) {
    RETURN_IF_ERROR(Judge(Hear(leaf, blobs)));
  }
  if (!piece.signed_checkpoint.empty()) {
    RETURN_IF_ERROR(Judge(TakeSigned(piece.signed_checkpoint)));
  }
  if (!piece.quorum_checkpoint.empty()) {
    RETURN_IF_ERROR(Judge(TakeQuorum(piece.quorum_checkpoint)));
  }
  return absl::OkStatus();
}

void BoardLog::Rewind() {
  if (waiting_.empty()) {
    return;
  }
  waiting_.clear();
  tree_ = session_.has_value() ? session_->tree() : Tree();
  next_leaf_ = tree_.size();
}

absl::Status BoardLog::Judge(absl::Status status) {
  if (!status.ok() && !IsRetryable(status)) {
    broken_ = status;
  }
  return status;
}

absl::Status BoardLog::Hear(const Bytes& leaf, const BlobSource& blobs) {
  absl::StatusOr<Entry> entry = DecodeLogEntry(leaf, blobs);
  if (!entry.ok()) {
    return AtLeaf(next_leaf_, entry.status());
  }
  if (next_leaf_ == 0) {
    const auto* const manifest = std::get_if<ManifestEntry>(&*entry);
    if (manifest == nullptr) {
      return absl::InvalidArgumentError("leaf 0: not a manifest");
    }
    RETURN_IF_ERROR(ReadManifest(*manifest, blobs));
  }
  const Digest hash = LeafHash(leaf);
  tree_.Append(hash);
  waiting_.push_back({.hash = hash, .entry = *std::move(entry)});
  ++next_leaf_;
  return absl::OkStatus();
}

absl::Status BoardLog::ReadManifest(const ManifestEntry& entry,
                                    const BlobSource& blobs) {
  session_id_ = SessionId(entry.manifest);
  if (options_.session_id.has_value() && *options_.session_id != session_id_) {
    return absl::FailedPreconditionError(absl::StrCat(
        "the server holds another session: fingerprint ", ToHex(session_id_),
        ", want ", ToHex(*options_.session_id)));
  }
  ASSIGN_OR_RETURN(Manifest manifest, DecodeManifest(entry.manifest));
  ASSIGN_OR_RETURN(const Bytes roster, blobs(manifest.roster_sha256));
  if (Sha256(roster) != manifest.roster_sha256) {
    return absl::InvalidArgumentError("roster: not the one in the manifest");
  }
  ASSIGN_OR_RETURN(roster_, DecodeRoster(roster));
  policy_ = PolicyOf(manifest, session_id_);
  manifest_ = std::move(manifest);
  manifest_bytes_ = entry.manifest;
  return absl::OkStatus();
}

absl::Status BoardLog::TakeSigned(const std::string& note) {
  if (!manifest_.has_value()) {
    return absl::InvalidArgumentError("checkpoint: before the manifest");
  }
  ASSIGN_OR_RETURN(const SignedCheckpoint seen,
                   VerifyCheckpoint(policy_, note));
  const TreeHead& head = seen.checkpoint.head;
  if (head.size > tree_.size()) {
    return absl::InvalidArgumentError(
        absl::StrCat("checkpoint: covers ", head.size, " leaves, but only ",
                     tree_.size(), " were sent"));
  }
  ASSIGN_OR_RETURN(const Digest root, tree_.RootAt(head.size));
  if (root != head.root) {
    return Forked(signed_.note, note);
  }
  if (head.size < signed_.head.size) {
    // The same history, but shorter: leaves that were signed are missing.
    return absl::DataLossError(
        absl::StrCat("the log shrank: it signed ", signed_.head.size,
                     " leaves before, and ", head.size, " now"));
  }
  RETURN_IF_ERROR(ApplyUpTo(head.size));
  signed_ = {.head = head, .note = note};
  return CheckRemembered(note);
}

absl::Status BoardLog::TakeQuorum(const std::string& note) {
  if (!session_.has_value()) {
    return absl::InvalidArgumentError("checkpoint: quorum before any tree");
  }
  ASSIGN_OR_RETURN(const SignedCheckpoint seen,
                   VerifyCheckpointQuorum(policy_, note));
  const TreeHead& head = seen.checkpoint.head;
  if (head.size > session_->size()) {
    return absl::InvalidArgumentError(
        "checkpoint: a quorum for leaves that were not sent");
  }
  ASSIGN_OR_RETURN(const Digest root, session_->tree().RootAt(head.size));
  if (root != head.root) {
    return Forked(signed_.note, note);
  }
  if (head.size >= quorum_.head.size) {
    quorum_ = {.head = head, .note = note};
  }
  return absl::OkStatus();
}

absl::Status BoardLog::CheckRemembered(const std::string& note) {
  for (SeenHead& seen : options_.remembered) {
    if (seen.head.size == 0 || seen.head.size > signed_.head.size) {
      continue;
    }
    ASSIGN_OR_RETURN(const Digest root, tree_.RootAt(seen.head.size));
    if (root != seen.head.root) {
      return Forked(seen.note, note);
    }
    seen.head.size = 0;  // Found in this log; later trees extend it.
  }
  return absl::OkStatus();
}

absl::Status BoardLog::Forked(const std::string& ours,
                              const std::string& theirs) {
  if (!ours.empty()) {
    fork_ = ForkEvidence{.ours = ours, .theirs = theirs};
  }
  return absl::DataLossError(
      "fork: the log has signed two histories that contradict each other");
}

BoardLog::Heard BoardLog::NextHeard() {
  Heard heard = std::move(waiting_.front());
  waiting_.pop_front();
  return heard;
}

absl::Status BoardLog::Begin(const Heard& first) {
  const auto* const entry = std::get_if<ManifestEntry>(&first.entry);
  if (entry == nullptr || !manifest_.has_value()) {
    return absl::InvalidArgumentError("leaf 0: not a manifest");
  }
  ASSIGN_OR_RETURN(
      Session session,
      Session::Start(*entry, *manifest_, roster_, first.hash,
                     {.own_log = false, .executor = options_.executor}));
  session_ = std::move(session);
  return absl::OkStatus();
}

absl::Status BoardLog::ApplyUpTo(uint64_t size) {
  if (size == 0) {
    return absl::OkStatus();
  }
  if (!session_.has_value()) {
    RETURN_IF_ERROR(Begin(NextHeard()));
  }
  if (!session_.has_value()) {
    return absl::InternalError("a session without its beginning");
  }
  Session& session = *session_;
  while (session.size() < size) {
    const uint64_t leaf = session.size();
    const Heard heard = NextHeard();
    const absl::Status applied = session.Apply(heard.entry, heard.hash);
    if (!applied.ok()) {
      return absl::InvalidArgumentError(absl::StrCat(
          "leaf ", leaf, " may not stand there: ", applied.message()));
    }
    NoteMilestones(session, leaf, heard.entry);
  }
  while (options_.settle &&
         session.ledger().size() - session.ledger().settled() >=
             BallotVerifier::kBatchSize) {
    RETURN_IF_ERROR(session.Settle(BallotVerifier::kBatchSize));
  }
  return absl::OkStatus();
}

void BoardLog::NoteMilestones(const Session& session, uint64_t leaf,
                              const Entry& entry) {
  const auto note = [leaf](std::optional<uint64_t>& first, bool now) {
    if (now && !first.has_value()) {
      first = leaf;
    }
  };
  note(keys_leaf_, session.has_keys());
  note(open_leaf_, session.open().has_value());
  note(closing_leaf_, session.phase() == Phase::kClosing);
  note(audited_leaf_, session.phase() == Phase::kAudited);
  if (std::holds_alternative<ActiveSetEntry>(entry)) {
    active_set_leaf_ = leaf;
  }
}

void BoardLog::Settle(size_t limit) {
  if (!broken_.ok() || !session_.has_value() || !session_->has_keys()) {
    return;
  }
  const absl::Status settled = session_->Settle(limit);
  if (!settled.ok()) {
    broken_ = settled;
  }
}

}  // namespace pingyi
