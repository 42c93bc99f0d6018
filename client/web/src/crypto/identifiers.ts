// The names of things: hashes that everybody computes alike (crypto/PROTOCOL.md, section 4).
import { le32, le64, toBase32, utf8 } from '../bytes';
import { SUITE, sha256 } from './hash';

const TRACKING_BYTES = 10;

// The session's fingerprint, from the manifest's bytes exactly as logged.
export function sessionIdOf(manifest: Uint8Array): Uint8Array {
  return sha256(utf8(`${SUITE}-session\n`), manifest);
}

// From the encodings of the tally keys, by ciphertext, and of the issuers' key.
export function keyIdOf(tallyKeys: readonly Uint8Array[], issuerKey: Uint8Array): Uint8Array {
  return sha256(utf8(`${SUITE}-keys\n`), ...tallyKeys, issuerKey);
}

export function ballotHash(ballot: Uint8Array): Uint8Array {
  return sha256(ballot);
}

// From the encodings of A and all B_i.
export function trackingDigest(
  sessionId: Uint8Array,
  a: Uint8Array,
  b: readonly Uint8Array[],
): Uint8Array {
  return sha256(utf8(`${SUITE}-track\n`), sessionId, le32(0), a, ...b);
}

// What people read out: XXXX-XXXX-XXXX-XXXX.
export function trackingCode(digest: Uint8Array): string {
  return grouped(toBase32(digest.subarray(0, TRACKING_BYTES)), 4);
}

// An empty list, of a withheld result, gives the hash of nothing.
export function countsHash(counts: readonly (number | bigint)[]): Uint8Array {
  return sha256(...counts.map((count) => le64(count)));
}

// `text` in groups of `size` symbols with '-' between.
export function grouped(text: string, size: number): string {
  return text.match(new RegExp(`.{1,${size}}`, 'g'))?.join('-') ?? '';
}
