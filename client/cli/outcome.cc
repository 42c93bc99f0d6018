#include "client/cli/outcome.h"

#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "client/cli/connection.h"
#include "crypto/base/status_macros.h"
#include "proto/codec/entry.h"
#include "proto/codec/manifest.h"

namespace pingyi {
namespace {

constexpr absl::Duration kPatience = absl::Minutes(10);

}  // namespace

std::optional<Manifest> ManifestOf(const RawRecord& record) {
  if (record.leaves.empty()) {
    return std::nullopt;
  }
  const auto entry = DecodeLogEntry(
      record.leaves[0], [](const Digest&) -> absl::StatusOr<Bytes> {
        return absl::NotFoundError("a manifest names no payload");
      });
  if (!entry.ok() || !std::holds_alternative<ManifestEntry>(*entry)) {
    return std::nullopt;
  }
  auto manifest = DecodeManifest(std::get<ManifestEntry>(*entry).manifest);
  return manifest.ok() ? std::optional<Manifest>(*std::move(manifest))
                       : std::nullopt;
}

SessionOutcome JudgeRecord(const RawRecord& record,
                           const std::optional<Digest>& expected,
                           const BallotProgress& progress) {
  CoreExecutor executor;
  SessionOutcome outcome{
      .report = VerifyRecord(record, expected, executor, progress),
      .manifest = ManifestOf(record),
      .view = std::nullopt};
  if (outcome.manifest.has_value() && outcome.report.result.has_value()) {
    auto view = ViewResult(*outcome.manifest, *outcome.report.result,
                           {.entitled = outcome.report.entitled,
                            .present = outcome.report.checked_in});
    if (view.ok()) {
      outcome.view = *std::move(view);
    }
  }
  return outcome;
}

absl::StatusOr<RecordSource> ReadRecordSource(const Arguments& arguments) {
  RecordSource source;
  if (arguments.Has("manifest")) {
    ASSIGN_OR_RETURN(source.expected,
                     ParseFingerprint(arguments.Get("manifest")));
  }
  const std::string folder = arguments.At(0);
  if (!folder.empty()) {
    ASSIGN_OR_RETURN(source.record, ReadRecord(folder));
    return source;
  }
  ASSIGN_OR_RETURN(const Target target, ReadTarget(arguments));
  ASSIGN_OR_RETURN(source.record, FetchRecord(target.endpoint, kPatience));
  return source;
}

}  // namespace pingyi
