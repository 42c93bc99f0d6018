// An issuer as RFC 9497 describes one (section 2.2.1, of one element), apart
// from the code that verifies it.
import { concat, utf8 } from '../../../client/web/src/bytes';
import { Point } from '../../../client/web/src/crypto/group/public';
import { sha512 } from '../../../client/web/src/crypto/hash';
import { encodeScalar, littleEndian, modL } from '../../../client/web/src/crypto/scalar';
import { expandMessage } from '../../../client/web/src/crypto/voprf';
import { randomScalar } from './session';

const SUITE = concat(utf8('OPRFV1-'), Uint8Array.of(1), utf8('-ristretto255-SHA512'));

// With its length before it.
export function framed(bytes: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(bytes.length >> 8, bytes.length & 255), bytes);
}

function hashToScalar(input: Uint8Array): bigint {
  return modL(littleEndian(expandMessage(input, concat(utf8('HashToScalar-'), SUITE))));
}

// The element times the key, and the proof that it is this key.
export function evaluate(
  key: bigint,
  blinded: Uint8Array,
): { evaluated: Uint8Array; proof: Uint8Array } {
  const x = Point.BASE.mul(key).encode();
  const evaluated = Point.decode(blinded).mul(key).encode();
  const seed = sha512(framed(x), framed(concat(utf8('Seed-'), SUITE)));
  const weight = hashToScalar(
    concat(
      framed(seed),
      Uint8Array.of(0, 0),
      framed(blinded),
      framed(evaluated),
      utf8('Composite'),
    ),
  );
  const [m, z] = [Point.decode(blinded).mul(weight), Point.decode(evaluated).mul(weight)];
  const r = randomScalar();
  const all = [x, m.encode(), z.encode(), Point.BASE.mul(r).encode(), m.mul(r).encode()];
  const c = hashToScalar(concat(...all.map(framed), utf8('Challenge')));
  return { evaluated, proof: concat(encodeScalar(c), encodeScalar(r - c * key)) };
}
