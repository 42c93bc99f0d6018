#include "client/cli/slip_store.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "client/record/files.h"
#include "crypto/base/random.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr absl::string_view kHead = "pingyi slips v1\n";
constexpr size_t kSecretSize = 16;
constexpr size_t kSlipSize = 4 + kSecretSize;
// Ten million deputies.
constexpr size_t kMaxStoreSize = size_t{256} << 20;

absl::Status SystemError(const std::string& path, absl::string_view what) {
  const int error = errno;
  const std::string message = absl::StrCat(
      path, ": cannot ", what, ": ", std::generic_category().message(error));
  return error == ENOENT ? absl::NotFoundError(message)
                         : absl::UnavailableError(message);
}

// Random bytes over all of `fd`, down to the disk.
bool Overwrite(int fd) {
  struct stat facts = {};
  if (fstat(fd, &facts) != 0) {
    return false;
  }
  Bytes noise(4096);
  off_t done = 0;
  while (done < facts.st_size) {
    FillRandom(noise);
    const auto want =
        std::min<off_t>(facts.st_size - done, static_cast<off_t>(noise.size()));
    const ssize_t n = pwrite(fd, noise.data(), static_cast<size_t>(want), done);
    if (n <= 0) {
      return false;
    }
    done += n;
  }
  return fsync(fd) == 0;
}

}  // namespace

SecretBuffer EncodeSlipStore(const SlipStore& store) {
  SecretBuffer out(kHead.size() + store.session_id.size() +
                   store.slips.size() * kSlipSize);
  auto next = out.mutable_bytes().begin();
  next = std::copy(kHead.begin(), kHead.end(), next);
  next = std::copy(store.session_id.begin(), store.session_id.end(), next);
  for (const DeputySlip& slip : store.slips) {
    const auto number = Le32(slip.number);
    next = std::copy(number.begin(), number.end(), next);
    const auto secret = slip.secret.Expose();
    next = std::copy(secret.begin(), secret.end(), next);
  }
  return out;
}

absl::StatusOr<SlipStore> DecodeSlipStore(ByteSpan bytes) {
  constexpr size_t kFront = kHead.size() + sizeof(Digest);
  if (bytes.size() < kFront || (bytes.size() - kFront) % kSlipSize != 0 ||
      AsText(bytes.first(kHead.size())) != kHead) {
    return absl::InvalidArgumentError("is no file of slips");
  }
  SlipStore store;
  ASSIGN_OR_RETURN(
      store.session_id,
      ToDigest(bytes.subspan(kHead.size(), sizeof(Digest)), "session_id"));
  uint32_t last = 0;
  for (ByteSpan rest = bytes.subspan(kFront); !rest.empty();
       rest = rest.subspan(kSlipSize)) {
    uint32_t number = 0;
    for (size_t i = 4; i-- > 0;) {
      number = number << 8 | rest[i];
    }
    if (number <= last) {
      return absl::InvalidArgumentError("has slips out of order");
    }
    last = number;
    store.slips.push_back(
        {.number = number,
         .secret = SlipSecret::Copy(rest.subspan<4, kSecretSize>())});
  }
  return store;
}

absl::StatusOr<SlipStore> ReadSlipStore(const std::string& path) {
  absl::StatusOr<Bytes> bytes = ReadFile(path, kMaxStoreSize);
  if (absl::IsNotFound(bytes.status())) {
    return absl::NotFoundError(absl::StrCat(
        path,
        ": is not there; the slips of this session were printed and erased, "
        "or this is not the folder that `pingyi session new` made"));
  }
  RETURN_IF_ERROR(bytes.status());
  absl::StatusOr<SlipStore> store = DecodeSlipStore(*bytes);
  sodium_memzero(bytes->data(), bytes->size());
  if (!store.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": ", store.status().message()));
  }
  return store;
}

absl::Status EraseFile(const std::string& path) {
  const int fd = open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) {
    return SystemError(path, "open");
  }
  const bool overwritten = Overwrite(fd);
  const absl::Status failure =
      overwritten ? absl::OkStatus() : SystemError(path, "overwrite");
  close(fd);
  RETURN_IF_ERROR(failure);
  return unlink(path.c_str()) == 0 ? absl::OkStatus()
                                   : SystemError(path, "remove");
}

}  // namespace pingyi
