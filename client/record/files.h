#ifndef CLIENT_RECORD_FILES_H_
#define CLIENT_RECORD_FILES_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"

// Whole files, with errors that name the file and what the system said.
namespace pingyi {

// NOT_FOUND if there is none, RESOURCE_EXHAUSTED above `limit` bytes,
// UNAVAILABLE for anything else.
absl::StatusOr<Bytes> ReadFile(const std::string& path, size_t limit);

// Replaces `path` as a whole: a crash leaves the old bytes or the new ones.
// Durable on return. `mode` as for chmod: 0600 for secrets. UNAVAILABLE when
// the disk refuses.
absl::Status WriteFile(const std::string& path, ByteSpan data, int mode = 0644);

// Makes `path` and its parents. UNAVAILABLE when the system refuses.
absl::Status MakeDirectories(const std::string& path);

}  // namespace pingyi

#endif  // CLIENT_RECORD_FILES_H_
