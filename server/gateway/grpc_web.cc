#include "server/gateway/grpc_web.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr size_t kHeaderSize = 5;
constexpr uint8_t kDataFlag = 0x00;
constexpr uint8_t kTrailersFlag = 0x80;

std::string FrameHeader(uint8_t flag, uint32_t size) {
  const std::array<char, kHeaderSize> header = {
      static_cast<char>(flag), static_cast<char>(size >> 24),
      static_cast<char>(size >> 16), static_cast<char>(size >> 8),
      static_cast<char>(size)};
  return {header.data(), header.size()};
}

// Pieces of base64, each padded by itself.
absl::StatusOr<std::string> FromBase64(absl::string_view text) {
  std::string out;
  while (!text.empty()) {
    size_t end = text.find('=');
    end = end == absl::string_view::npos ? text.size() : (end / 4 + 1) * 4;
    std::string piece;
    if (end > text.size() || end % 4 != 0 ||
        !absl::Base64Unescape(text.substr(0, end), &piece)) {
      return absl::InvalidArgumentError("body: not base64");
    }
    out += piece;
    text.remove_prefix(end);
  }
  return out;
}

// What may stand in a trailer; everything else goes as %XX.
std::string PercentEncode(absl::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c >= 0x20 && c <= 0x7e && c != '%') {
      out.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      absl::StrAppend(&out, "%",
                      absl::AsciiStrToUpper(
                          absl::StrCat(absl::Hex(byte, absl::kZeroPad2))));
    }
  }
  return out;
}

}  // namespace

std::optional<WebFormat> WebFormatOf(absl::string_view content_type) {
  const std::string type = absl::AsciiStrToLower(absl::StripAsciiWhitespace(
      content_type.substr(0, content_type.find(';'))));
  if (type == "application/grpc-web" || type == "application/grpc-web+proto") {
    return WebFormat::kBinary;
  }
  if (type == "application/grpc-web-text" ||
      type == "application/grpc-web-text+proto") {
    return WebFormat::kText;
  }
  return std::nullopt;
}

absl::string_view ContentTypeOf(WebFormat format) {
  return format == WebFormat::kText ? "application/grpc-web-text+proto"
                                    : "application/grpc-web+proto";
}

absl::StatusOr<std::string> DecodeWebRequest(WebFormat format,
                                             std::string body) {
  if (format == WebFormat::kText) {
    ASSIGN_OR_RETURN(body, FromBase64(body));
  }
  if (body.size() < kHeaderSize) {
    return absl::InvalidArgumentError("body: no message");
  }
  if (body[0] != static_cast<char>(kDataFlag)) {
    return absl::InvalidArgumentError("body: not a plain message");
  }
  uint32_t size = 0;
  for (size_t i = 1; i < kHeaderSize; ++i) {
    size = (size << 8) | static_cast<unsigned char>(body[i]);
  }
  if (body.size() - kHeaderSize != size) {
    return absl::InvalidArgumentError("body: not exactly one message");
  }
  body.erase(0, kHeaderSize);
  return body;
}

std::string DataFrameHeader(uint32_t size) {
  return FrameHeader(kDataFlag, size);
}

std::string TrailersFrame(const Ending& ending) {
  std::string text = absl::StrCat("grpc-status: ", ending.code, "\r\n");
  if (!ending.message.empty()) {
    absl::StrAppend(&text, "grpc-message: ", PercentEncode(ending.message),
                    "\r\n");
  }
  if (!ending.details.empty()) {
    // gRPC sends binary trailers without padding.
    const std::string base64 = absl::Base64Escape(ending.details);
    absl::StrAppend(&text, "grpc-status-details-bin: ",
                    base64.substr(0, base64.find('=')), "\r\n");
  }
  return FrameHeader(kTrailersFlag, static_cast<uint32_t>(text.size())) + text;
}

std::string InFormat(WebFormat format, std::string frames) {
  return format == WebFormat::kText ? absl::Base64Escape(frames)
                                    : std::move(frames);
}

std::optional<std::chrono::milliseconds> ParseTimeout(absl::string_view text) {
  constexpr size_t kMostDigits = 8;
  if (text.size() < 2 || text.size() > kMostDigits + 1) {
    return std::nullopt;
  }
  const absl::string_view digits = text.substr(0, text.size() - 1);
  int64_t value = 0;
  if (!std::all_of(digits.begin(), digits.end(), absl::ascii_isdigit) ||
      !absl::SimpleAtoi(digits, &value)) {
    return std::nullopt;
  }
  switch (text.back()) {
    case 'H':
      return std::chrono::hours(value);
    case 'M':
      return std::chrono::minutes(value);
    case 'S':
      return std::chrono::seconds(value);
    case 'm':
      return std::chrono::milliseconds(value);
    case 'u':
      return std::chrono::milliseconds(value / 1000);
    case 'n':
      return std::chrono::milliseconds(value / 1'000'000);
    default:
      return std::nullopt;
  }
}

}  // namespace pingyi
