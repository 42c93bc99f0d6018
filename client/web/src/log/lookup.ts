// A deputy's tracking code, looked up in leaves that were verified: nobody is asked,
// so nobody learns which ballot somebody cares about (crypto/PROTOCOL.md, section 4).
import { toHex } from '../bytes';
import { BallotParameters } from '../crypto/ballot/parameters';
import { BallotVerifier } from '../crypto/ballot/verify';
import { trackingCode, trackingDigest } from '../crypto/identifiers';
import { Refused } from '../refused';
import type { BallotVerdict } from './counting';
import { decodeEntry } from './decode';
import { layoutOf } from './layout';
import type { Session } from './session';

export type Looked =
  | { readonly found: 'no' }
  | { readonly found: 'good' | 'unjudged' | 'void'; readonly leaf: number };

const ITEM = 32;
const A_AT = 2 * ITEM;

/** `code` is XXXX-XXXX-XXXX-XXXX, or a whole tracking digest as 64 hexadecimal digits. */
export function lookUp(session: Session, leaves: readonly Uint8Array[], code: string): Looked {
  let later: Looked = { found: 'no' };
  for (const { leaf, verdict } of session.counting.ballots) {
    const bytes = ballotIn(leaves[leaf]);
    if (!isNamed(session, bytes, code)) {
      continue;
    }
    const found = foundAs(verdict);
    if (found !== 'void') {
      return { found, leaf };
    }
    later = { found, leaf };
  }
  return later;
}

/** Judges the one ballot that was found, on a page that judges no others. */
export function judgeFound(session: Session, leaves: readonly Uint8Array[], found: Looked): Looked {
  const { keyId, sessionId, manifest } = session;
  const keys = session.ceremonies.tally.keys;
  if (found.found !== 'unjudged' || keyId === undefined || keys === undefined) {
    return found;
  }
  const bytes = ballotIn(leaves[found.leaf]);
  const token = toHex(bytes.subarray(0, ITEM));
  const verifier = new BallotVerifier(
    new BallotParameters({ sessionId, keyId }, layoutOf(manifest), keys),
  );
  // The first good ballot of a token is the one that counts.
  const counted = session.counting.ballots.find(({ leaf }) => {
    const other = ballotIn(leaves[leaf]);
    return toHex(other.subarray(0, ITEM)) === token && isGood(verifier, other);
  });
  return { found: counted?.leaf === found.leaf ? 'good' : 'void', leaf: found.leaf };
}

function foundAs(verdict: BallotVerdict): 'good' | 'unjudged' | 'void' {
  return verdict === 'good' || verdict === 'unjudged' ? verdict : 'void';
}

function isNamed(session: Session, bytes: Uint8Array, code: string): boolean {
  const { ciphertexts, byteLength } = layoutOf(session.manifest);
  if (bytes.length !== byteLength) {
    return false;
  }
  const item = (index: number): Uint8Array =>
    bytes.subarray(A_AT + index * ITEM, A_AT + (index + 1) * ITEM);
  const b = Array.from({ length: ciphertexts }, (_, i) => item(i + 1));
  const digest = trackingDigest(session.sessionId, item(0), b);
  return trackingCode(digest) === code || toHex(digest) === code;
}

function isGood(verifier: BallotVerifier, bytes: Uint8Array): boolean {
  try {
    verifier.verify(bytes);
    return true;
  } catch (error) {
    if (error instanceof Refused) {
      return false;
    }
    throw error;
  }
}

function ballotIn(leaf: Uint8Array | undefined): Uint8Array {
  const entry = decodeEntry(leaf ?? new Uint8Array(0), () => undefined);
  return entry.kind === 'ballot' ? entry.ballot : new Uint8Array(0);
}
