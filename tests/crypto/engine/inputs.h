#ifndef TESTS_CRYPTO_ENGINE_INPUTS_H_
#define TESTS_CRYPTO_ENGINE_INPUTS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "crypto/engine/backend.h"
#include "crypto/group/element.h"
#include "crypto/group/scalar.h"
#include "tests/crypto/engine/dice.h"

namespace pingyi::testing {

using Encoding = std::array<uint8_t, engine::kEncodingSize>;

// RFC 9496, appendix A.2: not below p, negative, no square, negative t, y = 0.
const std::vector<Encoding>& RefusedByTheRfc();

// Every encoding that RFC 9496 (appendix A.2 and A.3's edges) or a look at the
// rules calls to mind: numbers around 0, p, 2^255 and 2^256, roots of one, odd
// numbers, those with bit 255.
const std::vector<Encoding>& HostileEncodings();

// A valid encoding, a hostile one, random bytes, or a valid one spoilt: about
// half are canonical.
Encoding AnyEncoding(Dice& dice);
Encoding ValidEncoding(Dice& dice);

// Zero, one, l - 1, powers of two and their neighbours, 128-bit weights, bytes
// that carry from window to window, small and random numbers.
Scalar AnyScalar(Dice& dice);
Scalar RandomScalar(Dice& dice);

// A point whose logarithm is known: libsodium's, so that a sum over any number
// of them is one multiplication to check.
struct KnownPoint {
  Scalar logarithm;
  Element element;
};
// Random points; now and then the identity, G, or one from before, as it was
// or negated.
std::vector<KnownPoint> KnownPoints(Dice& dice, size_t n);

}  // namespace pingyi::testing

#endif  // TESTS_CRYPTO_ENGINE_INPUTS_H_
