#include "client/cpp/key_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/cpp/private_file.h"
#include "client/record/files.h"
#include "crypto/base/status_macros.h"
#include "crypto/group/element.h"

namespace pingyi {
namespace {

constexpr mode_t kPrivate = 0600;

// A lock of its own file: the key file itself is replaced at every save. It
// falls with the process, so a killed one leaves nothing behind.
absl::StatusOr<int> Lock(const std::string& path) {
  const std::string name = absl::StrCat(path, ".lock");
  const int fd = open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kPrivate);
  if (fd < 0) {
    return absl::FailedPreconditionError(
        absl::StrCat("cannot open ", name, "; is the folder writable?"));
  }
  if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
    close(fd);
    return absl::FailedPreconditionError(absl::StrCat(
        path, " is in use by another process; end that one first"));
  }
  return fd;
}

absl::StatusOr<std::pair<SealingKey, KeyFile>> Unseal(const std::string& path,
                                                      ByteSpan passphrase) {
  ASSIGN_OR_RETURN(const Bytes sealed, ReadFile(path, kMaxKeyFileSize));
  ASSIGN_OR_RETURN(SealingKey key, KeyOfSealed(sealed, passphrase));
  ASSIGN_OR_RETURN(const SecretBuffer plain, key.Open(sealed));
  ASSIGN_OR_RETURN(KeyFile keys, KeyFile::Parse(plain.Expose()));
  return std::make_pair(std::move(key), std::move(keys));
}

}  // namespace

bool KeyFile::Has(Role role) const {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

const SecretScalar* KeyFile::issuer_share() const {
  return issuer.has_value() && !issuer->shares.empty() ? &issuer->shares.front()
                                                       : nullptr;
}

std::span<const SecretScalar> KeyFile::trustee_shares() const {
  return trustee.has_value() ? std::span<const SecretScalar>(trustee->shares)
                             : std::span<const SecretScalar>();
}

Official KeyFile::ToOfficial() const {
  Official official{
      .name = name, .signing_key = signing_key.verify_key(), .roles = roles};
  if (trustee.has_value() && trustee->transport_secret.has_value()) {
    official.trustee_transport_key =
        Element::MulBase(*trustee->transport_secret);
  }
  if (issuer.has_value() && issuer->transport_secret.has_value()) {
    official.issuer_transport_key = Element::MulBase(*issuer->transport_secret);
  }
  if (witness_key.has_value()) {
    official.witness_key = witness_key->verify_key();
  }
  return official;
}

KeyFileStore::KeyFileStore(std::string path, SealingKey key, KeyFile keys,
                           int lock)
    : path_(std::move(path)),
      key_(std::move(key)),
      keys_(std::move(keys)),
      lock_(lock) {}

KeyFileStore::KeyFileStore(KeyFileStore&& other) noexcept
    : path_(std::move(other.path_)),
      key_(std::move(other.key_)),
      keys_(std::move(other.keys_)),
      lock_(std::exchange(other.lock_, -1)) {}

KeyFileStore::~KeyFileStore() {
  if (lock_ >= 0) {
    close(lock_);
  }
}

absl::Status KeyFileStore::Create(const std::string& path, const KeyFile& keys,
                                  ByteSpan passphrase,
                                  const PassphraseCost& cost) {
  ASSIGN_OR_RETURN(const SealingKey key,
                   SealingKey::FromPassphrase(passphrase, cost));
  return CreateFile(path, key.Seal(keys.Serialize().Expose()), true);
}

absl::StatusOr<KeyFileStore> KeyFileStore::Open(const std::string& path,
                                                ByteSpan passphrase) {
  ASSIGN_OR_RETURN(const int lock, Lock(path));
  auto opened = Unseal(path, passphrase);
  if (!opened.ok()) {
    close(lock);
    return opened.status();
  }
  return KeyFileStore(path, std::move(opened->first), std::move(opened->second),
                      lock);
}

absl::StatusOr<KeyFile> KeyFileStore::Peek(const std::string& path,
                                           ByteSpan passphrase) {
  ASSIGN_OR_RETURN(auto opened, Unseal(path, passphrase));
  return std::move(opened.second);
}

absl::Status KeyFileStore::Save() const {
  return WriteFile(path_, key_.Seal(keys_.Serialize().Expose()), kPrivate);
}

}  // namespace pingyi
