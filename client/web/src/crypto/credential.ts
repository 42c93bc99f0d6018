// What a slip gives (crypto/PROTOCOL.md, section 4): a deputy's or official's Ed25519 key, and a key
// for what a tablet keeps. Await `sodiumReady` before making a Credential.
import { concat, utf8 } from '../bytes';
import { refuse, require } from '../refused';
import { SUITE } from './hash';
import { sodium } from './sodium';
import { statementBytes } from './statement';
import type { Statement } from './statement';
import { SLIP_SECRET_SIZE } from './slip';

// A slip's signing key. Holds the secret until `wipe`; nothing works after it.
export class Credential {
  private readonly secret: Uint8Array;
  private readonly signingKey: Uint8Array;
  readonly publicKey: Uint8Array;

  // Copies the slip's secret; the caller wipes its own.
  constructor(secret: Uint8Array) {
    require(secret.length === SLIP_SECRET_SIZE, `slip: want ${SLIP_SECRET_SIZE} bytes`);
    this.secret = secret.slice();
    const seed = derive('credential', secret);
    const { publicKey, privateKey } = sodium.crypto_sign_seed_keypair(seed);
    sodium.memzero(seed);
    this.publicKey = publicKey;
    this.signingKey = privateKey;
  }

  sign(sessionId: Uint8Array, statement: Statement): Uint8Array {
    return sodium.crypto_sign_detached(statementBytes(sessionId, statement), this.signingKey);
  }

  // A key of 32 bytes for what the page keeps on the tablet, of this session only. It comes from
  // the slip under a label of its own, so it tells nothing about the signing key.
  storageKey(sessionId: Uint8Array): Uint8Array {
    return derive('stored-state', this.secret, sessionId);
  }

  wipe(): void {
    sodium.memzero(this.secret);
    sodium.memzero(this.signingKey);
  }
}

// The first 32 bytes of SHA-512(SUITE || "-" || label || "\n" || parts).
function derive(label: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const input = concat(utf8(`${SUITE}-${label}\n`), ...parts);
  const digest = sodium.crypto_hash_sha512(input);
  const key = digest.slice(0, 32);
  sodium.memzero(input);
  sodium.memzero(digest);
  return key;
}

const NONCE_SIZE = 24;

// XChaCha20-Poly1305 under a storage key: random nonce, then the ciphertext. `label` is bound to it.
export function sealState(key: Uint8Array, label: string, state: Uint8Array): Uint8Array {
  const nonce = sodium.randombytes_buf(NONCE_SIZE);
  const sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
    state,
    utf8(label),
    null,
    nonce,
    key,
  );
  return concat(nonce, sealed);
}

// Refuses what was not sealed under this key and label.
export function openState(key: Uint8Array, label: string, sealed: Uint8Array): Uint8Array {
  require(sealed.length > NONCE_SIZE, 'stored state: cut off');
  try {
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      null,
      sealed.subarray(NONCE_SIZE),
      utf8(label),
      sealed.subarray(0, NONCE_SIZE),
      key,
    );
  } catch {
    return refuse('stored state: of another slip, or damaged');
  }
}
