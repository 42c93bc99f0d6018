// The field against BigInt, with limbs as large as its header allows: a column that overflowed the
// 53 bits of a double would show here.
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../client/web/src/bytes';
import * as field from '../../../client/web/src/crypto/group/field';
import { littleEndian } from '../../../client/web/src/crypto/scalar';

const P = (1n << 255n) - 19n;
const LARGEST = Math.floor(1.04 * 2 ** 23);

function valueOf(limbs: Float64Array): bigint {
  const sum = limbs.reduce((total, limb, k) => total + (BigInt(limb) << BigInt(24 * k)), 0n);
  return ((sum % P) + P) % P;
}

const encoded = (limbs: Float64Array): bigint => littleEndian(field.encode(limbs, 0));

function limbsOf(pick: (k: number) => number): Float64Array {
  return Float64Array.from({ length: field.LIMBS }, (_, k) => pick(k));
}

const random = (bound: number) => () => Math.round((2 * Math.random() - 1) * bound);

// Elements with limbs up to `bound`: the extremes, and random ones.
function elements(bound: number): Float64Array[] {
  return [
    limbsOf(() => bound),
    limbsOf(() => -bound),
    limbsOf((k) => (k % 2 === 0 ? bound : -bound)),
    limbsOf(() => 0),
    limbsOf((k) => (k === 10 ? bound : 0)),
    limbsOf((k) => (k === 0 ? -1 : 0)),
    ...Array.from({ length: 60 }, () => limbsOf(random(bound))),
  ];
}

describe('field', () => {
  it.each([
    [1, 8],
    [2, 4],
    [4, 2],
  ])('multiplies factors of %i and %i results exactly', (left, right) => {
    const o = new Float64Array(field.LIMBS);
    for (const a of elements(left * LARGEST)) {
      for (const b of elements(right * LARGEST).slice(0, 12)) {
        field.mul(o, 0, a, 0, b, 0);
        expect(encoded(o)).toBe((valueOf(a) * valueOf(b)) % P);
        expect(o.every((limb) => Math.abs(limb) <= LARGEST)).toBe(true);
      }
    }
  });

  it('squares exactly', () => {
    const o = new Float64Array(field.LIMBS);
    for (const a of elements(2 * LARGEST)) {
      field.sqr(o, 0, a, 0);
      expect(encoded(o)).toBe(valueOf(a) ** 2n % P);
      expect(o.every((limb) => Math.abs(limb) <= LARGEST)).toBe(true);
    }
  });

  it('adds, subtracts and negates', () => {
    const o = new Float64Array(field.LIMBS);
    const [a, b] = [limbsOf(random(LARGEST)), limbsOf(random(LARGEST))];
    field.add(o, 0, a, 0, b, 0);
    expect(encoded(o)).toBe((valueOf(a) + valueOf(b)) % P);
    field.sub(o, 0, a, 0, b, 0);
    expect(encoded(o)).toBe((valueOf(a) + P - valueOf(b)) % P);
    field.neg(o, 0, a, 0);
    expect(encoded(o)).toBe((P - valueOf(a)) % P);
  });

  it('encodes the one representative below p', () => {
    const near = [0n, 1n, 18n, 19n, P - 1n, P, P + 1n, (1n << 255n) - 1n, P - 19n];
    for (const value of near) {
      const bytes = new Uint8Array(32);
      for (let k = 0; k < 32; ++k) bytes[k] = Number((value >> BigInt(8 * k)) & 255n);
      const o = new Float64Array(field.LIMBS);
      field.decode(o, 0, bytes);
      expect(encoded(o)).toBe(value % P);
      expect(field.isZero(o, 0)).toBe(value % P === 0n);
      expect(field.isNegative(o, 0)).toBe((value % P) % 2n === 1n);
    }
    for (const a of elements(8 * LARGEST)) expect(encoded(a)).toBe(valueOf(a));
    expect(toHex(field.encode(field.ONE, 0))).toBe(`01${'00'.repeat(31)}`);
  });
});
