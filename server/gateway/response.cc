#include "server/gateway/response.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace pingyi {
namespace {

absl::string_view Reason(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 204:
      return "No Content";
    case 304:
      return "Not Modified";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 411:
      return "Length Required";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 431:
      return "Request Header Fields Too Large";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Error";
  }
}

}  // namespace

std::string StatusLine(int status) {
  return absl::StrCat("HTTP/1.1 ", status, " ", Reason(status), "\r\n");
}

std::string HeadOf(const Response& response, bool close) {
  std::string head = absl::StrCat(StatusLine(response.status), response.fields);
  if (response.status != 204 && response.status != 304) {
    absl::StrAppend(&head, "Content-Length: ",
                    response.body == nullptr ? 0 : response.body->size(),
                    "\r\n");
  }
  absl::StrAppend(&head, close ? "Connection: close\r\n" : "", "\r\n");
  return head;
}

std::string HeadOfStream(absl::string_view type, absl::string_view fields,
                         bool close) {
  return absl::StrCat(StatusLine(200), "Content-Type: ", type,
                      "\r\nCache-Control: no-store\r\n"
                      "X-Content-Type-Options: nosniff\r\n"
                      "X-Accel-Buffering: no\r\n"
                      "Transfer-Encoding: chunked\r\n",
                      fields, close ? "Connection: close\r\n" : "", "\r\n");
}

Response PlainText(int status, absl::string_view text) {
  return PlainText(status, "text/plain; charset=utf-8",
                   absl::StrCat(text, "\n"));
}

Response PlainText(int status, absl::string_view type, std::string body) {
  return {.status = status,
          .fields = absl::StrCat("Content-Type: ", type,
                                 "\r\nCache-Control: no-store\r\n"
                                 "X-Content-Type-Options: nosniff\r\n"),
          .body = std::make_shared<const std::string>(std::move(body))};
}

}  // namespace pingyi
