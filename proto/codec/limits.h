#ifndef PROTO_CODEC_LIMITS_H_
#define PROTO_CODEC_LIMITS_H_

#include <cstddef>
#include <cstdint>

// Bounds of what is read from the wire, as the comments in proto/pingyi/v1
// state them.
namespace pingyi {

// A payload stands in a blob exactly when it is longer.
inline constexpr size_t kMaxInlinePayload = 32'768;
// One blob of a submission, and how many it may bring.
inline constexpr size_t kMaxBlobSize = 4U << 20;
inline constexpr int kMaxBlobs = 4;

inline constexpr size_t kMaxNameBytes = 400;
inline constexpr size_t kMaxReasonBytes = 4'000;
inline constexpr size_t kMaxManifestSize = 65'531;  // Fills a leaf.

inline constexpr uint32_t kRounds = 1;
inline constexpr uint32_t kMaxContests = 200;
inline constexpr uint32_t kMaxLevels = 10;
inline constexpr uint32_t kMaxOfficials = 200;
inline constexpr uint32_t kMaxDeputies = 10'000'000;
// Options of all contests, a blank included.
inline constexpr uint32_t kMaxOptions = kMaxContests * (kMaxLevels + 1);

// Evaluations, or items to confirm, in one message of a committee stream.
inline constexpr uint32_t kMaxBatch = 256;

}  // namespace pingyi

#endif  // PROTO_CODEC_LIMITS_H_
