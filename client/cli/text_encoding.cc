#include "client/cli/text_encoding.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "crypto/base/status_macros.h"
#include "proto/codec/text.h"

namespace pingyi {
namespace {

constexpr char kHowToSave[] =
    "; save it again as \"CSV UTF-8\" (Excel: Save As; WPS: choose UTF-8)";

// A conversion of libc, closed at the end.
class Converter {
 public:
  explicit Converter(const char* from) : handle_(iconv_open("UTF-8", from)) {}
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  ~Converter() {
    if (usable()) {
      iconv_close(handle_);
    }
  }

  // iconv_open returns -1 for an encoding that it does not know.
  bool usable() const { return reinterpret_cast<intptr_t>(handle_) != -1; }
  // Whether all of `bytes` could be read.
  bool Convert(ByteSpan bytes, std::string& out) {
    std::string input(bytes.begin(), bytes.end());  // iconv wants it mutable.
    char* next = input.data();
    size_t left = input.size();
    std::array<char, 4096> buffer = {};
    while (left > 0) {
      char* to = buffer.data();
      size_t room = buffer.size();
      const size_t result = iconv(handle_, &next, &left, &to, &room);
      out.append(buffer.data(), buffer.size() - room);
      if (result == kFailed && errno != E2BIG) {
        return false;
      }
    }
    return true;
  }

 private:
  static constexpr auto kFailed = static_cast<size_t>(-1);
  iconv_t handle_;
};

bool StartsWith(ByteSpan bytes, std::initializer_list<uint8_t> mark) {
  return bytes.size() >= mark.size() &&
         std::equal(mark.begin(), mark.end(), bytes.begin());
}

// The UTF-16 that `bytes` are in, "" if in none. Without a mark the zero bytes
// of commas, digits and line breaks give it away.
const char* FindUtf16(ByteSpan bytes) {
  if (StartsWith(bytes, {0xff, 0xfe})) {
    return "UTF-16LE";
  }
  if (StartsWith(bytes, {0xfe, 0xff})) {
    return "UTF-16BE";
  }
  size_t even = 0;
  size_t odd = 0;
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == 0) {
      ++(i % 2 == 0 ? even : odd);
    }
  }
  if (bytes.size() % 2 != 0 || (even == 0) == (odd == 0)) {
    return "";
  }
  return even == 0 ? "UTF-16LE" : "UTF-16BE";
}

absl::StatusOr<std::string> ConvertFrom(const char* encoding, ByteSpan bytes) {
  Converter converter(encoding);
  if (!converter.usable()) {
    return absl::UnavailableError(absl::StrCat(
        "is in ", encoding, ", which this machine cannot read", kHowToSave));
  }
  std::string out;
  if (!converter.Convert(bytes, out)) {
    return absl::InvalidArgumentError(
        absl::StrCat("is neither UTF-8 nor ", encoding, kHowToSave));
  }
  return out;
}

constexpr absl::string_view kMark = "\xef\xbb\xbf";

absl::StatusOr<DecodedText> Decode(ByteSpan bytes) {
  if (const char* utf16 = FindUtf16(bytes); *utf16 != '\0') {
    ASSIGN_OR_RETURN(std::string text, ConvertFrom(utf16, bytes));
    return DecodedText{.utf8 = std::move(text), .encoding = "UTF-16"};
  }
  // Only whether it is UTF-8 is asked; the normal form is for later.
  if (NormalizeText(AsText(bytes)).ok()) {
    return DecodedText{.utf8 = ToString(bytes), .encoding = "UTF-8"};
  }
  ASSIGN_OR_RETURN(std::string text, ConvertFrom("GB18030", bytes));
  return DecodedText{.utf8 = std::move(text), .encoding = "GB18030"};
}

}  // namespace

absl::StatusOr<DecodedText> DecodeText(ByteSpan bytes) {
  ASSIGN_OR_RETURN(DecodedText text, Decode(bytes));
  if (absl::string_view(text.utf8).substr(0, kMark.size()) == kMark) {
    text.utf8.erase(0, kMark.size());
  }
  if (absl::StrContains(text.utf8, '\0')) {
    return absl::InvalidArgumentError(
        absl::StrCat("is no text file: it holds zero bytes", kHowToSave));
  }
  return text;
}

}  // namespace pingyi
