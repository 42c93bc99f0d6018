#include "tests/tamper/workshop.h"

#include <algorithm>
#include <utility>

#include "crypto/base/hash.h"
#include "crypto/identifiers/identifiers.h"
#include "crypto/merkle/hash.h"
#include "crypto/merkle/tree.h"
#include "crypto/note/checkpoint.h"
#include "crypto/note/note.h"
#include "proto/codec/entry.h"
#include "proto/codec/manifest.h"

namespace pingyi::testing {
namespace {

constexpr uint64_t kTime = 1'584'600'000;
constexpr uint32_t kPresent = 4;

}  // namespace

SittingOptions Workshop::Options() {
  SittingOptions options;
  options.deputies = kPresent + 1;
  options.contests = 3;
  options.levels = 4;
  return options;
}

Workshop::Workshop(SittingOptions options) {
  if (!options.encode_manifest) {
    options.encode_manifest = EncodeManifest;
  }
  // The roster is a blob that the manifest names.
  options.encode_roster = [this](const Roster& roster) {
    Bytes bytes = EncodeRoster(roster);
    blobs_[Sha256(bytes)] = bytes;
    return bytes;
  };
  options.encode_entry = [this](const Entry& entry) {
    EncodedEntry encoded = EncodeLogEntry(entry).value();
    for (Bytes& blob : encoded.blobs) {
      const Digest hash = Sha256(blob);
      blobs_[hash] = std::move(blob);
    }
    return encoded.leaf;
  };
  options.tamper = [this](uint64_t /*index*/, Entry& entry) {
    return Meddle(entry);
  };
  sitting_ = std::make_unique<Sitting>(std::move(options));
}

bool Workshop::Meddle(Entry& entry) {
  for (size_t i = 0; i < meddlers_.size(); ++i) {
    if (!meddlers_[i](entry)) {
      return false;
    }
  }
  return true;
}

void Workshop::Prepare() {
  sitting_->RunCeremony();
  for (const uint32_t official : {2U, 3U, 4U}) {
    sitting_->Append(sitting_->ZeroCheck(official));
  }
  sitting_->BeginCheckIn();
  for (uint32_t deputy = 1; deputy <= kPresent; ++deputy) {
    sitting_->CheckIn(deputy);
  }
}

void Workshop::Open() {
  sitting_->Open();
  for (uint32_t deputy = 1; deputy <= kPresent; ++deputy) {
    sitting_->Cast(deputy);
  }
}

void Workshop::Shut() {
  sitting_->Closing();
  sitting_->Close();
}

void Workshop::Decrypt() {
  sitting_->Audit();
  sitting_->Tally();
}

void Workshop::Conclude() {
  sitting_->Publish();
  sitting_->Attest();
  sitting_->Announce();
}

std::string Workshop::Seal(const std::vector<Bytes>& leaves,
                           size_t witnesses) const {
  // Whoever forges the manifest forges the origin that follows from it.
  Digest session_id = sitting_->session_id();
  const auto first = DecodeLogEntry(leaves.front(), [](const Digest&) {
    return absl::StatusOr<Bytes>(absl::NotFoundError("no blob"));
  });
  if (first.ok() && std::holds_alternative<ManifestEntry>(*first)) {
    session_id = SessionId(std::get<ManifestEntry>(*first).manifest);
  }
  Tree tree;
  for (const Bytes& leaf : leaves) {
    tree.Append(LeafHash(leaf));
  }
  const Checkpoint checkpoint = {.origin = DefaultOrigin(session_id),
                                 .head = tree.Head()};
  const People& people = sitting_->people();
  Note note = ParseNote(SignCheckpoint(people.log, checkpoint)).value();
  const size_t count = std::min(witnesses, people.officials.size());
  for (uint32_t k = 1; k <= count; ++k) {
    note.signatures.push_back(
        CosignCheckpoint(people.officials[k - 1].witness,
                         WitnessName(checkpoint.origin, k), checkpoint, kTime));
  }
  return FormatNote(note).value();
}

Exhibit Workshop::ShowLeaves(std::vector<Bytes> leaves,
                             size_t witnesses) const {
  std::string checkpoint = Seal(leaves, witnesses);
  return {.record = {.checkpoint = std::move(checkpoint),
                     .leaves = std::move(leaves),
                     .blobs = blobs_,
                     .defects = {},
                     .blob_defects = {}},
          .fingerprint = sitting_->session_id()};
}

}  // namespace pingyi::testing
