#include "server/storage/sqlite_store.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "crypto/base/status_macros.h"
#include "server/storage/database.h"

namespace pingyi {
namespace {

constexpr uint64_t kVersion = 1;

// WITHOUT ROWID: a row number would tell the order of arrival.
constexpr char kSchema[] = R"sql(
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS meta (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL, order_forgotten INTEGER NOT NULL) STRICT;
INSERT OR IGNORE INTO meta VALUES (1, 1, 0);
CREATE TABLE IF NOT EXISTS leaves (
  position INTEGER PRIMARY KEY, leaf BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS blobs (
  sha256 BLOB PRIMARY KEY, data BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  size INTEGER NOT NULL, root BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS quorum (
  id INTEGER PRIMARY KEY CHECK (id = 1), note TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS pending (
  hash BLOB PRIMARY KEY, token BLOB NOT NULL, ballot BLOB NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS spent (
  token BLOB PRIMARY KEY, hash BLOB NOT NULL) STRICT, WITHOUT ROWID;
COMMIT;
)sql";

Digest DigestOf(ByteSpan bytes) {
  Digest digest = {};
  if (bytes.size() == digest.size()) {
    std::copy(bytes.begin(), bytes.end(), digest.begin());
  }
  return digest;
}

class SqliteStore final : public Store {
 public:
  explicit SqliteStore(std::unique_ptr<Database> database)
      : database_(std::move(database)) {}

  absl::Status Prepare();

  absl::Status Commit(const StoreBatch& batch) override;
  absl::Status ForEachLeaf(
      const std::function<absl::Status(ByteSpan)>& visit) override;
  absl::StatusOr<std::vector<Blob>> Blobs() override;
  absl::StatusOr<std::vector<PendingBallot>> Pending() override;
  absl::StatusOr<std::optional<SignedHead>> Head() override;
  absl::Status SaveQuorum(const std::string& note) override;
  absl::StatusOr<std::string> Quorum() override;
  absl::Status ForgetOrder() override;

 private:
  struct Queries {
    Query add_leaf;
    Query add_blob;
    Query add_pending;
    Query add_spent;
    Query remove_pending;
    Query set_head;
    Query set_quorum;
  };

  absl::Status Write(const StoreBatch& batch);
  absl::Status WriteBallots(const StoreBatch& batch);
  absl::StatusOr<uint64_t> Number(absl::string_view sql);

  std::unique_ptr<Database> database_;  // Outlives the queries.
  std::unique_ptr<Queries> queries_;    // Set by Prepare.
  uint64_t next_leaf_ = 0;
};

absl::StatusOr<uint64_t> SqliteStore::Number(absl::string_view sql) {
  ASSIGN_OR_RETURN(Query query, database_->Prepare(sql));
  ASSIGN_OR_RETURN(const bool row, query.Step());
  return row ? query.Number(0) : 0;
}

absl::Status SqliteStore::Prepare() {
  RETURN_IF_ERROR(database_->Execute(kSchema));
  ASSIGN_OR_RETURN(const uint64_t version, Number("SELECT version FROM meta"));
  if (version != kVersion) {
    return absl::FailedPreconditionError(
        absl::StrCat("storage: made by another version (", version, ")"));
  }
  ASSIGN_OR_RETURN(next_leaf_, Number("SELECT count(*) FROM leaves"));
  Database& db = *database_;
  ASSIGN_OR_RETURN(Query add_leaf,
                   db.Prepare("INSERT INTO leaves VALUES (?1, ?2)"));
  ASSIGN_OR_RETURN(Query add_blob,
                   db.Prepare("INSERT OR IGNORE INTO blobs VALUES (?1, ?2)"));
  ASSIGN_OR_RETURN(Query add_pending,
                   db.Prepare("INSERT INTO pending VALUES (?1, ?2, ?3)"));
  ASSIGN_OR_RETURN(Query add_spent,
                   db.Prepare("INSERT INTO spent VALUES (?1, ?2)"));
  ASSIGN_OR_RETURN(Query remove_pending,
                   db.Prepare("DELETE FROM pending WHERE hash = ?1"));
  ASSIGN_OR_RETURN(Query set_head,
                   db.Prepare("INSERT INTO head VALUES (1, ?1, ?2) ON CONFLICT "
                              "DO UPDATE SET size = ?1, root = ?2"));
  ASSIGN_OR_RETURN(Query set_quorum,
                   db.Prepare("INSERT INTO quorum VALUES (1, ?1) ON CONFLICT "
                              "DO UPDATE SET note = ?1"));
  queries_ = std::make_unique<Queries>(
      Queries{.add_leaf = std::move(add_leaf),
              .add_blob = std::move(add_blob),
              .add_pending = std::move(add_pending),
              .add_spent = std::move(add_spent),
              .remove_pending = std::move(remove_pending),
              .set_head = std::move(set_head),
              .set_quorum = std::move(set_quorum)});
  return absl::OkStatus();
}

absl::Status SqliteStore::Commit(const StoreBatch& batch) {
  RETURN_IF_ERROR(database_->Execute("BEGIN IMMEDIATE"));
  RETURN_IF_ERROR(Write(batch));
  RETURN_IF_ERROR(database_->Execute("COMMIT"));
  next_leaf_ += batch.leaves.size();
  return absl::OkStatus();
}

absl::Status SqliteStore::Write(const StoreBatch& batch) {
  uint64_t position = next_leaf_;
  for (const Bytes& leaf : batch.leaves) {
    RETURN_IF_ERROR(
        queries_->add_leaf.Bind(1, position).Bind(2, ByteSpan(leaf)).Run());
    ++position;
  }
  for (const Blob& blob : batch.blobs) {
    RETURN_IF_ERROR(queries_->add_blob.Bind(1, ByteSpan(blob.sha256))
                        .Bind(2, ByteSpan(blob.data))
                        .Run());
  }
  RETURN_IF_ERROR(WriteBallots(batch));
  if (batch.head) {
    RETURN_IF_ERROR(queries_->set_head.Bind(1, batch.head->size)
                        .Bind(2, ByteSpan(batch.head->root))
                        .Run());
  }
  return absl::OkStatus();
}

absl::Status SqliteStore::WriteBallots(const StoreBatch& batch) {
  for (const PendingBallot& cast : batch.cast) {
    // A token spent twice breaks the primary key, whatever the caller thought.
    RETURN_IF_ERROR(queries_->add_spent.Bind(1, ByteSpan(cast.token))
                        .Bind(2, ByteSpan(cast.hash))
                        .Run());
    RETURN_IF_ERROR(queries_->add_pending.Bind(1, ByteSpan(cast.hash))
                        .Bind(2, ByteSpan(cast.token))
                        .Bind(3, ByteSpan(cast.ballot))
                        .Run());
  }
  for (const Digest& hash : batch.logged) {
    RETURN_IF_ERROR(queries_->remove_pending.Bind(1, ByteSpan(hash)).Run());
  }
  return absl::OkStatus();
}

absl::Status SqliteStore::ForEachLeaf(
    const std::function<absl::Status(ByteSpan)>& visit) {
  ASSIGN_OR_RETURN(
      Query query,
      database_->Prepare("SELECT position, leaf FROM leaves ORDER BY 1"));
  uint64_t expected = 0;
  for (;;) {
    ASSIGN_OR_RETURN(const bool row, query.Step());
    if (!row) {
      return absl::OkStatus();
    }
    if (query.Number(0) != expected++) {
      return absl::DataLossError("storage: a leaf is missing");
    }
    RETURN_IF_ERROR(visit(query.Blob(1)));
  }
}

absl::StatusOr<std::vector<Blob>> SqliteStore::Blobs() {
  ASSIGN_OR_RETURN(Query query,
                   database_->Prepare("SELECT sha256, data FROM blobs"));
  std::vector<Blob> blobs;
  for (;;) {
    ASSIGN_OR_RETURN(const bool row, query.Step());
    if (!row) {
      return blobs;
    }
    const ByteSpan data = query.Blob(1);
    blobs.push_back({.sha256 = DigestOf(query.Blob(0)),
                     .data = Bytes(data.begin(), data.end())});
  }
}

absl::StatusOr<std::vector<PendingBallot>> SqliteStore::Pending() {
  ASSIGN_OR_RETURN(Query query, database_->Prepare(
                                    "SELECT hash, token, ballot FROM pending"));
  std::vector<PendingBallot> pending;
  for (;;) {
    ASSIGN_OR_RETURN(const bool row, query.Step());
    if (!row) {
      return pending;
    }
    const ByteSpan ballot = query.Blob(2);
    pending.push_back({.hash = DigestOf(query.Blob(0)),
                       .token = DigestOf(query.Blob(1)),
                       .ballot = Bytes(ballot.begin(), ballot.end())});
  }
}

absl::StatusOr<std::optional<SignedHead>> SqliteStore::Head() {
  ASSIGN_OR_RETURN(Query query,
                   database_->Prepare("SELECT size, root FROM head"));
  ASSIGN_OR_RETURN(const bool row, query.Step());
  if (!row) {
    return std::optional<SignedHead>();
  }
  return std::optional<SignedHead>(
      {.size = query.Number(0), .root = DigestOf(query.Blob(1))});
}

absl::Status SqliteStore::SaveQuorum(const std::string& note) {
  return queries_->set_quorum.Bind(1, absl::string_view(note)).Run();
}

absl::StatusOr<std::string> SqliteStore::Quorum() {
  ASSIGN_OR_RETURN(Query query, database_->Prepare("SELECT note FROM quorum"));
  ASSIGN_OR_RETURN(const bool row, query.Step());
  return row ? query.Text(0) : std::string();
}

absl::Status SqliteStore::ForgetOrder() {
  ASSIGN_OR_RETURN(const uint64_t done,
                   Number("SELECT order_forgotten FROM meta"));
  if (done != 0) {
    return absl::OkStatus();
  }
  // The mark comes last: a crash before it repeats everything.
  for (const char* sql :
       {"BEGIN IMMEDIATE", "DELETE FROM pending", "DELETE FROM spent", "COMMIT",
        "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)",
        "UPDATE meta SET order_forgotten = 1",
        "PRAGMA wal_checkpoint(TRUNCATE)"}) {
    RETURN_IF_ERROR(database_->Execute(sql));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenSqliteStore(const std::string& path,
                                                       const std::string& vfs) {
  ASSIGN_OR_RETURN(std::unique_ptr<Database> database,
                   Database::Open(path, vfs));
  auto store = std::make_unique<SqliteStore>(std::move(database));
  RETURN_IF_ERROR(store->Prepare());
  return store;
}

}  // namespace pingyi
