// Ed25519 (RFC 8032) by libsodium, with the checks of crypto/PROTOCOL.md, section 5. Await
// `sodiumReady` before.
import { require } from '../refused';
import { sodium } from './sodium';

export const SIGNATURE_SIZE = 64;
export const VERIFY_KEY_SIZE = 32;

// Canonical, on the curve, in the subgroup of prime order, and not the identity.
export function isVerifyKey(key: Uint8Array): boolean {
  return key.length === VERIFY_KEY_SIZE && sodium.crypto_core_ed25519_is_valid_point(key);
}

export function requireVerifyKey(key: Uint8Array, name: string): void {
  require(isVerifyKey(key), `${name}: not an Ed25519 public key`);
}

// False for a signature or key of another length too. `key` is one that `isVerifyKey` accepts.
export function verifySignature(
  key: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (key.length !== VERIFY_KEY_SIZE || signature.length !== SIGNATURE_SIZE) return false;
  return sodium.crypto_sign_verify_detached(signature, message, key);
}
