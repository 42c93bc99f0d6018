#ifndef SERVER_STORAGE_DATABASE_H_
#define SERVER_STORAGE_DATABASE_H_

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "crypto/base/bytes.h"

// SQLite's C interface as values and statuses. Every failure is INTERNAL with
// SQLite's own words; none of them says what was stored.
namespace pingyi {

// A prepared statement. Bind, then Step until it is false; Reset for the next
// use. Views that it gives live until the next Step or Reset.
class Query {
 public:
  Query(sqlite3* database, sqlite3_stmt* statement)
      : database_(database), statement_(statement, &sqlite3_finalize) {}

  // Positions from 1. Bound bytes must live until Reset.
  Query& Bind(int position, ByteSpan bytes);
  Query& Bind(int position, absl::string_view text);
  Query& Bind(int position, uint64_t number);

  // Whether there is a row.
  absl::StatusOr<bool> Step();
  // Runs a statement that gives no rows, and resets it.
  absl::Status Run();
  void Reset();

  // Columns from 0 of the row.
  ByteSpan Blob(int column) const;
  std::string Text(int column) const;
  uint64_t Number(int column) const;

 private:
  sqlite3* database_;
  std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement_;
  int bound_ = SQLITE_OK;  // The first Bind that failed.
};

// One connection, held by one program alone. Not thread-safe.
class Database {
 public:
  // Opens or makes the file: write-ahead log, every commit synced, locked
  // against other programs until closed. `vfs` is SQLite's name of a file
  // system, empty for the default. UNAVAILABLE if another program holds it.
  static absl::StatusOr<std::unique_ptr<Database>> Open(const std::string& path,
                                                        const std::string& vfs);

  // Runs statements without parameters.
  absl::Status Execute(const char* sql);
  absl::StatusOr<Query> Prepare(absl::string_view sql);

 private:
  explicit Database(sqlite3* handle) : handle_(handle, &sqlite3_close) {}

  std::unique_ptr<sqlite3, int (*)(sqlite3*)> handle_;
};

}  // namespace pingyi

#endif  // SERVER_STORAGE_DATABASE_H_
