// Blind evaluation by RFC 9497, suite ristretto255-SHA512, mode VOPRF, without Finalize: what one
// issuer's part of a token is (crypto/PROTOCOL.md, sections 3 and 12).
import { concat, utf8 } from '../bytes';
import { require } from '../refused';
import { Point } from './group/public';
import { invertSecret, mapToElement, mulElement, wipe } from './group/secret';
import type { Encoding, SecretScalar } from './group/secret';
import { sha512 } from './hash';
import { decodeScalar, littleEndian, modL } from './scalar';

const CONTEXT = concat(utf8('OPRFV1-'), Uint8Array.of(1), utf8('-ristretto255-SHA512'));
const HASH_TO_GROUP = concat(utf8('HashToGroup-'), CONTEXT);
const HASH_TO_SCALAR = concat(utf8('HashToScalar-'), CONTEXT);
const BLOCK = 128;

function i2osp2(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 0xff);
}

// RFC 9380's expand_message_xmd with SHA-512, for 64 bytes, which is one block.
export function expandMessage(message: Uint8Array, tag: Uint8Array): Uint8Array {
  const tagPrime = concat(tag, Uint8Array.of(tag.length));
  const zeros = new Uint8Array(BLOCK);
  const b0 = sha512(zeros, message, i2osp2(64), Uint8Array.of(0), tagPrime);
  return sha512(b0, Uint8Array.of(1), tagPrime);
}

// For public inputs.
export function hashToGroup(input: Uint8Array, tag: Uint8Array = HASH_TO_GROUP): Point {
  return Point.fromUniform(expandMessage(input, tag));
}

function hashToScalar(input: Uint8Array): bigint {
  return modL(littleEndian(expandMessage(input, HASH_TO_SCALAR)));
}

// M = blind HashToGroup(input).
export function blind(
  input: Uint8Array,
  secret: SecretScalar,
  tag: Uint8Array = HASH_TO_GROUP,
): Encoding {
  return mulElement(secret, mapToElement(expandMessage(input, tag)));
}

// N_i = blind^-1 Z_i. `evaluated` is not the identity.
export function unblind(evaluated: Encoding, secret: SecretScalar): Encoding {
  const inverse = invertSecret(secret);
  const part = mulElement(inverse, evaluated);
  wipe(inverse);
  return part;
}

// Refuses unless `proof` (RFC 9497's, for one element or for several at once) shows that every
// evaluated element is the secret of `publicShare` times the blinded one.
export function verifyEvaluation(
  publicShare: Point,
  blinded: readonly Point[],
  evaluated: readonly Point[],
  proof: Uint8Array,
): void {
  require(proof.length === 64, `proof: want 64 bytes, got ${proof.length}`);
  require(blinded.length === evaluated.length, 'proof: not as many elements evaluated as blinded');
  const c = decodeScalar(proof.subarray(0, 32), 'proof: c');
  const s = decodeScalar(proof.subarray(32), 'proof: s');
  const weights = compositeWeights(publicShare, blinded, evaluated);
  const m = Point.sumOfProducts(weights, blinded);
  const z = Point.sumOfProducts(weights, evaluated);
  const t2 = Point.sumOfProducts([s, c], [Point.BASE, publicShare]);
  const t3 = Point.sumOfProducts([s, c], [m, z]);
  const encoded = [publicShare, m, z, t2, t3].map((point) => point.encode());
  const expected = hashToScalar(concat(...encoded.map(prefixed), utf8('Challenge')));
  require(expected === c, 'proof: does not hold');
}

function prefixed(bytes: Uint8Array): Uint8Array {
  return concat(i2osp2(bytes.length), bytes);
}

// RFC 9497's ComputeComposites.
function compositeWeights(
  publicShare: Point,
  blinded: readonly Point[],
  evaluated: readonly Point[],
): bigint[] {
  const tag = concat(utf8('Seed-'), CONTEXT);
  const seed = sha512(prefixed(publicShare.encode()), prefixed(tag));
  return blinded.map((point, index) => {
    const other = evaluated[index] ?? Point.IDENTITY;
    return hashToScalar(
      concat(
        prefixed(seed),
        i2osp2(index),
        prefixed(point.encode()),
        prefixed(other.encode()),
        utf8('Composite'),
      ),
    );
  });
}
