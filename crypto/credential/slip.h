#ifndef CRYPTO_CREDENTIAL_SLIP_H_
#define CRYPTO_CREDENTIAL_SLIP_H_

#include <cstddef>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"
#include "crypto/statement/signing_key.h"

// The printed slip that a person signs in with: 128 bits as a code to type and
// as a QR code to scan.
namespace pingyi {

using SlipSecret = SecretBytes<16>;

// The code as printed: 26 symbols of Crockford base32 and a check symbol, in
// groups of five: XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XC. ASCII.
inline constexpr size_t kSlipCodeSize = 32;
using SlipCode = SecretBytes<kSlipCodeSize>;

// What the QR code holds after "<page address>#": 26 symbols of the secret and
// 52 of session_id, nothing between them. ASCII.
inline constexpr size_t kSlipFragmentSize = 78;
using SlipFragment = SecretBytes<kSlipFragmentSize>;

SlipCode FormatSlip(const SlipSecret& secret);

// Reads a typed code: lower case, spaces and dashes anywhere, I and L for 1, O
// for 0. INVALID_ARGUMENT, saying what to do, on a wrong length, an unknown
// symbol, a wrong check symbol (one mistyped or two swapped symbols are always
// caught), or a code that no slip has. Never repeats the code in the message.
absl::StatusOr<SlipSecret> ParseSlip(absl::string_view text);

SlipFragment FormatSlipFragment(const SlipSecret& secret,
                                const Digest& session_id);

// What a scanned slip says: who, and for which session.
struct ScannedSlip {
  SlipSecret secret;
  Digest session_id = {};
};

// Reads a scanned QR code: everything after the first '#', or all of `payload`
// if there is none. Upper or lower case. INVALID_ARGUMENT otherwise.
absl::StatusOr<ScannedSlip> ParseSlipPayload(absl::string_view payload);

// The Ed25519 key that the slip stands for: seed = first 32 bytes of
// SHA-512(SUITE || "-credential\n" || secret).
SigningKey CredentialKey(const SlipSecret& secret);

}  // namespace pingyi

#endif  // CRYPTO_CREDENTIAL_SLIP_H_
