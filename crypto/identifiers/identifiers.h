#ifndef CRYPTO_IDENTIFIERS_IDENTIFIERS_H_
#define CRYPTO_IDENTIFIERS_IDENTIFIERS_H_

#include <cstdint>
#include <span>
#include <string>

#include "crypto/base/bytes.h"
#include "crypto/group/element.h"

// The SHA-256 names of things, and what a deputy reads out.
namespace pingyi {

// The fingerprint of a session: of the exact bytes of its manifest.
Digest SessionId(ByteSpan manifest);

// Of both committees' public keys: one tally key a ciphertext, over all rounds
// in order, then one issuer key a round.
Digest KeyId(std::span<const Element> tally_keys,
             std::span<const Element> issuer_keys);

// Of an encrypted ballot before it is proved: what a tablet commits to when it
// shows it. Does not cover the token or the proof.
Digest TrackingDigest(const Digest& session_id, uint32_t round,
                      const Element& a, std::span<const Element> b);

// The first ten bytes of a tracking digest to read out: 16 symbols in four
// groups, "XXXX-XXXX-XXXX-XXXX". Too short to commit to anything.
std::string TrackingCode(const Digest& tracking_digest);

}  // namespace pingyi

#endif  // CRYPTO_IDENTIFIERS_IDENTIFIERS_H_
