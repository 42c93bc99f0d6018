#ifndef CRYPTO_BASE_BASE32_H_
#define CRYPTO_BASE_BASE32_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "crypto/base/bytes.h"

// Crockford base32, for what people read aloud and type: bits most significant
// first, zero bits at the end to fill the last symbol, no padding signs.
namespace pingyi {

inline constexpr char kBase32Alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

// Upper case. ceil(8 n / 5) symbols for n bytes.
std::string EncodeBase32(ByteSpan data);

// The value 0..31 of one symbol; lower case counts as upper, "o" as 0, "i" and
// "l" as 1. INVALID_ARGUMENT for any other sign ("u" and "-" among them).
absl::StatusOr<uint8_t> Base32Value(char symbol);

// The bytes of `text`, which holds nothing but symbols. INVALID_ARGUMENT for
// another sign (with its position), for a length that no number of bytes gives,
// and for a last symbol whose filling bits are not zero: every byte string has
// one spelling but for case and look-alikes.
absl::StatusOr<Bytes> DecodeBase32(absl::string_view text);

}  // namespace pingyi

#endif  // CRYPTO_BASE_BASE32_H_
