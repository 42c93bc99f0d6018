// Slips as people bring them, typed or scanned (crypto/PROTOCOL.md, section 4): 26 symbols for 16
// random bytes and one that checks them. Reading goes along with typing, so that a typing error
// never reaches the server.
import { BASE32_ALPHABET, base32Value, fromBase32, toBase32 } from '../bytes';
import { Refused, refuse } from '../refused';
import { grouped } from './identifiers';

export const SLIP_SECRET_SIZE = 16;
// All symbols of a typed code: those of the secret and the check symbol.
export const SLIP_SYMBOLS = 27;
const SECRET_SYMBOLS = SLIP_SYMBOLS - 1;
const SESSION_SIZE = 32;
const SESSION_SYMBOLS = 52;
const CHECK_ALPHABET = `${BASE32_ALPHABET}*~$=U`;
const GROUP = 5;

// What a QR code holds behind the address.
export interface Slip {
  readonly secret: Uint8Array;
  readonly sessionId: Uint8Array;
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
  const extra = CHECK_ALPHABET.indexOf(symbol, BASE32_ALPHABET.length);
  return extra >= 0 ? extra : base32Value(symbol);
}

// The number that the symbols spell in base 32, mod 37.
function checkOf(symbols: string): number {
  let rest = 0;
  for (const symbol of symbols) rest = (rest * 32 + base32Value(symbol)) % CHECK_ALPHABET.length;
  return rest;
}

// The printed form: XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XX.
export function formatSlip(secret: Uint8Array): string {
  const symbols = toBase32(secret);
  return grouped(symbols + (CHECK_ALPHABET[checkOf(symbols)] ?? ''), GROUP);
}

// What somebody typed, without what only groups it: spaces and dashes of all kinds, full-width
// forms made plain, upper case.
function bareSymbols(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\s\p{Pd}\u2212_.]/gu, '')
    .toUpperCase();
}

// Typed text as the slip prints it: capitals, no look-alikes, groups with "-" between. Symbols that
// no slip has stay, to be seen.
export function formatTyped(text: string): string {
  const symbols = [...bareSymbols(text).slice(0, SLIP_SYMBOLS)].map((symbol, i) => {
    const value = i < SECRET_SYMBOLS ? base32Value(symbol) : checkValue(symbol);
    return CHECK_ALPHABET[value] ?? symbol;
  });
  return grouped(symbols.join(''), GROUP);
}

export function readTyped(text: string): Typed {
  const symbols = bareSymbols(text);
  const body = symbols.slice(0, SECRET_SYMBOLS);
  const wrong = [...body].findIndex((symbol) => base32Value(symbol) < 0);
  if (wrong >= 0) return { state: 'wrong-symbol', at: wrong };
  if (symbols.length < SLIP_SYMBOLS) {
    return { state: 'partial', missing: SLIP_SYMBOLS - symbols.length };
  }
  if (symbols.length > SLIP_SYMBOLS) return { state: 'wrong-symbol', at: SLIP_SYMBOLS };
  if (checkValue(symbols.slice(SECRET_SYMBOLS)) !== checkOf(body)) return { state: 'wrong-check' };
  const secret = orUndefined(() => fromBase32(body, SLIP_SECRET_SIZE));
  return secret === undefined ? { state: 'wrong-check' } : { state: 'complete', secret };
}

// The secret of a typed slip; refuses with what to look at.
export function parseSlip(text: string): Uint8Array {
  const typed = readTyped(text);
  switch (typed.state) {
    case 'complete':
      return typed.secret;
    case 'partial':
      return refuse(`slip: ${typed.missing} of ${SLIP_SYMBOLS} symbols are missing`);
    case 'wrong-symbol':
      return refuse(`slip: symbol ${typed.at + 1} is in no slip`);
    case 'wrong-check':
      return refuse('slip: mistyped');
  }
}

// A scanned code: everything behind the first '#', or all of it. undefined if it is not a slip's.
export function readScanned(text: string): Slip | undefined {
  const symbols = text.slice(text.indexOf('#') + 1);
  if (symbols.length !== SECRET_SYMBOLS + SESSION_SYMBOLS) return undefined;
  return orUndefined(() => ({
    secret: fromBase32(symbols.slice(0, SECRET_SYMBOLS), SLIP_SECRET_SIZE),
    sessionId: fromBase32(symbols.slice(SECRET_SYMBOLS), SESSION_SIZE),
  }));
}

// As readScanned; refuses what is not a slip's.
export function parseScanned(text: string): Slip {
  return readScanned(text) ?? refuse('slip: not the QR code of a slip');
}

export function formatFragment({ secret, sessionId }: Slip): string {
  return toBase32(secret) + toBase32(sessionId);
}

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}
