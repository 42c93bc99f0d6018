#include "client/cpp/private_file.h"

#include <fcntl.h>
#include <sodium.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "client/record/files.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr size_t kMaxPassphrase = 1000;

absl::Status SystemError(const std::string& path, absl::string_view what) {
  const int error = errno;
  const std::string message = absl::StrCat(
      path, ": cannot ", what, ": ", std::generic_category().message(error));
  return error == ENOENT ? absl::NotFoundError(message)
                         : absl::UnavailableError(message);
}

// The first line of what `fd` gives.
absl::StatusOr<SecretBuffer> ReadLine(int fd, const std::string& name) {
  std::array<uint8_t, kMaxPassphrase + 1> line = {};
  size_t size = 0;
  while (size < line.size()) {
    const ssize_t n = read(fd, &line[size], 1);
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n < 0) {
      return SystemError(name, "read");
    }
    if (n == 0 || line[size] == '\n') {
      break;
    }
    ++size;
  }
  if (size > 0 && line[size - 1] == '\r') {
    --size;
  }
  SecretBuffer out = SecretBuffer::Copy(ByteSpan(line.data(), size));
  sodium_memzero(line.data(), line.size());
  if (size == 0 || size > kMaxPassphrase) {
    return absl::InvalidArgumentError(
        absl::StrCat(name, ": a passphrase has 1 to ", kMaxPassphrase,
                     " bytes, on the first line"));
  }
  return out;
}

}  // namespace

absl::Status CreateFile(const std::string& path, ByteSpan data, bool secret) {
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                      secret ? 0600 : 0644);
  if (fd < 0) {
    return errno == EEXIST ? absl::AlreadyExistsError(absl::StrCat(
                                 path,
                                 " is there already; choose another "
                                 "name, or move it away"))
                           : SystemError(path, "create");
  }
  close(fd);
  return WriteFile(path, data, secret ? 0600 : 0644);
}

absl::StatusOr<SecretBuffer> ReadPassphraseFile(const std::string& path) {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return SystemError(path, "open");
  }
  auto out = ReadLine(fd, path);
  close(fd);
  return out;
}

absl::StatusOr<SecretBuffer> AskPassphrase(const std::string& prompt) {
  const int fd = open("/dev/tty", O_RDWR | O_CLOEXEC);
  termios before = {};
  if (fd < 0 || tcgetattr(fd, &before) != 0) {
    if (fd >= 0) {
      close(fd);
    }
    return absl::FailedPreconditionError(
        "no terminal to ask for the passphrase; use --passphrase-file");
  }
  termios silent = before;
  silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  tcsetattr(fd, TCSAFLUSH, &silent);
  const bool asked = write(fd, prompt.data(), prompt.size()) ==
                     static_cast<ssize_t>(prompt.size());
  auto out = ReadLine(fd, "terminal");
  tcsetattr(fd, TCSAFLUSH, &before);
  const bool ended = write(fd, "\n", 1) == 1;
  close(fd);
  if (!asked || !ended) {
    return absl::UnavailableError("terminal: cannot write to it");
  }
  return out;
}

}  // namespace pingyi
