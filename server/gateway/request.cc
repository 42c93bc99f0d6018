#include "server/gateway/request.h"

#include <algorithm>
#include <array>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace pingyi {
namespace {

constexpr absl::string_view kEmptyLine = "\r\n\r\n";
// Given twice, they would mean whatever the reader likes.
constexpr std::array<absl::string_view, 6> kOnce = {
    "host",   "content-length", "content-type",
    "expect", "grpc-timeout",   "transfer-encoding"};

HttpRefusal Bad(absl::string_view why) {
  return {.status = 400, .why = std::string(why)};
}

bool IsTokenChar(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
         absl::StrContains("!#$%&'*+-.^_`|~", c);
}

bool IsToken(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsTokenChar);
}

// Printable ASCII without space.
bool IsVisible(char c) {
  return c > 0x20 && c < 0x7f;
}

// What a field's value may hold: no control character but the tab.
bool IsValueChar(char c) {
  return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
}

std::optional<HttpRefusal> ReadRequestLine(absl::string_view line,
                                           RequestHead& out) {
  const std::vector<absl::string_view> parts = absl::StrSplit(line, ' ');
  if (parts.size() != 3 || !IsToken(parts[0])) {
    return Bad("the request line is not: method, target, version");
  }
  if (parts[2] != "HTTP/1.1") {
    return HttpRefusal{.status = 505, .why = "only HTTP/1.1 is spoken here"};
  }
  const absl::string_view target = parts[1];
  if (!absl::StartsWith(target, "/") ||
      !std::all_of(target.begin(), target.end(), IsVisible)) {
    return Bad("the target is not a path");
  }
  out.method = std::string(parts[0]);
  out.path = std::string(target.substr(0, target.find('?')));
  return std::nullopt;
}

std::optional<HttpRefusal> ReadField(absl::string_view line, RequestHead& out) {
  const size_t colon = line.find(':');
  if (colon == absl::string_view::npos || !IsToken(line.substr(0, colon))) {
    return Bad("a header field is not: name, colon, value");
  }
  const absl::string_view value =
      absl::StripAsciiWhitespace(line.substr(colon + 1));
  if (!std::all_of(value.begin(), value.end(), IsValueChar)) {
    return Bad("a header field holds a control character");
  }
  std::string name = absl::AsciiStrToLower(line.substr(0, colon));
  const bool once = std::find(kOnce.begin(), kOnce.end(), name) != kOnce.end();
  const bool again =
      std::any_of(out.fields.begin(), out.fields.end(),
                  [&name](const auto& field) { return field.first == name; });
  if (once && again) {
    return Bad(absl::StrCat(name, " is given twice"));
  }
  if (out.fields.size() == kMaxFields) {
    return HttpRefusal{.status = 431, .why = "too many header fields"};
  }
  out.fields.emplace_back(std::move(name), std::string(value));
  return std::nullopt;
}

std::optional<HttpRefusal> ReadLength(RequestHead& out) {
  const absl::string_view length = out.Field("content-length");
  if (!out.Field("transfer-encoding").empty()) {
    return length.empty()
               ? HttpRefusal{.status = 501,
                             .why = "a body must come with its length"}
               : Bad("a body has one length, not two");
  }
  if (length.empty()) {
    return std::nullopt;
  }
  constexpr size_t kMostDigits = 15;
  if (length.size() > kMostDigits ||
      !std::all_of(length.begin(), length.end(), absl::ascii_isdigit) ||
      !absl::SimpleAtoi(length, &out.length)) {
    return Bad("content-length is not a number");
  }
  out.has_length = true;
  return std::nullopt;
}

// The fields that say how the connection goes on.
std::optional<HttpRefusal> ReadMeaning(RequestHead& out) {
  if (out.Field("host").empty()) {
    return Bad("host is missing");
  }
  for (const auto& [name, value] : out.fields) {
    if (name != "connection") {
      continue;
    }
    for (const absl::string_view token : absl::StrSplit(value, ',')) {
      out.close |=
          absl::EqualsIgnoreCase(absl::StripAsciiWhitespace(token), "close");
    }
  }
  const absl::string_view expect = out.Field("expect");
  out.expects_continue = absl::EqualsIgnoreCase(expect, "100-continue");
  if (!expect.empty() && !out.expects_continue) {
    return HttpRefusal{.status = 417, .why = "nothing else can be expected"};
  }
  return ReadLength(out);
}

}  // namespace

absl::string_view RequestHead::Field(absl::string_view name) const {
  for (const auto& field : fields) {
    if (field.first == name) {
      return field.second;
    }
  }
  return "";
}

size_t HeadEnd(absl::string_view input) {
  const size_t found = input.find(kEmptyLine);
  return found == absl::string_view::npos ? found : found + kEmptyLine.size();
}

std::variant<RequestHead, HttpRefusal> ParseRequestHead(
    absl::string_view head) {
  RequestHead out;
  if (!absl::ConsumeSuffix(&head, kEmptyLine)) {
    return Bad("the head does not end");
  }
  bool first = true;
  for (const absl::string_view line : absl::StrSplit(head, "\r\n")) {
    if (line.find_first_of(absl::string_view("\r\n\0", 3)) !=
        absl::string_view::npos) {
      return Bad("a line ends in CR LF and in nothing else");
    }
    std::optional<HttpRefusal> refusal =
        first ? ReadRequestLine(line, out) : ReadField(line, out);
    if (refusal.has_value()) {
      return *std::move(refusal);
    }
    first = false;
  }
  if (std::optional<HttpRefusal> refusal = ReadMeaning(out)) {
    return *std::move(refusal);
  }
  return out;
}

}  // namespace pingyi
