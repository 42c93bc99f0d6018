// Scalars and elements that touch a secret, by libsodium, whose time does not depend on their
// values. Both are bare bytes here. Who holds a secret scalar wipes it (`wipe`).
//
// libsodium reports a product that is the identity as a failure, and its wrapper throws: a branch
// that tells. So no scalar that may well be zero is multiplied here; where the protocol has one (a
// bit, a packed value), the callers select among encodings by mask instead. A random scalar is zero
// with a probability that no computer will ever see.
import { sodium } from '../sodium';

export type SecretScalar = Uint8Array;
export type Encoding = Uint8Array;

export const IDENTITY: Encoding = new Uint8Array(32);

export function wipe(...secrets: readonly Uint8Array[]): void {
  for (const secret of secrets) sodium.memzero(secret);
}

// Uniform, and not zero.
export function randomSecret(): SecretScalar {
  return sodium.crypto_core_ristretto255_scalar_random();
}

export function addScalars(a: SecretScalar, b: SecretScalar): SecretScalar {
  return sodium.crypto_core_ristretto255_scalar_add(a, b);
}

export function subScalars(a: SecretScalar, b: SecretScalar): SecretScalar {
  return sodium.crypto_core_ristretto255_scalar_sub(a, b);
}

export function mulScalars(a: SecretScalar, b: SecretScalar): SecretScalar {
  return sodium.crypto_core_ristretto255_scalar_mul(a, b);
}

export function negateScalar(a: SecretScalar): SecretScalar {
  return sodium.crypto_core_ristretto255_scalar_negate(a);
}

export function invertSecret(a: SecretScalar): SecretScalar {
  return sodium.crypto_core_ristretto255_scalar_invert(a);
}

// a b + c, wiping what is in between.
export function mulAdd(a: SecretScalar, b: SecretScalar, c: SecretScalar): SecretScalar {
  const product = mulScalars(a, b);
  const sum = addScalars(product, c);
  wipe(product);
  return sum;
}

export function mulBase(scalar: SecretScalar): Encoding {
  return sodium.crypto_scalarmult_ristretto255_base(scalar);
}

// `element` is a canonical encoding of anything but the identity.
export function mulElement(scalar: SecretScalar, element: Encoding): Encoding {
  return sodium.crypto_scalarmult_ristretto255(scalar, element);
}

export function addElements(a: Encoding, b: Encoding): Encoding {
  return sodium.crypto_core_ristretto255_add(a, b);
}

export function subElements(a: Encoding, b: Encoding): Encoding {
  return sodium.crypto_core_ristretto255_sub(a, b);
}

// The one-way map of RFC 9496 section 4.3.4.
export function mapToElement(uniform: Uint8Array): Encoding {
  return sodium.crypto_core_ristretto255_from_hash(uniform);
}

// choices[index], reading all of them; 0 <= index < choices.length <= 2^16.
export function select(choices: readonly Uint8Array[], index: number): Uint8Array {
  const chosen = new Uint8Array(choices[0]?.length ?? 0);
  choices.forEach((choice, place) => {
    const mask = maskIfEqual(place, index);
    for (let at = 0; at < chosen.length; ++at) chosen[at] = chosen[at]! | (choice[at]! & mask);
  });
  return chosen;
}

// 0xff if a equals b, else 0, without a branch; both below 2^16.
export function maskIfEqual(a: number, b: number): number {
  return (((a ^ b) - 1) >> 31) & 0xff;
}
