// The two QR codes of a challenge. The tablet shows the commitment first, the
// whole digest of the ballot as encrypted; only when another device has read it
// does the tablet show the opening. Plain text and no address: an opening holds
// choices, and these are in no URL.
import { concat, fromBase32, toBase32 } from '../bytes.ts';
import { require } from '../refused.ts';

const COMMITMENT = 'PINGYI-BALLOT:';
const OPENING = 'PINGYI-OPENING:';
const DIGEST_BYTES = 32;
const SCALAR_BYTES = 32;

export interface Opening {
  readonly r: Uint8Array;
  // The option of each contest, from 0.
  readonly choices: Uint8Array;
}

export function formatCommitment(digest: Uint8Array): string {
  return COMMITMENT + toBase32(digest);
}

export function isCommitment(text: string): boolean {
  return text.startsWith(COMMITMENT);
}

// Throws Refused unless `text` is a commitment.
export function parseCommitment(text: string): Uint8Array {
  require(isCommitment(text), 'not the code of a ballot');
  return fromBase32(text.slice(COMMITMENT.length), DIGEST_BYTES);
}

export function formatOpening({ r, choices }: Opening): string {
  return OPENING + toBase32(concat(r, choices));
}

export function isOpening(text: string): boolean {
  return text.startsWith(OPENING);
}

// Throws Refused unless `text` is the opening of a ballot of so many contests.
export function parseOpening(text: string, contests: number): Opening {
  require(isOpening(text), 'not an opened ballot');
  const bytes = fromBase32(text.slice(OPENING.length), SCALAR_BYTES + contests);
  return { r: bytes.slice(0, SCALAR_BYTES), choices: bytes.slice(SCALAR_BYTES) };
}
