// ristretto255 (RFC 9496) for public data: decoding, encoding, equality, and the one-way map.
// Names of values are the RFC's. A point is `WIDTH` numbers, see curve.ts.
import { LIMBS, ONE, add, constant, copy, decode, encode, isNegative, isZero } from './field';
import { mul, neg, sqr, sub } from './field';
import type { Limbs } from './field';
import { D, WIDTH, addPoints } from './curve';

const SQRT_M1 =
  constant(19681161376707505956807079304988542015446066515923890162744021073123829784752n);
const CURVE_D = constant(D);
const SQRT_AD_MINUS_ONE =
  constant(25063068953384623474111414158702152701244531502492656460079210482610430750235n);
const INVSQRT_A_MINUS_D =
  constant(54469307008909316920995813868745141605393597292927456921205312896311721017578n);
const ONE_MINUS_D_SQ = constant(1n - D * D);
const D_MINUS_ONE_SQ = constant((D - 1n) * (D - 1n));

const [Y, Z, T] = [LIMBS, 2 * LIMBS, 3 * LIMBS];
const fresh = (): Limbs => new Float64Array(LIMBS);

// o = a^(2^times) * b. `o` is none of the two.
function extend(o: Limbs, a: Limbs, times: number, b: Limbs): Limbs {
  sqr(o, 0, a, 0);
  for (let k = 1; k < times; ++k) sqr(o, 0, o, 0);
  mul(o, 0, o, 0, b, 0);
  return o;
}

const chain = Array.from({ length: 10 }, fresh);

// o = a^((p - 5) / 8), that is a^(2^252 - 3), by way of a^(2^n - 1) for the n in the names.
function powerPMinus5Over8(o: Limbs, a: Limbs): void {
  const [b2, b4, b5, b10, b20, b40, b50, b100, b200, b250] = chain as [
    ...[Limbs, Limbs, Limbs, Limbs, Limbs, Limbs, Limbs, Limbs, Limbs, Limbs],
  ];
  extend(b2, a, 1, a);
  extend(b4, b2, 2, b2);
  extend(b5, b4, 1, a);
  extend(b10, b5, 5, b5);
  extend(b20, b10, 10, b10);
  extend(b40, b20, 20, b20);
  extend(b50, b40, 10, b10);
  extend(b100, b50, 50, b50);
  extend(b200, b100, 100, b100);
  extend(b250, b200, 50, b50);
  extend(o, b250, 2, a);
}

const root = { v3: fresh(), base: fresh(), power: fresh(), check: fresh(), test: fresh() };

// SQRT_RATIO_M1: o = the non-negative root of u / v, or of i u / v if that is not a square; true if
// it is one (or u is 0).
function sqrtRatio(o: Limbs, u: Limbs, v: Limbs): boolean {
  const { v3, base, power, check, test } = root;
  sqr(v3, 0, v, 0);
  mul(v3, 0, v3, 0, v, 0);
  sqr(base, 0, v3, 0);
  mul(base, 0, base, 0, v, 0);
  mul(base, 0, base, 0, u, 0);
  powerPMinus5Over8(power, base);
  mul(v3, 0, v3, 0, u, 0);
  mul(o, 0, v3, 0, power, 0);
  sqr(check, 0, o, 0);
  mul(check, 0, check, 0, v, 0);
  sub(test, 0, check, 0, u, 0);
  const correct = isZero(test, 0);
  add(test, 0, check, 0, u, 0);
  const flipped = !correct && isZero(test, 0);
  let flippedI = false;
  if (!correct && !flipped) {
    mul(base, 0, u, 0, SQRT_M1, 0);
    add(test, 0, check, 0, base, 0);
    flippedI = isZero(test, 0);
  }
  if (flipped || flippedI) mul(o, 0, o, 0, SQRT_M1, 0);
  makeNonNegative(o, 0);
  return correct || flipped;
}

function makeNonNegative(a: Limbs, ai: number): void {
  if (isNegative(a, ai)) neg(a, ai, a, ai);
}

// Whether 32 bytes are an integer below p, even, with the top bit 0.
function isCanonicalField(bytes: Uint8Array): boolean {
  if ((bytes[31]! & 0x80) !== 0 || (bytes[0]! & 1) !== 0) return false;
  if (bytes[31] !== 0x7f || bytes[0]! < 0xed) return true;
  return bytes.subarray(1, 31).some((byte) => byte !== 0xff);
}

const un = { s: fresh(), ss: fresh(), u1: fresh(), u2: fresh(), u2Sqr: fresh(), v: fresh() };
const den = { inverse: fresh(), x: fresh(), y: fresh(), t: fresh(), argument: fresh() };

// Reads an element into `o`; false if the bytes are not exactly one's encoding.
export function decodeElement(o: Limbs, bytes: Uint8Array): boolean {
  if (bytes.length !== 32 || !isCanonicalField(bytes)) return false;
  const { s, ss, u1, u2, u2Sqr, v } = un;
  decode(s, 0, bytes);
  sqr(ss, 0, s, 0);
  sub(u1, 0, ONE, 0, ss, 0);
  add(u2, 0, ONE, 0, ss, 0);
  sqr(u2Sqr, 0, u2, 0);
  sqr(v, 0, u1, 0);
  mul(v, 0, v, 0, CURVE_D, 0);
  add(v, 0, v, 0, u2Sqr, 0);
  neg(v, 0, v, 0);
  mul(den.argument, 0, v, 0, u2Sqr, 0);
  const square = sqrtRatio(den.inverse, ONE, den.argument);
  mul(den.x, 0, den.inverse, 0, u2, 0);
  mul(den.y, 0, den.inverse, 0, den.x, 0);
  mul(den.y, 0, den.y, 0, v, 0);
  add(s, 0, s, 0, s, 0);
  mul(o, 0, s, 0, den.x, 0);
  makeNonNegative(o, 0);
  mul(o, Y, u1, 0, den.y, 0);
  copy(o, Z, ONE, 0);
  mul(o, T, o, 0, o, Y);
  return square && !isNegative(o, T) && !isZero(o, Y);
}

const en = { u1: fresh(), u2: fresh(), inv: fresh(), den1: fresh(), den2: fresh(), zInv: fresh() };
const turn = { x: fresh(), y: fresh(), ix: fresh(), iy: fresh(), den: fresh() };

export function encodeElement(p: Limbs): Uint8Array {
  const { u1, u2, inv, den1, den2, zInv } = en;
  add(turn.x, 0, p, Z, p, Y);
  sub(turn.y, 0, p, Z, p, Y);
  mul(u1, 0, turn.x, 0, turn.y, 0);
  mul(u2, 0, p, 0, p, Y);
  sqr(inv, 0, u2, 0);
  mul(inv, 0, inv, 0, u1, 0);
  sqrtRatio(turn.den, ONE, inv);
  mul(den1, 0, turn.den, 0, u1, 0);
  mul(den2, 0, turn.den, 0, u2, 0);
  mul(zInv, 0, den1, 0, den2, 0);
  mul(zInv, 0, zInv, 0, p, T);
  mul(turn.ix, 0, p, 0, SQRT_M1, 0);
  mul(turn.iy, 0, p, Y, SQRT_M1, 0);
  mul(turn.den, 0, p, T, zInv, 0);
  const rotate = isNegative(turn.den, 0);
  copy(turn.x, 0, rotate ? turn.iy : p, 0);
  copy(turn.y, 0, rotate ? turn.ix : p, rotate ? 0 : Y);
  if (rotate) mul(turn.den, 0, den1, 0, INVSQRT_A_MINUS_D, 0);
  else copy(turn.den, 0, den2, 0);
  mul(turn.ix, 0, turn.x, 0, zInv, 0);
  if (isNegative(turn.ix, 0)) neg(turn.y, 0, turn.y, 0);
  sub(turn.iy, 0, p, Z, turn.y, 0);
  mul(turn.iy, 0, turn.den, 0, turn.iy, 0);
  makeNonNegative(turn.iy, 0);
  return encode(turn.iy, 0);
}

const same = { a: fresh(), b: fresh() };

function productsAgree(p: Limbs, pi: number, q: Limbs, qi: number, u: number, v: number): boolean {
  mul(same.a, 0, p, pi, q, qi);
  mul(same.b, 0, p, u, q, v);
  sub(same.a, 0, same.a, 0, same.b, 0);
  return isZero(same.a, 0);
}

// Whether two points are the same element: x1 y2 = y1 x2 or y1 y2 = x1 x2.
export function sameElement(p: Limbs, q: Limbs): boolean {
  return productsAgree(p, 0, q, Y, Y, 0) || productsAgree(p, Y, q, Y, 0, 0);
}

// Whether a point is the identity element, which four points are.
export function isIdentityElement(p: Limbs): boolean {
  return isZero(p, 0) || isZero(p, Y);
}

const up = { t: fresh(), r: fresh(), u: fresh(), v: fresh(), s: fresh(), c: fresh(), n: fresh() };
const out = { w0: fresh(), w1: fresh(), w2: fresh(), w3: fresh(), square: fresh() };

// The RFC's MAP.
function mapToPoint(o: Limbs, bytes: Uint8Array): void {
  const { t, r, u, v, s, c, n } = up;
  decode(t, 0, bytes);
  sqr(r, 0, t, 0);
  mul(r, 0, r, 0, SQRT_M1, 0);
  add(u, 0, r, 0, ONE, 0);
  mul(u, 0, u, 0, ONE_MINUS_D_SQ, 0);
  mul(v, 0, r, 0, CURVE_D, 0);
  add(v, 0, v, 0, ONE, 0);
  neg(v, 0, v, 0);
  add(n, 0, r, 0, CURVE_D, 0);
  mul(v, 0, v, 0, n, 0);
  const square = sqrtRatio(s, u, v);
  neg(c, 0, ONE, 0);
  if (!square) {
    mul(s, 0, s, 0, t, 0);
    makeNonNegative(s, 0);
    neg(s, 0, s, 0);
    copy(c, 0, r, 0);
  }
  sub(n, 0, r, 0, ONE, 0);
  mul(n, 0, n, 0, c, 0);
  mul(n, 0, n, 0, D_MINUS_ONE_SQ, 0);
  sub(n, 0, n, 0, v, 0);
  add(out.w0, 0, s, 0, s, 0);
  mul(out.w0, 0, out.w0, 0, v, 0);
  mul(out.w1, 0, n, 0, SQRT_AD_MINUS_ONE, 0);
  sqr(out.square, 0, s, 0);
  sub(out.w2, 0, ONE, 0, out.square, 0);
  add(out.w3, 0, ONE, 0, out.square, 0);
  mul(o, 0, out.w0, 0, out.w3, 0);
  mul(o, Y, out.w2, 0, out.w1, 0);
  mul(o, Z, out.w1, 0, out.w3, 0);
  mul(o, T, out.w0, 0, out.w2, 0);
}

// The one-way map of 64 bytes (section 4.3.4).
export function mapUniform(o: Limbs, bytes: Uint8Array): void {
  const [first, second] = [new Float64Array(WIDTH), new Float64Array(WIDTH)];
  mapToPoint(first, bytes.subarray(0, 32));
  mapToPoint(second, bytes.subarray(32, 64));
  addPoints(o, first, 0, second, 0, false);
}
