// What the page is told of a code, and how codes are spelled.
import { BASE32_ALPHABET, base32Value, toHex } from '../../bytes.ts';
import type { Phase } from '../../log/session.ts';
import type { Name } from '../../result/rules.ts';
import { isCommitment, parseCommitment } from '../../voter/opening.ts';

export interface Found {
  readonly found: 'no' | 'good' | 'unjudged' | 'void';
  readonly leaf: number | undefined;
  readonly title: Name;
  readonly kind: 'vote' | 'rehearsal';
  readonly phase: Phase;
  // Ballots in the record.
  readonly returned: number;
  readonly size: number;
  readonly root: string;
  readonly fingerprint: string;
  // How many witnesses cosigned the checkpoint.
  readonly witnesses: number;
}

export const CODE_SYMBOLS = 16;
const GROUP = 4;

// As printed: capitals, no look-alikes, groups of four. Symbols that no code
// has stay, to be seen.
export function formatCode(text: string): string {
  const symbols = text
    .normalize('NFKC')
    .replace(/[\s\-–—−_.]/g, '')
    .slice(0, CODE_SYMBOLS);
  const printed = [...symbols]
    .map((symbol) => BASE32_ALPHABET[base32Value(symbol)] ?? symbol.toUpperCase())
    .join('');
  return printed.match(new RegExp(`.{1,${GROUP}}`, 'g'))?.join('-') ?? '';
}

export function isWholeCode(code: string): boolean {
  const symbols = code.replace(/-/g, '');
  return symbols.length === CODE_SYMBOLS && [...symbols].every((s) => base32Value(s) >= 0);
}

// What a QR code of a ballot gives to look for: the whole digest, in
// hexadecimal. undefined if it is something else.
export function scannedDigest(text: string): string | undefined {
  try {
    return isCommitment(text) ? toHex(parseCommitment(text)) : undefined;
  } catch {
    return undefined;
  }
}
