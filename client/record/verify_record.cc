#include "client/record/verify_record.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "crypto/audit/audit.h"
#include "crypto/merkle/hash.h"
#include "proto/codec/entry.h"
#include "proto/codec/manifest.h"

namespace pingyi {
namespace {

absl::StatusOr<Bytes> FindBlob(const RawRecord& record, const Digest& sha256) {
  const auto it = record.blobs.find(sha256);
  if (it == record.blobs.end()) {
    return absl::NotFoundError(
        absl::StrCat("blob/", ToHex(sha256), " is not in the record"));
  }
  return it->second;
}

std::vector<AuditLeaf> DecodeLeaves(const RawRecord& record,
                                    Executor& executor) {
  const BlobSource blobs = [&record](const Digest& sha256) {
    return FindBlob(record, sha256);
  };
  std::vector<AuditLeaf> leaves(
      record.leaves.size(), {.entry = absl::UnknownError("not decoded yet")});
  executor.Run(leaves.size(), [&](size_t i) {
    leaves[i].hash = LeafHash(record.leaves[i]);
    leaves[i].entry = DecodeLogEntry(record.leaves[i], blobs);
  });
  return leaves;
}

size_t CountBallots(const std::vector<AuditLeaf>& leaves) {
  return static_cast<size_t>(
      std::count_if(leaves.begin(), leaves.end(), [](const AuditLeaf& leaf) {
        return leaf.entry.ok() &&
               std::holds_alternative<BallotEntry>(*leaf.entry);
      }));
}

absl::StatusOr<Manifest> FindManifest(const std::vector<AuditLeaf>& leaves) {
  if (leaves.empty()) {
    return absl::NotFoundError("the log is empty: there is no manifest");
  }
  if (!leaves[0].entry.ok()) {
    return leaves[0].entry.status();
  }
  const auto* entry = std::get_if<ManifestEntry>(&*leaves[0].entry);
  if (entry == nullptr) {
    return absl::InvalidArgumentError("leaf 0 is not a manifest");
  }
  return DecodeManifest(entry->manifest);
}

absl::StatusOr<Roster> FindRoster(const RawRecord& record,
                                  const absl::StatusOr<Manifest>& manifest) {
  if (!manifest.ok()) {
    return absl::NotFoundError("no manifest says which roster");
  }
  const absl::StatusOr<Bytes> bytes = FindBlob(record, manifest->roster_sha256);
  if (!bytes.ok()) {
    return bytes.status();
  }
  return DecodeRoster(*bytes);
}

void Fail(const std::vector<std::string>& defects, Item item, Report& report) {
  if (!defects.empty()) {
    ReportItem& line = report.items[static_cast<size_t>(item)];
    line.verdict = Verdict::kFail;
    line.detail = absl::StrJoin(defects, "; ");
  }
}

}  // namespace

Report VerifyRecord(const RawRecord& record,
                    const std::optional<Digest>& expected, Executor& executor,
                    const BallotProgress& progress) {
  std::vector<AuditLeaf> leaves = DecodeLeaves(record, executor);
  std::function<void(size_t)> on_settled;
  if (const size_t ballots = CountBallots(leaves); progress && ballots > 0) {
    progress(0, ballots);
    on_settled = [&progress, ballots](size_t settled) {
      progress(settled, ballots);
    };
  }
  absl::StatusOr<Manifest> manifest = FindManifest(leaves);
  absl::StatusOr<Roster> roster = FindRoster(record, manifest);
  Report report = AuditSession({.checkpoint = record.checkpoint,
                                .leaves = std::move(leaves),
                                .manifest = std::move(manifest),
                                .roster = std::move(roster),
                                .expected_session_id = expected,
                                .executor = &executor,
                                .on_settled = std::move(on_settled)});
  Fail(record.defects, Item::kRoot, report);
  Fail(record.blob_defects, Item::kEntries, report);
  return report;
}

}  // namespace pingyi
