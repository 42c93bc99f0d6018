// Slips and what they give (crypto/PROTOCOL.md, section 4): 16 random bytes on paper, from which a
// deputy's or official's Ed25519 key comes. Await `sodiumReady` before making a Credential.
import { BASE32_ALPHABET, base32Value, concat, fromBase32, toBase32, utf8 } from '../bytes';
import { refuse, require } from '../refused';
import { SUITE } from './hash';
import { sodium } from './sodium';
import { statementBytes } from './statement';
import type { Statement } from './statement';
import { grouped } from './identifiers';

export const SLIP_SECRET_SIZE = 16;
export const SLIP_SYMBOLS = 27;
const SECRET_SYMBOLS = 26;
const FRAGMENT_SYMBOLS = 78;
const CHECK_ALPHABET = `${BASE32_ALPHABET}*~$=U`;

// What a QR code holds behind the address.
export interface Slip {
  readonly secret: Uint8Array;
  readonly sessionId: Uint8Array;
}

function checkSymbol(symbols: string): string {
  let rest = 0;
  for (const symbol of symbols) rest = (rest * 32 + base32Value(symbol)) % 37;
  return CHECK_ALPHABET[rest] ?? '';
}

// The printed form: XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XX.
export function formatSlip(secret: Uint8Array): string {
  const symbols = toBase32(secret);
  return grouped(symbols + checkSymbol(symbols), 5);
}

// What somebody typed, without what only groups it: spaces and dashes of all kinds, full-width
// forms made plain, upper case.
export function slipSymbols(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\s\p{Pd}\u2212_.]/gu, '')
    .toUpperCase();
}

// The secret of a typed slip. Takes lower case and look-alikes; refuses with what to look at.
export function parseSlip(typed: string): Uint8Array {
  const symbols = slipSymbols(typed);
  require(symbols.length ===
    SLIP_SYMBOLS, `slip: want ${SLIP_SYMBOLS} symbols, got ${symbols.length}`);
  const body = symbols.slice(0, SECRET_SYMBOLS);
  for (const symbol of body) require(base32Value(symbol) >= 0, `slip: ${symbol} is no symbol`);
  require(readCheck(symbols.slice(SECRET_SYMBOLS)) === checkSymbol(body), 'slip: mistyped');
  return fromBase32(body, SLIP_SECRET_SIZE);
}

function readCheck(symbol: string): string {
  const value = base32Value(symbol);
  return value >= 0 ? (BASE32_ALPHABET[value] ?? '') : symbol;
}

// The part of a QR code's address behind '#', with or without it.
export function parseFragment(fragment: string): Slip {
  const symbols = fragment.startsWith('#') ? fragment.slice(1) : fragment;
  require(symbols.length === FRAGMENT_SYMBOLS, 'slip: not the QR code of a slip');
  return {
    secret: fromBase32(symbols.slice(0, SECRET_SYMBOLS), SLIP_SECRET_SIZE),
    sessionId: fromBase32(symbols.slice(SECRET_SYMBOLS), 32),
  };
}

// A whole scanned text: an address with a fragment.
export function parseScanned(text: string): Slip {
  const at = text.indexOf('#');
  return at < 0 ? refuse('slip: not the QR code of a slip') : parseFragment(text.slice(at));
}

export function formatFragment({ secret, sessionId }: Slip): string {
  return toBase32(secret) + toBase32(sessionId);
}

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
