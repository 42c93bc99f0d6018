// Byte strings and their spellings: hexadecimal, base64, Crockford's base32, and integers of a
// fixed width (crypto/PROTOCOL.md, sections 1 and 4). Every reader accepts exactly one spelling of
// a value, except that base32, which people type, forgives case and look-alikes.
import { require, refuse } from './refused';

const HEX_PATTERN = /^(?:[0-9a-f]{2})*$/;
const BASE64_PATTERN = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
export const BASE32_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

// Lower-case digits only; `size`, if given, is the exact number of bytes.
export function fromHex(text: string, size?: number): Uint8Array {
  require(HEX_PATTERN.test(text), 'not lower-case hexadecimal');
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; ++i) bytes[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16);
  require(size === undefined || bytes.length === size, `want ${size} bytes, got ${bytes.length}`);
  return bytes;
}

// For public data: the time it takes depends on where the first difference is.
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; ++i) if (a[i] !== b[i]) return false;
  return true;
}

// Negative, zero or positive, as the bytes compare from the first on; a prefix is smaller.
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const common = Math.min(a.length, b.length);
  for (let i = 0; i < common; ++i) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

// Refuses what is not UTF-8. A byte order mark is a character like any other.
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuse('not UTF-8');
  }
}

export function le32(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) throw new RangeError('le32');
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

export function le64(value: number | bigint): Uint8Array {
  return uint64(value, true);
}

export function be64(value: number | bigint): Uint8Array {
  return uint64(value, false);
}

function uint64(value: number | bigint, littleEndian: boolean): Uint8Array {
  const wide = BigInt(value);
  if (wide < 0n || wide >> 64n !== 0n) throw new RangeError('64-bit integer');
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, wide, littleEndian);
  return bytes;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function readLe32(bytes: Uint8Array, at = 0): number {
  require(bytes.length >= at + 4, 'cut off');
  return viewOf(bytes).getUint32(at, true);
}

export function readLe64(bytes: Uint8Array, at = 0): bigint {
  require(bytes.length >= at + 8, 'cut off');
  return viewOf(bytes).getBigUint64(at, true);
}

export function readBe64(bytes: Uint8Array, at = 0): bigint {
  require(bytes.length >= at + 8, 'cut off');
  return viewOf(bytes).getBigUint64(at, false);
}

// `le64(number of bytes) || bytes`.
export function frame(bytes: Uint8Array): Uint8Array {
  return concat(le64(bytes.length), bytes);
}

export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

// RFC 4648 section 4 with padding, and with filling bits that are zero.
export function fromBase64(text: string): Uint8Array {
  require(BASE64_PATTERN.test(text), 'not base64');
  const binary = atob(text);
  const bytes = Uint8Array.from(binary, (symbol) => symbol.charCodeAt(0));
  require(toBase64(bytes) === text, 'base64 with filling bits');
  return bytes;
}

// Bits most significant first; the last symbol is filled with zero bits.
export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    for (held += 8; held >= 5; held -= 5) text += BASE32_ALPHABET[(bits >> (held - 5)) & 31];
    bits &= 31;
  }
  return held > 0 ? text + BASE32_ALPHABET[(bits << (5 - held)) & 31] : text;
}

// The number 0 to 31 that a symbol stands for, or -1. Takes lower case, I and L as 1, O as 0.
export function base32Value(symbol: string): number {
  const upper = symbol.toUpperCase();
  if (upper === 'O') return 0;
  if (upper === 'I' || upper === 'L') return 1;
  return upper.length === 1 ? BASE32_ALPHABET.indexOf(upper) : -1;
}

// Exactly the symbols of `size` bytes; filling bits must be zero.
export function fromBase32(text: string, size: number): Uint8Array {
  require(text.length === Math.ceil((size * 8) / 5), 'base32 of another length');
  const bytes = new Uint8Array(size);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const symbol of text) {
    const value = base32Value(symbol);
    require(value >= 0, 'not a base32 symbol');
    bits = ((bits << 5) | value) & 0xfff;
    held += 5;
    if (held >= 8) {
      held -= 8;
      bytes[at++] = (bits >> held) & 0xff;
    }
  }
  require((bits & ((1 << held) - 1)) === 0, 'base32 with filling bits');
  return bytes;
}
