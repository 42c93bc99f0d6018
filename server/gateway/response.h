#ifndef SERVER_GATEWAY_RESPONSE_H_
#define SERVER_GATEWAY_RESPONSE_H_

#include <memory>
#include <string>

#include "absl/strings/string_view.h"

namespace pingyi {

// An answer that is known as a whole. Bodies are shared: a file is in memory
// once, whoever loads it.
struct Response {
  int status = 200;
  // Whole lines, "Name: value\r\n" each; without those that say how long the
  // body is and whether the connection goes on.
  std::string fields;
  std::shared_ptr<const std::string> body;  // nullptr: none.
};

// "HTTP/1.1 200 OK\r\n".
std::string StatusLine(int status);

// Everything before the body of an answer of known length.
std::string HeadOf(const Response& response, bool close);

// Everything before the first chunk of an answer of unknown length.
std::string HeadOfStream(absl::string_view type, absl::string_view fields,
                         bool close);

// Text, or anything that nobody keeps.
Response PlainText(int status, absl::string_view text);
Response PlainText(int status, absl::string_view type, std::string body);

}  // namespace pingyi

#endif  // SERVER_GATEWAY_RESPONSE_H_
