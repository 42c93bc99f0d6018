#ifndef CRYPTO_ENGINE_ED25519_H_
#define CRYPTO_ENGINE_ED25519_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "crypto/engine/point.h"

// Points as Ed25519 encodes them (RFC 8032, section 5.1.3), for checking many
// keys and signatures at once.
namespace pingyi {

// Decodes 32 bytes a point, if every one of them is canonical, on the curve,
// and of prime order: in the subgroup, and not its identity. nullopt if one is
// not, without a word which: libsodium tells, one by one. (A point outside the
// subgroup passes with a chance of 2^-128: random sums of the points are
// multiplied by the order.)
//
// Among points of prime order a Point's equality, which overlooks 4-torsion, is
// that of the curve. nullopt, too, from the reference engine: libdecaf has no
// such points.
std::optional<std::vector<Point>> DecodePrimeOrder(
    std::span<const uint8_t> encodings);

// As DecodePrimeOrder, of keys that are known to be of prime order.
std::optional<std::vector<Point>> DecodeKnownPrimeOrder(
    std::span<const uint8_t> encodings);

}  // namespace pingyi

#endif  // CRYPTO_ENGINE_ED25519_H_
