#ifndef CLIENT_CPP_SECRET_IO_H_
#define CLIENT_CPP_SECRET_IO_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "crypto/base/bytes.h"
#include "crypto/base/secret_buffer.h"
#include "crypto/base/status_macros.h"
#include "crypto/group/secret_scalar.h"
#include "crypto/statement/signing_key.h"

// The bytes of what is then sealed: numbers little-endian in four bytes, a flag
// is the number 0 or 1, a string has its length before it.
namespace pingyi {

// Writes into `out`, or only counts where there is none: secret memory is never
// resized, so its size must be known first.
class SecretWriter {
 public:
  explicit SecretWriter(SecretBuffer* out) : out_(out) {}
  size_t size() const { return size_; }

  void Put(ByteSpan bytes) {
    if (out_ != nullptr) {
      std::copy(
          bytes.begin(), bytes.end(),
          out_->mutable_bytes().begin() + static_cast<std::ptrdiff_t>(size_));
    }
    size_ += bytes.size();
  }
  void Number(uint32_t value) { Put(Le32(value)); }
  void Number(size_t value) { Put(Le32(static_cast<uint32_t>(value))); }
  void Flag(bool value) { Number(value ? 1U : 0U); }
  void Framed(ByteSpan bytes) {
    Number(bytes.size());
    Put(bytes);
  }
  void Framed(absl::string_view text) { Framed(AsBytes(text)); }

 private:
  SecretBuffer* out_;
  size_t size_ = 0;
};

// What `write` writes, in memory of exactly that size.
template <typename F>
SecretBuffer WriteSecret(F&& write) {
  SecretWriter counted(nullptr);
  write(counted);
  SecretBuffer out(counted.size());
  SecretWriter writer(&out);
  write(writer);
  return out;
}

// Reads such bytes from the front. INVALID_ARGUMENT where they end too early or
// a value is out of range.
class SecretReader {
 public:
  // `name` stands before every message; a literal.
  SecretReader(absl::string_view name, ByteSpan bytes)
      : name_(name), rest_(bytes) {}

  absl::StatusOr<ByteSpan> Take(size_t n) {
    if (n > rest_.size()) {
      return absl::InvalidArgumentError(absl::StrCat(name_, ": cut off"));
    }
    const ByteSpan out = rest_.first(n);
    rest_ = rest_.subspan(n);
    return out;
  }
  absl::StatusOr<uint64_t> Integer(size_t size) {
    ASSIGN_OR_RETURN(const ByteSpan bytes, Take(size));
    uint64_t value = 0;
    for (size_t i = size; i-- > 0;) {
      value = value << 8 | bytes[i];
    }
    return value;
  }
  absl::StatusOr<uint32_t> Number(uint32_t max, absl::string_view what) {
    ASSIGN_OR_RETURN(const uint64_t value, Integer(4));
    if (value > max) {
      return absl::InvalidArgumentError(
          absl::StrCat(name_, ": ", what, " is out of range"));
    }
    return static_cast<uint32_t>(value);
  }
  absl::StatusOr<bool> Flag(absl::string_view what) {
    ASSIGN_OR_RETURN(const uint32_t value, Number(1, what));
    return value == 1;
  }
  absl::StatusOr<ByteSpan> Framed() {
    ASSIGN_OR_RETURN(const uint64_t size, Integer(4));
    return Take(static_cast<size_t>(size));
  }
  absl::StatusOr<Digest> Hash() {
    ASSIGN_OR_RETURN(const ByteSpan bytes, Take(32));
    return ToDigest(bytes, name_);
  }
  absl::StatusOr<SigningKey> Signer() {
    ASSIGN_OR_RETURN(const ByteSpan bytes, Take(32));
    return SigningKey::FromSeed(SigningSeed::Copy(bytes.first<32>()));
  }
  absl::StatusOr<SecretScalar> Secret() {
    ASSIGN_OR_RETURN(const ByteSpan bytes, Take(32));
    return SecretScalar::Parse(bytes);
  }
  bool empty() const { return rest_.empty(); }

 private:
  absl::string_view name_;
  ByteSpan rest_;
};

}  // namespace pingyi

#endif  // CLIENT_CPP_SECRET_IO_H_
