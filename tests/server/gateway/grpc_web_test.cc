#include "server/gateway/grpc_web.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/escaping.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::testing::Eq;

std::string Frame(const std::string& message) {
  return DataFrameHeader(static_cast<uint32_t>(message.size())) + message;
}

TEST(WebFormatTest, IsOfTheContentType) {
  EXPECT_EQ(WebFormatOf("application/grpc-web+proto"), WebFormat::kBinary);
  EXPECT_EQ(WebFormatOf("Application/grpc-web; x=y"), WebFormat::kBinary);
  EXPECT_EQ(WebFormatOf("application/grpc-web-text"), WebFormat::kText);
  EXPECT_EQ(WebFormatOf("application/grpc"), std::nullopt);
  EXPECT_EQ(WebFormatOf("application/grpc-web+json"), std::nullopt);
}

TEST(DecodeWebRequestTest, TakesOneMessageInEitherFormat) {
  const auto binary = DecodeWebRequest(WebFormat::kBinary, Frame("hello"));
  const auto text =
      DecodeWebRequest(WebFormat::kText, absl::Base64Escape(Frame("hello")));

  ASSERT_TRUE(binary.ok() && text.ok());
  EXPECT_EQ(*binary, "hello");
  EXPECT_EQ(*text, "hello");
}

TEST(DecodeWebRequestTest, TakesBase64InPaddedPieces) {
  const std::string frame = Frame("hello");
  const auto text = DecodeWebRequest(WebFormat::kText,
                                     absl::Base64Escape(frame.substr(0, 4)) +
                                         absl::Base64Escape(frame.substr(4)));

  ASSERT_TRUE(text.ok());
  EXPECT_EQ(*text, "hello");
}

TEST(DecodeWebRequestTest, RefusesEverythingElse) {
  const auto refused = [](const std::string& body) {
    return DecodeWebRequest(WebFormat::kBinary, body);
  };
  using absl::StatusCode;
  EXPECT_THAT(refused(""),
              FailsWith(StatusCode::kInvalidArgument, "no message"));
  EXPECT_THAT(refused(Frame("a") + Frame("b")),
              FailsWith(StatusCode::kInvalidArgument, "exactly one"));
  EXPECT_THAT(refused(Frame("hello").substr(0, 8)),
              FailsWith(StatusCode::kInvalidArgument, "exactly one"));
  std::string compressed = Frame("hello");
  compressed[0] = 1;
  EXPECT_THAT(refused(compressed),
              FailsWith(StatusCode::kInvalidArgument, "plain"));
  EXPECT_THAT(DecodeWebRequest(WebFormat::kText, "AAA"),
              FailsWith(StatusCode::kInvalidArgument, "base64"));
  EXPECT_THAT(DecodeWebRequest(WebFormat::kText, "A=AAAAAA"),
              FailsWith(StatusCode::kInvalidArgument, "base64"));
}

TEST(TrailersFrameTest, CarriesCodeMessageAndDetails) {
  const std::string frame = TrailersFrame(
      {.code = 9, .message = "50% 满\n", .details = std::string("\1\2\3\4")});

  EXPECT_EQ(static_cast<unsigned char>(frame[0]), 0x80);
  EXPECT_THAT(frame.substr(5),
              Eq("grpc-status: 9\r\ngrpc-message: 50%25 %E6%BB%A1%0A\r\n"
                 "grpc-status-details-bin: AQIDBA\r\n"));
}

TEST(ParseTimeoutTest, ReadsWhatGrpcWrites) {
  using std::chrono::milliseconds;
  EXPECT_EQ(ParseTimeout("5S"), milliseconds(5000));
  EXPECT_EQ(ParseTimeout("250m"), milliseconds(250));
  EXPECT_EQ(ParseTimeout("2H"), milliseconds(7'200'000));
  EXPECT_EQ(ParseTimeout("1500u"), milliseconds(1));
  for (const char* wrong : {"", "S", "5", "-5S", "5x", "123456789S", "5 S"}) {
    EXPECT_EQ(ParseTimeout(wrong), std::nullopt) << wrong;
  }
}

}  // namespace
}  // namespace pingyi
