#ifndef CLIENT_CLI_TEXT_ENCODING_H_
#define CLIENT_CLI_TEXT_ENCODING_H_

#include <string>

#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"

// Text files as Excel, WPS and editors save them.
namespace pingyi {

struct DecodedText {
  std::string utf8;      // Without a byte order mark.
  std::string encoding;  // "UTF-8", "UTF-16" or "GB18030": as it was found.
};

// Reads UTF-8 with or without a byte order mark, UTF-16 of either order, and
// GB18030 (with it GBK and GB2312: what Excel means by "CSV" in China).
// INVALID_ARGUMENT, saying how to save the file instead, if it is none of them
// or holds a zero byte.
absl::StatusOr<DecodedText> DecodeText(ByteSpan bytes);

}  // namespace pingyi

#endif  // CLIENT_CLI_TEXT_ENCODING_H_
