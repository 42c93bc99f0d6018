#ifndef CLIENT_CPP_KEY_FILE_H_
#define CLIENT_CPP_KEY_FILE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/cpp/sealed_box.h"
#include "crypto/audit/entry.h"
#include "crypto/audit/manifest.h"
#include "crypto/base/bytes.h"
#include "crypto/base/secret_buffer.h"
#include "crypto/dkg/params.h"
#include "crypto/group/secret_scalar.h"
#include "crypto/merkle/hash.h"
#include "crypto/statement/signing_key.h"

// An official's private file: the keys made at enrolment, and everything that
// must never be forgotten or done twice. One sealed file, always replaced
// whole. client/trustee/DESIGN.md has the bytes.
namespace pingyi {

// A statement for the log as it was or will be posted: the same bytes again
// after a restart.
struct Posting {
  Bytes entry;  // Exact bytes of a LogEntry.
  Bytes blob;   // The blob it names; empty if none.

  bool empty() const { return entry.empty(); }
  friend bool operator==(const Posting&, const Posting&) = default;
};

// A tree that the holder has put its name under, or acted upon, with the note
// that the log signed for it.
struct SeenHead {
  TreeHead head;  // Size 0: none yet.
  std::string note;
  friend bool operator==(const SeenHead&, const SeenHead&) = default;
};

// Two signed notes that cannot both be true.
struct ForkEvidence {
  std::string ours;
  std::string theirs;
  friend bool operator==(const ForkEvidence&, const ForkEvidence&) = default;
};

// What a member of a committee keeps.
struct Membership {
  // Fresh for the session; none once the ceremony has ended.
  std::optional<SecretScalar> transport_secret;
  // What it dealt, stored before its hash was posted. Empty before.
  Bytes dealt;
  // x_{m,j}; empty until the ceremony has given them.
  std::vector<SecretScalar> shares;
};

// More are not kept: one is enough.
inline constexpr size_t kMaxForkEvidence = 16;

struct KeyFile {
  explicit KeyFile(SigningKey key) : signing_key(std::move(key)) {}

  std::string name;
  std::vector<Role> roles;  // Ascending.
  SigningKey signing_key;
  std::optional<SigningKey> witness_key;  // Exactly for witnesses.
  std::optional<Membership> trustee;      // Exactly for trustees.
  std::optional<Membership> issuer;       // Exactly for issuers.

  // The session that all below is about; once set, never another.
  std::optional<Digest> session_id;
  SeenHead cosigned;  // The newest cosigned.
  SeenHead accepted;  // The newest with quorum that was acted upon.
  std::vector<ForkEvidence> forks;
  // Requests evaluated, by deputy.
  std::map<uint32_t, TokenRequestEntry> evaluated;
  Posting audit_sum;
  Posting audit_each;
  Posting tally;

  bool Has(Role role) const;
  // k_i; nullptr for who has none (yet).
  const SecretScalar* issuer_share() const;
  // x_i; empty for who has none (yet).
  std::span<const SecretScalar> trustee_shares() const;
  // The public half as the manifest has it.
  Official ToOfficial() const;

  SecretBuffer Serialize() const;
  // Reads Serialize's bytes. INVALID_ARGUMENT naming the field if anything is
  // cut off, left over, not canonical, or does not go together.
  static absl::StatusOr<KeyFile> Parse(ByteSpan plain);
};

// A key file on disk, open under its passphrase. Not thread-safe.
class KeyFileStore {
 public:
  // ALREADY_EXISTS if there is such a file; otherwise as SealingKey and
  // CreateFile.
  static absl::Status Create(const std::string& path, const KeyFile& keys,
                             ByteSpan passphrase, const PassphraseCost& cost);
  // NOT_FOUND; INVALID_ARGUMENT if it is no key file; DATA_LOSS if the
  // passphrase is wrong or the file was changed; FAILED_PRECONDITION if
  // another process holds it.
  static absl::StatusOr<KeyFileStore> Open(const std::string& path,
                                           ByteSpan passphrase);

  // As Open, for looking only: another process may hold the file.
  static absl::StatusOr<KeyFile> Peek(const std::string& path,
                                      ByteSpan passphrase);

  ~KeyFileStore();
  KeyFileStore(KeyFileStore&& other) noexcept;
  KeyFileStore& operator=(KeyFileStore&&) = delete;
  KeyFileStore(const KeyFileStore&) = delete;
  KeyFileStore& operator=(const KeyFileStore&) = delete;

  KeyFile& keys() { return keys_; }
  const KeyFile& keys() const { return keys_; }

  // After an OK, what `keys` holds is on the disk. Whoever acts on something
  // that must not be forgotten saves first.
  absl::Status Save() const;

 private:
  KeyFileStore(std::string path, SealingKey key, KeyFile keys, int lock);

  std::string path_;
  SealingKey key_;
  KeyFile keys_;
  int lock_ = -1;
};

}  // namespace pingyi

#endif  // CLIENT_CPP_KEY_FILE_H_
