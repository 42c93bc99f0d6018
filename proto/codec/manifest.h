#ifndef PROTO_CODEC_MANIFEST_H_
#define PROTO_CODEC_MANIFEST_H_

#include "absl/status/statusor.h"
#include "crypto/audit/manifest.h"
#include "crypto/base/bytes.h"

// pingyi.v1.Manifest and pingyi.v1.Roster.
namespace pingyi {

// Reads the exact bytes of a manifest, checks every bound that manifest.proto
// states, and then ValidateManifest. INVALID_ARGUMENT naming the field.
absl::StatusOr<Manifest> DecodeManifest(ByteSpan bytes);

// Writes a manifest. Checks nothing: whoever makes one decodes what he made.
Bytes EncodeManifest(const Manifest& manifest);

// Reads a roster: ascending numbers from 1, distinct keys, at least one deputy.
// INVALID_ARGUMENT naming the entry. That it is the manifest's roster, its
// SHA-256 tells.
absl::StatusOr<Roster> DecodeRoster(ByteSpan bytes);

// Writes a roster; the entries must be in the order that DecodeRoster wants.
Bytes EncodeRoster(const Roster& roster);

}  // namespace pingyi

#endif  // PROTO_CODEC_MANIFEST_H_
