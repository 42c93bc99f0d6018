#ifndef CLIENT_CPP_PRIVATE_FILE_H_
#define CLIENT_CPP_PRIVATE_FILE_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"
#include "crypto/base/secret_buffer.h"

// What client/record/files.h does not: files that hold secrets.
namespace pingyi {

// A key file of 10,000,000 evaluated requests would be larger; none is.
inline constexpr size_t kMaxKeyFileSize = 256U << 20;

// ALREADY_EXISTS if there is such a file; otherwise durable on return, with
// mode 0600 if `secret`. UNAVAILABLE when the disk refuses.
absl::Status CreateFile(const std::string& path, ByteSpan data, bool secret);

// A passphrase: the first line of the file, without its line break, into memory
// that is wiped. NOT_FOUND; INVALID_ARGUMENT if it is empty or longer than
// 1,000 bytes.
absl::StatusOr<SecretBuffer> ReadPassphraseFile(const std::string& path);
// The same, asked for at the terminal without echo. FAILED_PRECONDITION if
// there is no terminal.
absl::StatusOr<SecretBuffer> AskPassphrase(const std::string& prompt);

}  // namespace pingyi

#endif  // CLIENT_CPP_PRIVATE_FILE_H_
