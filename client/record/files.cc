#include "client/record/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

// Closes what it holds. -1 is nothing.
class File {
 public:
  explicit File(int fd) : fd_(fd) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (fd_ >= 0) {
      close(fd_);
    }
  }
  int fd() const { return fd_; }

 private:
  int fd_;
};

absl::Status SystemError(const std::string& path, const char* what) {
  const int error = errno;
  const std::string message = absl::StrCat(
      path, ": cannot ", what, ": ", std::generic_category().message(error));
  return error == ENOENT ? absl::NotFoundError(message)
                         : absl::UnavailableError(message);
}

absl::Status WriteAll(const std::string& path, int fd, ByteSpan data) {
  size_t done = 0;
  while (done < data.size()) {
    const ssize_t n = write(fd, data.data() + done, data.size() - done);
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n <= 0) {
      return SystemError(path, "write");
    }
    done += static_cast<size_t>(n);
  }
  return fsync(fd) == 0 ? absl::OkStatus() : SystemError(path, "sync");
}

// A rename is durable once its directory is.
absl::Status SyncDirectoryOf(const std::string& path) {
  std::string parent = std::filesystem::path(path).parent_path().string();
  if (parent.empty()) {
    parent = ".";
  }
  const File dir(open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (dir.fd() < 0 || fsync(dir.fd()) != 0) {
    return SystemError(parent, "sync");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Bytes> ReadFile(const std::string& path, size_t limit) {
  const File file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.fd() < 0) {
    return SystemError(path, "open");
  }
  Bytes data;
  std::array<uint8_t, 65536> buffer = {};
  while (true) {
    const ssize_t n = read(file.fd(), buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n < 0) {
      return SystemError(path, "read");
    }
    if (n == 0) {
      return data;
    }
    if (data.size() + static_cast<size_t>(n) > limit) {
      return absl::ResourceExhaustedError(
          absl::StrCat(path, ": longer than the ", limit, " bytes allowed"));
    }
    data.insert(data.end(), buffer.begin(), buffer.begin() + n);
  }
}

absl::Status WriteFile(const std::string& path, ByteSpan data, int mode) {
  const std::string temporary = absl::StrCat(path, ".new");
  unlink(temporary.c_str());
  {
    const File file(
        open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (file.fd() < 0) {
      return SystemError(temporary, "create");
    }
    RETURN_IF_ERROR(WriteAll(temporary, file.fd(), data));
  }
  if (rename(temporary.c_str(), path.c_str()) != 0) {
    return SystemError(path, "replace");
  }
  return SyncDirectoryOf(path);
}

absl::Status MakeDirectories(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  return error ? absl::UnavailableError(absl::StrCat(
                     path, ": cannot make the folder: ", error.message()))
               : absl::OkStatus();
}

}  // namespace pingyi
