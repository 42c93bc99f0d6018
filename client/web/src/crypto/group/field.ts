// The field of integers mod p = 2^255 - 19, for public data: its time depends on nothing but its
// results may, so no secret comes here.
//
// BigInt would do, but takes several times as long as plain numbers. An element is eleven limbs of
// 24 bits in a Float64Array, limb k worth 2^(24 k), at an offset that every call names: thousands
// of points lie in one array that way. Limbs have a sign and are not unique. A double holds
// integers up to 2^53 exactly. What `mul`, `sqr` and `decode` leave has limbs of at most 1.04 * 2^23;
// `add`, `sub` and `neg` do not carry, so their limbs are as large as their inputs' together. The
// eleven products of a column stay below 2^53 as long as
//
//     (sum of results in one factor) * (sum of results in the other) <= 8
//
// "results" being those of mul, sqr and decode. Callers say so where it is not obvious.
export const LIMBS = 11;
export type Limbs = Float64Array;

const P = (1n << 255n) - 19n;
// x + K - K rounds x to a multiple of 2^24, because K's last bit is worth that.
const K = 3 * 2 ** 75;
const DOWN = 2 ** -24;
// 2^264, where limb 11 would stand, is this mod p.
const FOLD = 19 * 2 ** 9;

// The 21 columns of a product, between `mul` or `sqr` and `carry`.
const c = new Float64Array(2 * LIMBS - 1);

export function mul(o: Limbs, i: number, a: Limbs, ai: number, b: Limbs, bi: number): void {
  // prettier-ignore
  const a0 = a[ai]!, a1 = a[ai + 1]!, a2 = a[ai + 2]!, a3 = a[ai + 3]!, a4 = a[ai + 4]!, a5 = a[ai + 5]!;
  // prettier-ignore
  const a6 = a[ai + 6]!, a7 = a[ai + 7]!, a8 = a[ai + 8]!, a9 = a[ai + 9]!, a10 = a[ai + 10]!;
  // prettier-ignore
  const b0 = b[bi]!, b1 = b[bi + 1]!, b2 = b[bi + 2]!, b3 = b[bi + 3]!, b4 = b[bi + 4]!, b5 = b[bi + 5]!;
  // prettier-ignore
  const b6 = b[bi + 6]!, b7 = b[bi + 7]!, b8 = b[bi + 8]!, b9 = b[bi + 9]!, b10 = b[bi + 10]!;
  c[0] = a0 * b0;
  c[1] = a0 * b1 + a1 * b0;
  c[2] = a0 * b2 + a1 * b1 + a2 * b0;
  c[3] = a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0;
  c[4] = a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0;
  c[5] = a0 * b5 + a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 + a5 * b0;
  c[6] = a0 * b6 + a1 * b5 + a2 * b4 + a3 * b3 + a4 * b2 + a5 * b1 + a6 * b0;
  c[7] = a0 * b7 + a1 * b6 + a2 * b5 + a3 * b4 + a4 * b3 + a5 * b2 + a6 * b1 + a7 * b0;
  c[8] = a0 * b8 + a1 * b7 + a2 * b6 + a3 * b5 + a4 * b4 + a5 * b3 + a6 * b2 + a7 * b1 + a8 * b0;
  c[9] =
    a0 * b9 +
    a1 * b8 +
    a2 * b7 +
    a3 * b6 +
    a4 * b5 +
    a5 * b4 +
    a6 * b3 +
    a7 * b2 +
    a8 * b1 +
    a9 * b0;
  c[10] =
    a0 * b10 +
    a1 * b9 +
    a2 * b8 +
    a3 * b7 +
    a4 * b6 +
    a5 * b5 +
    a6 * b4 +
    a7 * b3 +
    a8 * b2 +
    a9 * b1 +
    a10 * b0;
  c[11] =
    a1 * b10 +
    a2 * b9 +
    a3 * b8 +
    a4 * b7 +
    a5 * b6 +
    a6 * b5 +
    a7 * b4 +
    a8 * b3 +
    a9 * b2 +
    a10 * b1;
  c[12] = a2 * b10 + a3 * b9 + a4 * b8 + a5 * b7 + a6 * b6 + a7 * b5 + a8 * b4 + a9 * b3 + a10 * b2;
  c[13] = a3 * b10 + a4 * b9 + a5 * b8 + a6 * b7 + a7 * b6 + a8 * b5 + a9 * b4 + a10 * b3;
  c[14] = a4 * b10 + a5 * b9 + a6 * b8 + a7 * b7 + a8 * b6 + a9 * b5 + a10 * b4;
  c[15] = a5 * b10 + a6 * b9 + a7 * b8 + a8 * b7 + a9 * b6 + a10 * b5;
  c[16] = a6 * b10 + a7 * b9 + a8 * b8 + a9 * b7 + a10 * b6;
  c[17] = a7 * b10 + a8 * b9 + a9 * b8 + a10 * b7;
  c[18] = a8 * b10 + a9 * b9 + a10 * b8;
  c[19] = a9 * b10 + a10 * b9;
  c[20] = a10 * b10;
  carry(o, i);
}

export function sqr(o: Limbs, i: number, a: Limbs, ai: number): void {
  // prettier-ignore
  const a0 = a[ai]!, a1 = a[ai + 1]!, a2 = a[ai + 2]!, a3 = a[ai + 3]!, a4 = a[ai + 4]!, a5 = a[ai + 5]!;
  // prettier-ignore
  const a6 = a[ai + 6]!, a7 = a[ai + 7]!, a8 = a[ai + 8]!, a9 = a[ai + 9]!, a10 = a[ai + 10]!;
  // prettier-ignore
  const d0 = 2 * a0, d1 = 2 * a1, d2 = 2 * a2, d3 = 2 * a3, d4 = 2 * a4;
  // prettier-ignore
  const d5 = 2 * a5, d6 = 2 * a6, d7 = 2 * a7, d8 = 2 * a8, d9 = 2 * a9;
  c[0] = a0 * a0;
  c[1] = d0 * a1;
  c[2] = d0 * a2 + a1 * a1;
  c[3] = d0 * a3 + d1 * a2;
  c[4] = d0 * a4 + d1 * a3 + a2 * a2;
  c[5] = d0 * a5 + d1 * a4 + d2 * a3;
  c[6] = d0 * a6 + d1 * a5 + d2 * a4 + a3 * a3;
  c[7] = d0 * a7 + d1 * a6 + d2 * a5 + d3 * a4;
  c[8] = d0 * a8 + d1 * a7 + d2 * a6 + d3 * a5 + a4 * a4;
  c[9] = d0 * a9 + d1 * a8 + d2 * a7 + d3 * a6 + d4 * a5;
  c[10] = d0 * a10 + d1 * a9 + d2 * a8 + d3 * a7 + d4 * a6 + a5 * a5;
  c[11] = d1 * a10 + d2 * a9 + d3 * a8 + d4 * a7 + d5 * a6;
  c[12] = d2 * a10 + d3 * a9 + d4 * a8 + d5 * a7 + a6 * a6;
  c[13] = d3 * a10 + d4 * a9 + d5 * a8 + d6 * a7;
  c[14] = d4 * a10 + d5 * a9 + d6 * a8 + a7 * a7;
  c[15] = d5 * a10 + d6 * a9 + d7 * a8;
  c[16] = d6 * a10 + d7 * a9 + a8 * a8;
  c[17] = d7 * a10 + d8 * a9;
  c[18] = d8 * a10 + a9 * a9;
  c[19] = d9 * a10;
  c[20] = a10 * a10;
  carry(o, i);
}

// Brings the columns back to eleven limbs. Each column gives what is above 2^24 to the next (h),
// all at once and not one after the other, which would wait for every addition; then columns 11
// and up fold down; then the same once more (g), around the end.
function carry(o: Limbs, i: number): void {
  const h0 = c[0]! + K - K;
  const h1 = c[1]! + K - K;
  const h2 = c[2]! + K - K;
  const h3 = c[3]! + K - K;
  const h4 = c[4]! + K - K;
  const h5 = c[5]! + K - K;
  const h6 = c[6]! + K - K;
  const h7 = c[7]! + K - K;
  const h8 = c[8]! + K - K;
  const h9 = c[9]! + K - K;
  const h10 = c[10]! + K - K;
  const h11 = c[11]! + K - K;
  const h12 = c[12]! + K - K;
  const h13 = c[13]! + K - K;
  const h14 = c[14]! + K - K;
  const h15 = c[15]! + K - K;
  const h16 = c[16]! + K - K;
  const h17 = c[17]! + K - K;
  const h18 = c[18]! + K - K;
  const h19 = c[19]! + K - K;
  const h20 = c[20]! + K - K;
  const l0 = c[0]! - h0 + FOLD * (c[11]! - h11 + h10 * DOWN);
  const l1 = c[1]! - h1 + h0 * DOWN + FOLD * (c[12]! - h12 + h11 * DOWN);
  const l2 = c[2]! - h2 + h1 * DOWN + FOLD * (c[13]! - h13 + h12 * DOWN);
  const l3 = c[3]! - h3 + h2 * DOWN + FOLD * (c[14]! - h14 + h13 * DOWN);
  const l4 = c[4]! - h4 + h3 * DOWN + FOLD * (c[15]! - h15 + h14 * DOWN);
  const l5 = c[5]! - h5 + h4 * DOWN + FOLD * (c[16]! - h16 + h15 * DOWN);
  const l6 = c[6]! - h6 + h5 * DOWN + FOLD * (c[17]! - h17 + h16 * DOWN);
  const l7 = c[7]! - h7 + h6 * DOWN + FOLD * (c[18]! - h18 + h17 * DOWN);
  const l8 = c[8]! - h8 + h7 * DOWN + FOLD * (c[19]! - h19 + h18 * DOWN);
  const l9 = c[9]! - h9 + h8 * DOWN + FOLD * (c[20]! - h20 + h19 * DOWN);
  const l10 = c[10]! - h10 + h9 * DOWN + FOLD * (h20 * DOWN);
  const g0 = l0 + K - K;
  const g1 = l1 + K - K;
  const g2 = l2 + K - K;
  const g3 = l3 + K - K;
  const g4 = l4 + K - K;
  const g5 = l5 + K - K;
  const g6 = l6 + K - K;
  const g7 = l7 + K - K;
  const g8 = l8 + K - K;
  const g9 = l9 + K - K;
  const g10 = l10 + K - K;
  // The last carry comes back 9728 times as large and is carried once more.
  const first = l0 - g0 + FOLD * (g10 * DOWN);
  const more = first + K - K;
  o[i] = first - more;
  o[i + 1] = l1 - g1 + (g0 + more) * DOWN;
  o[i + 2] = l2 - g2 + g1 * DOWN;
  o[i + 3] = l3 - g3 + g2 * DOWN;
  o[i + 4] = l4 - g4 + g3 * DOWN;
  o[i + 5] = l5 - g5 + g4 * DOWN;
  o[i + 6] = l6 - g6 + g5 * DOWN;
  o[i + 7] = l7 - g7 + g6 * DOWN;
  o[i + 8] = l8 - g8 + g7 * DOWN;
  o[i + 9] = l9 - g9 + g8 * DOWN;
  o[i + 10] = l10 - g10 + g9 * DOWN;
}

export function add(o: Limbs, i: number, a: Limbs, ai: number, b: Limbs, bi: number): void {
  for (let k = 0; k < LIMBS; ++k) o[i + k] = a[ai + k]! + b[bi + k]!;
}

export function sub(o: Limbs, i: number, a: Limbs, ai: number, b: Limbs, bi: number): void {
  for (let k = 0; k < LIMBS; ++k) o[i + k] = a[ai + k]! - b[bi + k]!;
}

export function neg(o: Limbs, i: number, a: Limbs, ai: number): void {
  for (let k = 0; k < LIMBS; ++k) o[i + k] = -a[ai + k]!;
}

export function copy(o: Limbs, i: number, a: Limbs, ai: number): void {
  for (let k = 0; k < LIMBS; ++k) o[i + k] = a[ai + k]!;
}

const PLAIN = new Float64Array(LIMBS);

// Writes the one representative below p, with limbs 0 to 2^24 - 1, into `plain`.
function reduce(plain: Limbs, a: Limbs, ai: number): void {
  let over = 0;
  for (let k = 0; k < LIMBS; ++k) plain[k] = a[ai + k]!;
  // Each pass takes away the multiple of p that the bits from 2^255 on tell; the last one the
  // single p that may be left, which shows in 19 more reaching 2^255.
  for (let pass = 0; pass < 4; ++pass) {
    const extra = pass === 3 ? 19 : 0;
    over = Math.floor(settle(plain, extra) / 2 ** 15);
    plain[10] = plain[10]! - over * 2 ** 15;
    plain[0] = plain[0]! + 19 * over - extra;
  }
  settle(plain, 0);
}

// Adds `extra` and carries from the lowest limb up; returns the highest, which keeps its excess.
function settle(plain: Limbs, extra: number): number {
  let from = extra;
  for (let k = 0; k < LIMBS - 1; ++k) {
    const limb = plain[k]! + from;
    from = Math.floor(limb * DOWN);
    plain[k] = limb - from * 2 ** 24;
  }
  return (plain[10] = plain[10]! + from);
}

export function isZero(a: Limbs, ai: number): boolean {
  reduce(PLAIN, a, ai);
  return PLAIN.every((limb) => limb === 0);
}

// Negative is odd (RFC 9496).
export function isNegative(a: Limbs, ai: number): boolean {
  reduce(PLAIN, a, ai);
  return PLAIN[0]! % 2 === 1;
}

// 32 bytes, least significant first, as an integer mod p; the top bit is not looked at.
export function decode(o: Limbs, i: number, bytes: Uint8Array): void {
  for (let k = 0; k < LIMBS; ++k) {
    const high = k === LIMBS - 1 ? bytes[31]! & 0x7f : bytes[3 * k + 2]!;
    if (k === LIMBS - 1) o[i + k] = bytes[30]! + 256 * high;
    else o[i + k] = bytes[3 * k]! + 256 * bytes[3 * k + 1]! + 65536 * high;
  }
  mul(o, i, o, i, ONE, 0);
}

export function encode(a: Limbs, ai: number): Uint8Array {
  reduce(PLAIN, a, ai);
  const bytes = new Uint8Array(32);
  for (let at = 0; at < 32; ++at) {
    bytes[at] = Math.floor(PLAIN[Math.floor(at / 3)]! / 256 ** (at % 3)) % 256;
  }
  return bytes;
}

export function constant(value: bigint): Limbs {
  const limbs = new Float64Array(LIMBS);
  let rest = ((value % P) + P) % P;
  for (let k = 0; k < LIMBS; ++k, rest >>= 24n) limbs[k] = Number(rest & 0xffffffn);
  return limbs;
}

export const ONE = constant(1n);
