#ifndef SERVER_STORAGE_SQLITE_STORE_H_
#define SERVER_STORAGE_SQLITE_STORE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "server/storage/store.h"

namespace pingyi {

// Opens or makes the database at `path`. `vfs` as in Database::Open.
// UNAVAILABLE if another program holds it; FAILED_PRECONDITION if it is of
// another version; INTERNAL if it is none. Not thread-safe.
absl::StatusOr<std::unique_ptr<Store>> OpenSqliteStore(
    const std::string& path, const std::string& vfs = "");

}  // namespace pingyi

#endif  // SERVER_STORAGE_SQLITE_STORE_H_
