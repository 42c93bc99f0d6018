#ifndef CLIENT_CLI_CONNECTION_H_
#define CLIENT_CLI_CONNECTION_H_

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "client/cli/command.h"
#include "client/cpp/board_reader.h"
#include "client/cpp/channel.h"
#include "client/cpp/retry.h"
#include "crypto/audit/entry.h"
#include "crypto/base/executor.h"
#include "proto/codec/board.h"

// What every command that talks to a server begins with.
namespace pingyi {

// The machine's cores, for verifying: one thread a core, made for each run.
class CoreExecutor final : public Executor {
 public:
  // How many this program may use.
  static size_t cores();
  void Run(size_t n, const std::function<void(size_t)>& task) override;
  size_t width() const override { return cores(); }
};

// --session, or --server and --ca; --fingerprint. Commands append their own.
std::vector<Option> ConnectionOptions();

// Where the server is, and which session it must be of: from the session's
// folder, checked against --fingerprint; only that with --server.
struct Target {
  Endpoint endpoint;
  std::optional<Digest> session_id;
};
absl::StatusOr<Target> ReadTarget(const Arguments& arguments);
// A fingerprint of 64 hexadecimal digits; spaces and colons are skipped.
absl::StatusOr<Digest> ParseFingerprint(absl::string_view text);
// In groups of eight, as people compare it.
std::string FormatFingerprint(const Digest& fingerprint);

// Follows and verifies the target's log.
absl::StatusOr<std::unique_ptr<BoardReader>> Follow(const Target& target,
                                                    Executor& executor);
// Waits until `ready(log)`, for as long as it takes, or `limit`.
absl::Status WaitFor(BoardReader& reader,
                     const std::function<bool(BoardLog&)>& ready,
                     absl::Duration limit = absl::Hours(24));
// Waits until the reader has a session, all of it under a quorum.
absl::Status WaitForSession(BoardReader& reader);

// What the server says of itself; retried while it is away.
absl::StatusOr<SessionStatus> FetchStatus(const Endpoint& endpoint,
                                          const RetryPolicy& retry = {});

// Hands a statement in, again while that may help. The leaf's index.
absl::StatusOr<uint64_t> Submit(const Endpoint& endpoint, const Entry& entry);

}  // namespace pingyi

#endif  // CLIENT_CLI_CONNECTION_H_
