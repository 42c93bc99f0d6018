#include "proto/codec/fields.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/codec/limits.h"
#include "proto/codec/text.h"

namespace pingyi {
namespace {

std::string WantBytes(size_t want, size_t got) {
  return absl::StrCat("want ", want, " bytes, got ", got);
}

template <size_t N>
std::array<uint8_t, N> ReadExactly(Fields& in, absl::string_view field,
                                   const std::string& bytes) {
  std::array<uint8_t, N> out = {};
  if (bytes.size() != N) {
    in.Fail(field, WantBytes(N, bytes.size()));
    return out;
  }
  std::copy_n(AsBytes(bytes).begin(), N, out.begin());
  return out;
}

// The value, or a default and a failure at `field`.
template <typename T>
T Take(Fields& in, absl::string_view field, absl::StatusOr<T> value) {
  if (!value.ok()) {
    in.Fail(field, value.status());
    return T();
  }
  return *std::move(value);
}

}  // namespace

std::string Fields::Path() const {
  std::string path =
      parent_ == nullptr ? std::string() : absl::StrCat(parent_->Path(), ".");
  absl::StrAppend(&path, name_);
  if (index_ >= 0) {
    absl::StrAppend(&path, "[", index_, "]");
  }
  return path;
}

void Fields::Fail(absl::string_view field, absl::string_view message) {
  Fail(field, absl::InvalidArgumentError(message));
}

void Fields::Fail(absl::string_view field, const absl::Status& status) {
  if (ok() && !status.ok()) {
    root_->status_ = absl::Status(
        status.code(), absl::StrCat(Path(), field.empty() ? "" : ".", field,
                                    ": ", status.message()));
  }
}

Digest Fields::ReadDigest(absl::string_view field, const std::string& bytes) {
  return ReadExactly<32>(*this, field, bytes);
}

std::array<uint8_t, 64> Fields::Read64(absl::string_view field,
                                       const std::string& bytes) {
  return ReadExactly<64>(*this, field, bytes);
}

VerifyKey Fields::ReadKey(absl::string_view field, const std::string& bytes) {
  return Take(*this, field, VerifyKey::Parse(AsBytes(bytes)));
}

Element Fields::ReadElement(absl::string_view field, const std::string& bytes) {
  return Take(*this, field, Element::Parse(AsBytes(bytes)));
}

Element Fields::ReadNonIdentity(absl::string_view field,
                                const std::string& bytes) {
  const Element element = ReadElement(field, bytes);
  Require(!element.IsIdentity(), field, "is the identity");
  return element;
}

Bytes Fields::ReadBytes(absl::string_view field, const std::string& bytes,
                        Range size) {
  if (bytes.size() < size.min || bytes.size() > size.max) {
    Fail(field, absl::StrCat("want ", size.min, " to ", size.max,
                             " bytes, got ", bytes.size()));
    return {};
  }
  return {bytes.begin(), bytes.end()};
}

uint32_t Fields::ReadNumber(absl::string_view field, uint32_t value,
                            Range range) {
  if (value < range.min || value > range.max) {
    Fail(field,
         absl::StrCat("want ", range.min, " to ", range.max, ", got ", value));
    return 0;
  }
  return value;
}

uint32_t Fields::ReadIndex(absl::string_view field, uint32_t value) {
  Require(value != 0, field, "numbers begin at 1");
  return value;
}

uint32_t Fields::ReadRound(uint32_t value) {
  Require(value < kRounds, "round", "this version has round 0 only");
  return value;
}

std::string Fields::ReadName(absl::string_view field, const std::string& text,
                             bool required) {
  if (text.size() > kMaxNameBytes) {
    Fail(field, absl::StrCat("want at most ", kMaxNameBytes, " bytes, got ",
                             text.size()));
    return {};
  }
  Require(!required || !text.empty(), field, "is empty");
  Fail(field, CheckText(text));
  return text;
}

int Fields::ReadCount(absl::string_view field, int count, Range range) {
  const auto size = static_cast<uint64_t>(count);
  if (size < range.min || size > range.max) {
    Fail(field, absl::StrCat("want ", range.min, " to ", range.max,
                             " of them, got ", count));
  }
  return ok() ? count : 0;
}

}  // namespace pingyi
