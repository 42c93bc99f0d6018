#include "crypto/group/element.h"

#include <sodium.h>

#include <algorithm>
#include <cassert>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace pingyi {

absl::StatusOr<Element> Element::Parse(std::span<const uint8_t> encoding) {
  if (encoding.size() != kElementSize) {
    return absl::InvalidArgumentError(absl::StrCat(
        "element: want ", kElementSize, " bytes, got ", encoding.size()));
  }
  // libsodium 1.0.18 ignores the top bit: two strings for one element.
  const bool top_bit = (encoding[kElementSize - 1] & 0x80) != 0;
  if (top_bit ||
      crypto_core_ristretto255_is_valid_point(encoding.data()) != 1) {
    return absl::InvalidArgumentError("element: not canonical");
  }
  Element out;
  std::copy(encoding.begin(), encoding.end(), out.encoding_.begin());
  return out;
}

absl::StatusOr<Element> Element::ParseNonIdentity(
    std::span<const uint8_t> encoding, absl::string_view what) {
  absl::StatusOr<Element> out = Parse(encoding);
  if (!out.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(what, ": ", out.status().message()));
  }
  if (out->IsIdentity()) {
    return absl::InvalidArgumentError(absl::StrCat(what, ": is the identity"));
  }
  return out;
}

const Element& Element::Generator() {
  static const Element kGenerator = MulBase(Scalar::FromUint64(1));
  return kGenerator;
}

Element Element::FromUniformBytes(const WideDigest& wide) {
  Element out;
  crypto_core_ristretto255_from_hash(out.encoding_.data(), wide.data());
  return out;
}

bool Element::IsIdentity() const {
  return *this == Element();
}

Element operator+(const Element& a, const Element& b) {
  Element out;
  // Fails only on encodings that an Element never holds.
  static_cast<void>(crypto_core_ristretto255_add(
      out.encoding_.data(), a.encoding_.data(), b.encoding_.data()));
  return out;
}

Element operator-(const Element& a, const Element& b) {
  Element out;
  static_cast<void>(crypto_core_ristretto255_sub(
      out.encoding_.data(), a.encoding_.data(), b.encoding_.data()));
  return out;
}

// The return codes below say whether the result is the identity, which would
// tell whether a secret is zero. The output holds the right encoding either
// way (the identity's is all zeros), so they are dropped.

Element operator*(const SecretScalar& x, const Element& a) {
  Element out;
  [[maybe_unused]] const int is_identity = crypto_scalarmult_ristretto255(
      out.encoding_.data(), x.Expose().data(), a.encoding_.data());
  return out;
}

Element operator*(const Scalar& x, const Element& a) {
  Element out;
  [[maybe_unused]] const int is_identity = crypto_scalarmult_ristretto255(
      out.encoding_.data(), x.bytes().data(), a.encoding_.data());
  return out;
}

Element Element::MulBase(const SecretScalar& x) {
  Element out;
  [[maybe_unused]] const int is_identity = crypto_scalarmult_ristretto255_base(
      out.encoding_.data(), x.Expose().data());
  return out;
}

Element Element::MulBase(const Scalar& x) {
  Element out;
  [[maybe_unused]] const int is_identity = crypto_scalarmult_ristretto255_base(
      out.encoding_.data(), x.bytes().data());
  return out;
}

Element Element::Select(std::span<const Element> from,
                        std::span<const SecretScalar> bits) {
  assert(from.size() == bits.size());
  Element out;
  for (size_t i = 0; i < from.size(); ++i) {
    const auto mask = static_cast<uint8_t>(0 - bits[i].Expose()[0]);
    for (size_t k = 0; k < kElementSize; ++k) {
      out.encoding_[k] |= static_cast<uint8_t>(from[i].encoding_[k] & mask);
    }
  }
  return out;
}

}  // namespace pingyi
