// Public scalars: integers mod l, the order of ristretto255, as BigInt (crypto/PROTOCOL.md,
// section 2). BigInt's time depends on the values: nothing secret may pass through here.
import { require } from '../refused';

export const L = (1n << 252n) + 27742317777372353535851937790883648493n;
export const SCALAR_SIZE = 32;

export function modL(value: bigint): bigint {
  const rest = value % L;
  return rest < 0n ? rest + L : rest;
}

// An integer, least significant byte first, of any number of bytes.
export function littleEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let at = bytes.length; at > 0;) {
    const from = Math.max(0, at - 6);
    let part = 0;
    for (let k = at - 1; k >= from; --k) part = part * 256 + (bytes[k] ?? 0);
    value = (value << BigInt(8 * (at - from))) | BigInt(part);
    at = from;
  }
  return value;
}

// Refuses another length than 32 bytes and what is not below l.
export function decodeScalar(bytes: Uint8Array, name = 'scalar'): bigint {
  require(bytes.length === SCALAR_SIZE, `${name}: want 32 bytes, got ${bytes.length}`);
  const value = littleEndian(bytes);
  require(value < L, `${name}: not a canonical scalar`);
  return value;
}

export function encodeScalar(value: bigint): Uint8Array {
  const hex = modL(value).toString(16).padStart(64, '0');
  const bytes = new Uint8Array(SCALAR_SIZE);
  for (let i = 0; i < SCALAR_SIZE; ++i) {
    bytes[SCALAR_SIZE - 1 - i] = parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  }
  return bytes;
}

// 1 / value; `value` must not be 0 mod l.
export function invertScalar(value: bigint): bigint {
  let [low, high] = [modL(value), L];
  if (low === 0n) throw new RangeError('zero has no inverse');
  let [a, b] = [1n, 0n];
  while (low > 1n) {
    const quotient = high / low;
    [low, high] = [high - quotient * low, low];
    [a, b] = [b - quotient * a, a];
  }
  return modL(a);
}

// value^0, value^1 ... value^(count - 1).
export function powers(value: bigint, count: number): bigint[] {
  const all: bigint[] = [];
  for (let power = 1n; all.length < count; power = modL(power * value)) all.push(power);
  return all;
}

// The Lagrange coefficient at 0 of every member of a set of distinct numbers, in its order.
export function lagrangeAtZero(members: readonly number[]): bigint[] {
  return members.map((k) => {
    let [above, below] = [1n, 1n];
    for (const m of members) {
      if (m === k) continue;
      above = modL(above * BigInt(m));
      below = modL(below * BigInt(m - k));
    }
    return modL(above * invertScalar(below));
  });
}

// A weight of 128 random bits for checking many equations as one.
export function randomWeight(): bigint {
  return littleEndian(crypto.getRandomValues(new Uint8Array(16)));
}
