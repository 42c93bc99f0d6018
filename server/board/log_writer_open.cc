// How a log begins: written for the first time, or read back.
#include <algorithm>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "crypto/base/hash.h"
#include "crypto/base/status_macros.h"
#include "proto/codec/entry.h"
#include "proto/codec/manifest.h"
#include "server/board/log_writer.h"

namespace pingyi {
namespace {

Digest TokenOf(const Bytes& ballot) {
  Digest token = {};
  std::copy_n(ballot.begin(), std::min(ballot.size(), token.size()),
              token.begin());
  return token;
}

absl::Status DataLoss(uint64_t leaf, const absl::Status& why) {
  return absl::DataLossError(
      absl::StrCat("stored leaf ", leaf, ": ", why.message()));
}

}  // namespace

LogWriter::LogWriter(std::unique_ptr<Store> store, const LogSetup& setup,
                     Urn& urn)
    : store_(std::move(store)),
      log_key_(setup.log_key),
      executor_(setup.executor),
      decoded_(setup.decoded),
      urn_(urn) {}

absl::StatusOr<std::unique_ptr<LogWriter>> LogWriter::Open(
    std::unique_ptr<Store> store, const LogSetup& setup, Urn& urn) {
  std::unique_ptr<LogWriter> writer(
      new LogWriter(std::move(store), setup, urn));
  RETURN_IF_ERROR(writer->Replay(setup));
  if (writer->session_ == nullptr) {
    RETURN_IF_ERROR(writer->WriteManifest(setup));
  }
  return writer;
}

absl::Status LogWriter::StartSession(const LogSetup& setup,
                                     const ManifestEntry& entry,
                                     const Digest& leaf_hash) {
  if (entry.manifest != setup.manifest) {
    return absl::FailedPreconditionError(
        "the manifest is not the one that this log began with: give every "
        "session a data folder of its own");
  }
  ASSIGN_OR_RETURN(Manifest manifest, DecodeManifest(entry.manifest));
  if (Sha256(setup.roster) != manifest.roster_sha256) {
    return absl::InvalidArgumentError(
        "the roster is not the one that the manifest names");
  }
  if (setup.log_key->verify_key() != manifest.log_key) {
    return absl::InvalidArgumentError(
        "the log key is not the one that the manifest names");
  }
  ASSIGN_OR_RETURN(const Roster roster, DecodeRoster(setup.roster));
  ASSIGN_OR_RETURN(
      Session session,
      Session::Start(
          entry, std::move(manifest), roster, leaf_hash,
          {.own_log = true, .executor = executor_, .decoded = decoded_}));
  session_ = std::make_unique<Session>(std::move(session));
  return absl::OkStatus();
}

absl::Status LogWriter::WriteManifest(const LogSetup& setup) {
  const ManifestEntry entry = {.manifest = setup.manifest};
  ASSIGN_OR_RETURN(EncodedEntry encoded, EncodeLogEntry(entry));
  RETURN_IF_ERROR(StartSession(setup, entry, LeafHash(encoded.leaf)));
  batch_.leaves.push_back(std::move(encoded.leaf));
  batch_.blobs.push_back(
      {.sha256 = Sha256(setup.roster), .data = setup.roster});
  return Commit();
}

absl::Status LogWriter::ReplayLeaf(const LogSetup& setup, ByteSpan leaf) {
  const uint64_t index = written_.leaves.size();
  const auto entry = DecodeLogEntry(
      leaf, [this](const Digest& sha256) -> absl::StatusOr<Bytes> {
        const auto found = blobs_.find(sha256);
        if (found == blobs_.end()) {
          return absl::NotFoundError("a blob is missing");
        }
        return found->second;
      });
  if (!entry.ok()) {
    return DataLoss(index, entry.status());
  }
  const Digest hash = LeafHash(leaf);
  if (session_ == nullptr) {
    const auto* manifest = std::get_if<ManifestEntry>(&*entry);
    if (manifest == nullptr) {
      return absl::DataLossError("stored leaf 0 is no manifest");
    }
    RETURN_IF_ERROR(StartSession(setup, *manifest, hash));
  } else if (absl::Status status = session_->Apply(*entry, hash);
             !status.ok()) {
    return DataLoss(index, status);
  }
  if (const auto* ballot = std::get_if<BallotEntry>(&*entry)) {
    urn_.AddLogged(TokenOf(ballot->ballot), Sha256(ballot->ballot));
  } else {
    statements_.emplace(hash, index);
    statement_leaves_.emplace(index, Bytes(leaf.begin(), leaf.end()));
  }
  written_.leaves.emplace_back(leaf.begin(), leaf.end());
  return absl::OkStatus();
}

absl::Status LogWriter::Replay(const LogSetup& setup) {
  ASSIGN_OR_RETURN(std::vector<Blob> blobs, store_->Blobs());
  for (const Blob& blob : blobs) {
    blobs_.emplace(blob.sha256, blob.data);
  }
  RETURN_IF_ERROR(store_->ForEachLeaf(
      [&](ByteSpan leaf) { return ReplayLeaf(setup, leaf); }));
  blobs_.clear();
  written_.blobs = std::move(blobs);
  RETURN_IF_ERROR(CheckHead());
  ASSIGN_OR_RETURN(std::vector<PendingBallot> pending, store_->Pending());
  for (PendingBallot& ballot : pending) {
    urn_.Add(std::move(ballot));
  }
  return absl::OkStatus();
}

absl::Status LogWriter::CheckHead() const {
  ASSIGN_OR_RETURN(const std::optional<SignedHead> head, store_->Head());
  const TreeHead tree =
      session_ == nullptr ? TreeHead{} : session_->tree().Head();
  const uint64_t signed_size = head.has_value() ? head->size : 0;
  if (signed_size != tree.size ||
      (head.has_value() && head->root != tree.root)) {
    return absl::DataLossError(
        absl::StrCat("the stored leaves make another tree (", tree.size,
                     " leaves) than the log has signed (", signed_size,
                     "): restore the database; signing on would fork the log"));
  }
  return absl::OkStatus();
}

}  // namespace pingyi
