#ifndef CLIENT_CLI_OFFICIAL_H_
#define CLIENT_CLI_OFFICIAL_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/cli/command.h"
#include "client/cli/connection.h"
#include "client/cpp/board_reader.h"
#include "crypto/audit/manifest.h"
#include "crypto/credential/slip.h"
#include "crypto/statement/signing_key.h"

// An official at a terminal: a slip, the log as verified here, and statements
// signed with the one about the other.
namespace pingyi {

// ConnectionOptions and --slip-file.
std::vector<Option> OfficialOptions();

// A slip's code from the first line of --slip-file, or typed at the terminal
// without echo. INVALID_ARGUMENT as ParseSlip.
absl::StatusOr<SlipSecret> ReadSlip(const Arguments& arguments);

// An official who has signed in.
class OfficialDesk {
 public:
  // Follows the log until all of it stands under a quorum, and finds the
  // slip's official in the manifest. PERMISSION_DENIED if that is nobody, or
  // somebody without `role`.
  static absl::StatusOr<std::unique_ptr<OfficialDesk>> Open(
      const Arguments& arguments, Role role);

  const Endpoint& endpoint() const { return target_.endpoint; }
  BoardReader& reader() { return *reader_; }
  const SigningKey& key() const { return key_; }
  // Number in the manifest.
  uint32_t official() const { return official_; }

  // Makes the entry from the log as it is now, signs it and hands it in. What
  // others append in the meantime can make the entry out of date: then it is
  // made again, a few times.
  using MakeEntry = std::function<absl::StatusOr<Entry>(const BoardLog&)>;
  absl::StatusOr<uint64_t> Sign(const MakeEntry& make);

 private:
  OfficialDesk(Target target, SigningKey key)
      : target_(std::move(target)), key_(std::move(key)) {}

  Target target_;
  SigningKey key_;
  uint32_t official_ = 0;
  CoreExecutor executor_;
  std::unique_ptr<BoardReader> reader_;
};

}  // namespace pingyi

#endif  // CLIENT_CLI_OFFICIAL_H_
