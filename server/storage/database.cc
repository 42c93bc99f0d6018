#include "server/storage/database.h"

#include "absl/strings/str_cat.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

absl::Status Failure(sqlite3* database, int code) {
  const absl::string_view words =
      database == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(database);
  if ((code & 0xff) == SQLITE_BUSY) {
    return absl::UnavailableError(
        absl::StrCat("storage: another program holds it (", words, ")"));
  }
  return absl::InternalError(absl::StrCat("storage: ", words));
}

// SQLite takes an empty blob at a null address for NULL.
const void* Address(const void* data) {
  static constexpr char kNothing = 0;
  return data == nullptr ? &kNothing : data;
}

}  // namespace

Query& Query::Bind(int position, ByteSpan bytes) {
  const int code =
      sqlite3_bind_blob64(statement_.get(), position, Address(bytes.data()),
                          bytes.size(), SQLITE_STATIC);
  bound_ = bound_ == SQLITE_OK ? code : bound_;
  return *this;
}

Query& Query::Bind(int position, absl::string_view text) {
  const int code =
      sqlite3_bind_text64(statement_.get(), position,
                          static_cast<const char*>(Address(text.data())),
                          text.size(), SQLITE_STATIC, SQLITE_UTF8);
  bound_ = bound_ == SQLITE_OK ? code : bound_;
  return *this;
}

Query& Query::Bind(int position, uint64_t number) {
  const int code = sqlite3_bind_int64(statement_.get(), position,
                                      static_cast<sqlite3_int64>(number));
  bound_ = bound_ == SQLITE_OK ? code : bound_;
  return *this;
}

absl::StatusOr<bool> Query::Step() {
  if (bound_ != SQLITE_OK) {
    return Failure(database_, bound_);
  }
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) {
    return true;
  }
  if (code == SQLITE_DONE) {
    return false;
  }
  return Failure(database_, code);
}

absl::Status Query::Run() {
  const absl::Status status = Step().status();
  Reset();
  return status;
}

void Query::Reset() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
  bound_ = SQLITE_OK;
}

ByteSpan Query::Blob(int column) const {
  const void* data = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return {static_cast<const uint8_t*>(data), static_cast<size_t>(size)};
}

std::string Query::Text(int column) const {
  return ToString(Blob(column));
}

uint64_t Query::Number(int column) const {
  return static_cast<uint64_t>(sqlite3_column_int64(statement_.get(), column));
}

absl::StatusOr<std::unique_ptr<Database>> Database::Open(
    const std::string& path, const std::string& vfs) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(
      path.c_str(), &handle,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
      vfs.empty() ? nullptr : vfs.c_str());
  // Owned even where opening failed.
  std::unique_ptr<Database> database(new Database(handle));
  if (code != SQLITE_OK) {
    return Failure(handle, code);
  }
  // Exclusive before WAL: the index of the log then stays in memory, and a
  // second server on one folder cannot start.
  for (const char* sql :
       {"PRAGMA page_size=8192", "PRAGMA locking_mode=EXCLUSIVE",
        "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL",
        "PRAGMA secure_delete=ON", "PRAGMA temp_store=MEMORY",
        "BEGIN EXCLUSIVE", "COMMIT"}) {
    RETURN_IF_ERROR(database->Execute(sql));
  }
  return database;
}

absl::Status Database::Execute(const char* sql) {
  const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? absl::OkStatus() : Failure(handle_.get(), code);
}

absl::StatusOr<Query> Database::Prepare(absl::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(
      handle_.get(), sql.data(), static_cast<int>(sql.size()),
      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) {
    return Failure(handle_.get(), code);
  }
  return Query(handle_.get(), statement);
}

}  // namespace pingyi
