// The printed slip as people bring it: typed with look-alikes and spaces, or
// scanned. The check symbol is tried as soon as it is there, so that a typing
// error never reaches the server (crypto/PROTOCOL.md, section 4).
import { BASE32_ALPHABET, base32Value, fromBase32 } from '../bytes.ts';
import { Refused } from '../refused.ts';

const SECRET_SYMBOLS = 26;
const SESSION_SYMBOLS = 52;
const SECRET_BYTES = 16;
const SESSION_BYTES = 32;
const CHECK_ALPHABET = `${BASE32_ALPHABET}*~$=U`;
const GROUP = 5;

// All symbols of a typed code: those of the secret and the check symbol.
export const CODE_SYMBOLS = SECRET_SYMBOLS + 1;

export interface Slip {
  readonly secret: Uint8Array;
  // Known from a scanned slip only.
  readonly sessionId?: Uint8Array;
}

// What is typed so far.
export type Typed =
  | { readonly state: 'partial'; readonly missing: number }
  // `at`: index of the first symbol that no slip has.
  | { readonly state: 'wrong-symbol'; readonly at: number }
  | { readonly state: 'wrong-check' }
  | { readonly state: 'complete'; readonly secret: Uint8Array };

// The value of a check symbol, 0 to 36; -1 if it is none.
function checkValue(symbol: string): number {
  const extra = CHECK_ALPHABET.indexOf(symbol.toUpperCase(), 32);
  return extra >= 0 ? extra : base32Value(symbol);
}

// The number that the symbols spell in base 32, mod 37.
function checkOf(symbols: string): number {
  let check = 0;
  for (const symbol of symbols) {
    check = (check * 32 + base32Value(symbol)) % CHECK_ALPHABET.length;
  }
  return check;
}

// Typed text as the slip prints it: capitals, no look-alikes, groups of five
// with "-" between. Symbols that no slip has stay, to be seen.
export function formatTyped(text: string): string {
  const symbols = bareSymbols(text).slice(0, CODE_SYMBOLS);
  const printed = [...symbols].map((symbol, i) => {
    const value = i < SECRET_SYMBOLS ? base32Value(symbol) : checkValue(symbol);
    return CHECK_ALPHABET[value] ?? symbol.toUpperCase();
  });
  const groups: string[] = [];
  for (let i = 0; i < printed.length; i += GROUP) {
    groups.push(printed.slice(i, i + GROUP).join(''));
  }
  return groups.join('-');
}

// Without what people put between symbols. Full-width letters and digits, as
// Chinese keyboards make them, become plain ones.
function bareSymbols(text: string): string {
  return text.normalize('NFKC').replace(/[\s\-–—−_.]/g, '');
}

export function readTyped(text: string): Typed {
  const symbols = bareSymbols(text);
  const secret = symbols.slice(0, SECRET_SYMBOLS);
  const wrong = [...secret].findIndex((symbol) => base32Value(symbol) < 0);
  if (wrong >= 0) {
    return { state: 'wrong-symbol', at: wrong };
  }
  if (symbols.length < CODE_SYMBOLS) {
    return { state: 'partial', missing: CODE_SYMBOLS - symbols.length };
  }
  if (symbols.length > CODE_SYMBOLS) {
    return { state: 'wrong-symbol', at: CODE_SYMBOLS };
  }
  if (checkValue(symbols.charAt(SECRET_SYMBOLS)) !== checkOf(secret)) {
    return { state: 'wrong-check' };
  }
  try {
    return { state: 'complete', secret: fromBase32(secret, SECRET_BYTES) };
  } catch (error) {
    if (error instanceof Refused) {
      return { state: 'wrong-check' };
    }
    throw error;
  }
}

// A scanned code: everything after the first '#', or all of it. undefined if
// it is not a slip's.
export function readScanned(payload: string): Required<Slip> | undefined {
  const hash = payload.indexOf('#');
  const fragment = hash < 0 ? payload : payload.slice(hash + 1);
  if (fragment.length !== SECRET_SYMBOLS + SESSION_SYMBOLS) {
    return undefined;
  }
  try {
    return {
      secret: fromBase32(fragment.slice(0, SECRET_SYMBOLS), SECRET_BYTES),
      sessionId: fromBase32(fragment.slice(SECRET_SYMBOLS), SESSION_BYTES),
    };
  } catch (error) {
    if (error instanceof Refused) {
      return undefined;
    }
    throw error;
  }
}
