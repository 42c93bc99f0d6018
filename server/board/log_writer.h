#ifndef SERVER_BOARD_LOG_WRITER_H_
#define SERVER_BOARD_LOG_WRITER_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/audit/session.h"
#include "crypto/base/executor.h"
#include "crypto/statement/signing_key.h"
#include "server/board/urn.h"
#include "server/storage/store.h"

namespace pingyi {

// What a log starts from. Public but for the key.
struct LogSetup {
  Bytes manifest;  // Exact bytes.
  Bytes roster;    // The blob.
  std::shared_ptr<const SigningKey> log_key;
  // Neither is owned; both are for the Session.
  Executor* executor = nullptr;
  DecodedBallots* decoded = nullptr;
};

// The only hand that writes the log: holds Session and Store together. Stage
// changes in memory, then Commit makes all of them durable at once; a failed
// Commit (or INTERNAL from staging) leaves an object that must be thrown away.
// Belongs to one thread.
class LogWriter {
 public:
  // Reads back what is stored, or writes leaf 0. Tokens and pending ballots go
  // into `urn`. INVALID_ARGUMENT: manifest, roster or key do not fit each
  // other. FAILED_PRECONDITION: the log is another session's. DATA_LOSS: what
  // is stored is not what was signed.
  static absl::StatusOr<std::unique_ptr<LogWriter>> Open(
      std::unique_ptr<Store> store, const LogSetup& setup, Urn& urn);

  const Session& session() const { return *session_; }
  Store& store() { return *store_; }

  // Stages an entry if it is legal and effective. Its index; also of the same
  // bytes that are in the log already (then nothing is staged). Otherwise a
  // refusal, and nothing is staged.
  absl::StatusOr<uint64_t> Append(const Entry& entry, Bytes leaf,
                                  std::vector<Bytes> blobs);

  // Stages an accepted ballot and its token. OK too for the same ballot again;
  // ALREADY_EXISTS if the token was spent by other bytes.
  absl::Status Cast(PendingBallot ballot);

  // Stages ballots drawn from the urn as leaves. INTERNAL if the session does
  // not take them.
  absl::Status AppendBallots(const std::vector<PendingBallot>& drawn);

  // Whether something is staged.
  bool dirty() const { return !batch_.empty(); }
  absl::Status Commit();

  // Durable leaves and blobs since the last call (at first: everything).
  struct Written {
    std::vector<Bytes> leaves;
    std::vector<Blob> blobs;
  };
  Written TakeWritten();
  // The log's signed note of all that is durable.
  std::string SignHead() const;

 private:
  LogWriter(std::unique_ptr<Store> store, const LogSetup& setup, Urn& urn);

  absl::Status Replay(const LogSetup& setup);
  absl::Status ReplayLeaf(const LogSetup& setup, ByteSpan leaf);
  absl::Status CheckHead() const;
  absl::Status StartSession(const LogSetup& setup, const ManifestEntry& entry,
                            const Digest& leaf_hash);
  absl::Status WriteManifest(const LogSetup& setup);
  // Takes an entry into session and batch.
  absl::Status Take(const Entry& entry, Bytes leaf);
  // The refusal of an entry that was ruled out.
  absl::Status Refuse(const Ruling& ruling) const;

  std::unique_ptr<Store> store_;
  std::shared_ptr<const SigningKey> log_key_;
  Executor* executor_;
  DecodedBallots* decoded_;
  Urn& urn_;
  std::unique_ptr<Session> session_;
  // Leaf hash to index, of everything but ballots.
  std::map<Digest, uint64_t> statements_;
  std::map<Digest, Bytes> blobs_;  // During replay only.
  StoreBatch batch_;
  std::map<Digest, Digest> staged_tokens_;
  Written written_;
  // Exact bytes of statements, for refusals that show what stands.
  std::map<uint64_t, Bytes> statement_leaves_;
};

}  // namespace pingyi

#endif  // SERVER_BOARD_LOG_WRITER_H_
