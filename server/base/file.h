#ifndef SERVER_BASE_FILE_H_
#define SERVER_BASE_FILE_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// The few files that the server reads and writes by itself.
namespace pingyi {

// The whole file. NOT_FOUND if it cannot be opened, RESOURCE_EXHAUSTED if it is
// longer than `limit`; the message names the path.
absl::StatusOr<std::string> ReadFile(const std::string& path, size_t limit);

// Writes a file that appears whole or not at all. UNAVAILABLE, naming the path.
absl::Status WriteFile(const std::string& path, absl::string_view content);

}  // namespace pingyi

#endif  // SERVER_BASE_FILE_H_
