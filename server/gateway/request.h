#ifndef SERVER_GATEWAY_REQUEST_H_
#define SERVER_GATEWAY_REQUEST_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"

// The head of an HTTP/1.1 request, read strictly. Whatever two readers could
// take in two ways is refused, so that a proxy in front and we never disagree
// about where a request ends: a bare CR or LF, a folded line, a space before a
// colon, two lengths, any Transfer-Encoding.
namespace pingyi {

inline constexpr size_t kMaxHead = 8192;
inline constexpr size_t kMaxFields = 64;

struct RequestHead {
  std::string method;
  std::string path;  // Begins with "/"; the query is left out.
  // Names in lower case, in the order sent.
  std::vector<std::pair<std::string, std::string>> fields = {};
  uint64_t length = 0;      // Of the body.
  bool has_length = false;  // Whether one was given.
  bool close = false;       // The client wants no further request.
  bool expects_continue = false;

  // The first field of this (lower-case) name; empty if there is none.
  absl::string_view Field(absl::string_view name) const;
};

// Why a request is not taken: an HTTP status and plain words.
struct HttpRefusal {
  int status = 400;
  std::string why;
};

// Where the head in `input` ends: behind its empty line; npos if not yet.
size_t HeadEnd(absl::string_view input);

// Reads a whole head, its empty line included.
std::variant<RequestHead, HttpRefusal> ParseRequestHead(absl::string_view head);

}  // namespace pingyi

#endif  // SERVER_GATEWAY_REQUEST_H_
