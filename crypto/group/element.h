#ifndef CRYPTO_GROUP_ELEMENT_H_
#define CRYPTO_GROUP_ELEMENT_H_

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "crypto/base/hash.h"
#include "crypto/group/scalar.h"
#include "crypto/group/secret_scalar.h"

namespace pingyi {

inline constexpr size_t kElementSize = 32;

// A ristretto255 element (RFC 9496) as its canonical 32 bytes. Holding one is
// proof that its encoding was canonical: the only ways to make one are
// arithmetic and Parse. Immutable, so thread-safe. Arithmetic is libsodium's,
// constant time, slow (10 us an addition): for secrets and for the wire.
// Public sums over many points belong to crypto/engine.
class Element {
 public:
  // The identity. A valid element; protocols that must refuse it say so.
  Element() = default;

  // Reads a canonical 32-byte encoding. INVALID_ARGUMENT if `encoding` has
  // another length or is not canonical (bit 255 too, which libsodium 1.0.18
  // ignores). Accepts the identity.
  static absl::StatusOr<Element> Parse(std::span<const uint8_t> encoding);
  // As Parse, and INVALID_ARGUMENT on the identity; `what` names the field.
  static absl::StatusOr<Element> ParseNonIdentity(
      std::span<const uint8_t> encoding, absl::string_view what);
  // The generator G.
  static const Element& Generator();
  // The one-way map of RFC 9496, section 4.3.4.
  static Element FromUniformBytes(const WideDigest& wide);

  bool IsIdentity() const;
  const std::array<uint8_t, kElementSize>& bytes() const { return encoding_; }

  friend Element operator+(const Element& a, const Element& b);
  friend Element operator-(const Element& a, const Element& b);
  // x A and x G for any x, zero included, and any A: never fail, and never
  // branch on the secret (libsodium reports a zero scalar by return code).
  friend Element operator*(const SecretScalar& x, const Element& a);
  friend Element operator*(const Scalar& x, const Element& a);
  static Element MulBase(const SecretScalar& x);
  static Element MulBase(const Scalar& x);

  // The one of `from` whose bit is 1, the others' being 0; as many bits as
  // elements (a bug otherwise). Constant time: reads all, indexes by none.
  static Element Select(std::span<const Element> from,
                        std::span<const SecretScalar> bits);

  friend bool operator==(const Element&, const Element&) = default;
  friend auto operator<=>(const Element&, const Element&) = default;

 private:
  friend class Point;
  std::array<uint8_t, kElementSize> encoding_ = {};
};

}  // namespace pingyi

#endif  // CRYPTO_GROUP_ELEMENT_H_
