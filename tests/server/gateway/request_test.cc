#include "server/gateway/request.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace pingyi {
namespace {

RequestHead Read(const std::string& text) {
  auto parsed = ParseRequestHead(text);
  const auto* refusal = std::get_if<HttpRefusal>(&parsed);
  EXPECT_EQ(refusal, nullptr) << refusal->why;
  return refusal == nullptr ? std::get<RequestHead>(parsed) : RequestHead();
}

// The status and words of what is refused.
std::string Refused(const std::string& text) {
  const auto parsed = ParseRequestHead(text);
  const auto* refusal = std::get_if<HttpRefusal>(&parsed);
  return refusal == nullptr ? "taken"
                            : absl::StrCat(refusal->status, " ", refusal->why);
}

std::string With(const std::string& fields) {
  return "POST /x HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n";
}

TEST(RequestHeadTest, IsReadWithNamesInLowerCase) {
  const RequestHead head = Read(
      "POST /a/b?c=d HTTP/1.1\r\nHOST: h\r\nContent-Length: 12\r\n"
      "X-Grpc-Web:1 \r\nConnection: keep-alive, Close\r\n\r\n");

  EXPECT_EQ(head.method, "POST");
  EXPECT_EQ(head.path, "/a/b");
  EXPECT_EQ(head.Field("x-grpc-web"), "1");
  EXPECT_EQ(head.length, 12U);
  EXPECT_TRUE(head.has_length);
  EXPECT_TRUE(head.close);
  EXPECT_FALSE(head.expects_continue);
}

TEST(RequestHeadTest, EndsBehindItsEmptyLine) {
  EXPECT_EQ(HeadEnd("GET / HTTP/1.1\r\n"), std::string::npos);
  EXPECT_EQ(HeadEnd("A\r\n\r\nB"), 5U);
}

TEST(RequestHeadTest, RefusesWhatTwoReadersCouldTakeInTwoWays) {
  EXPECT_EQ(Refused(With("Content-Length: 1\r\nContent-Length: 1\r\n")),
            "400 content-length is given twice");
  EXPECT_EQ(
      Refused(With("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n")),
      "400 a body has one length, not two");
  EXPECT_EQ(Refused(With("Transfer-Encoding: chunked\r\n")),
            "501 a body must come with its length");
  EXPECT_EQ(Refused(With("X: a\r\n b\r\n")),
            "400 a header field is not: name, colon, value");
  EXPECT_EQ(Refused(With("Content-Length : 1\r\n")),
            "400 a header field is not: name, colon, value");
  EXPECT_EQ(Refused(With("X: a\nContent-Length: 1\r\n")),
            "400 a line ends in CR LF and in nothing else");
  EXPECT_EQ(Refused(With("X: a\rb\r\n")),
            "400 a line ends in CR LF and in nothing else");
  EXPECT_EQ(Refused(With(std::string("X: a\0b\r\n", 8))),
            "400 a line ends in CR LF and in nothing else");
  for (const char* length :
       {"+1", "-1", "1 1", "0x1", "1,1", "", "9999999999999999"}) {
    const std::string field = absl::StrCat("Content-Length: ", length, "\r\n");
    if (*length != '\0') {
      EXPECT_EQ(Refused(With(field)), "400 content-length is not a number")
          << length;
    }
  }
}

TEST(RequestHeadTest, RefusesWhatIsNotARequest) {
  EXPECT_EQ(Refused("GET  / HTTP/1.1\r\nHost: h\r\n\r\n"),
            "400 the request line is not: method, target, version");
  EXPECT_EQ(Refused("GET / HTTP/1.0\r\nHost: h\r\n\r\n"),
            "505 only HTTP/1.1 is spoken here");
  EXPECT_EQ(Refused("GET http://h/ HTTP/1.1\r\nHost: h\r\n\r\n"),
            "400 the target is not a path");
  EXPECT_EQ(Refused("GET / HTTP/1.1\r\n\r\n"), "400 host is missing");
  EXPECT_EQ(Refused(With("Host: h\r\n")), "400 host is given twice");
  EXPECT_EQ(Refused(With("Expect: the best\r\n")),
            "417 nothing else can be expected");
  std::string many;
  for (int i = 0; i < 70; ++i) {
    many += "X: y\r\n";
  }
  EXPECT_EQ(Refused(With(many)), "431 too many header fields");
}

}  // namespace
}  // namespace pingyi
