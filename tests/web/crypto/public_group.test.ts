// Public arithmetic against libsodium and noble, which share no code with it.
import { ristretto255, ristretto255_hasher } from '@noble/curves/ed25519.js';
import sodium from 'libsodium-wrappers-sumo';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../client/web/src/bytes';
import { Point } from '../../../client/web/src/crypto/group/public';
import { L, encodeScalar, littleEndian, modL } from '../../../client/web/src/crypto/scalar';

const NoblePoint = ristretto255.Point;
beforeAll(() => sodium.ready);

function randomScalar(): bigint {
  return littleEndian(sodium.crypto_core_ristretto255_scalar_random());
}

function randomPoint(): Point {
  return Point.fromUniform(sodium.randombytes_buf(64));
}

function sodiumAccepts(bytes: Uint8Array): boolean {
  return sodium.crypto_core_ristretto255_is_valid_point(bytes);
}

function accepts(bytes: Uint8Array): boolean {
  try {
    return toHex(Point.decode(bytes).encode()) === toHex(bytes);
  } catch {
    return false;
  }
}

describe('decoding', () => {
  it('agrees with libsodium on random strings', () => {
    let accepted = 0;
    for (let k = 0; k < 400; ++k) {
      const bytes = sodium.randombytes_buf(32);
      bytes[31] = (bytes[31] ?? 0) & 0x7f;
      bytes[0] = (bytes[0] ?? 0) & 0xfe;
      expect(accepts(bytes)).toBe(sodiumAccepts(bytes));
      if (accepts(bytes)) ++accepted;
    }
    expect(accepted).toBeGreaterThan(0);
  });

  it.each([
    ['p', 'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['p + 1', 'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['p - 1', 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['2^255 - 1', 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['one', '0100000000000000000000000000000000000000000000000000000000000000'],
    ['all ones', 'ff'.repeat(32)],
    ['a negative t', '26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371'],
    ['no square', '4eac077a713c57b4f4397629a4145982c661f48044dd3f96427d40b147d9742f'],
    ["the RFC's y = 0", 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
  ])('refuses %s', (_name, hex) => {
    expect(accepts(fromHex(hex))).toBe(false);
  });

  it('refuses the top bit that some libraries ignore, and other lengths', () => {
    const bytes = randomPoint().encode();
    expect(accepts(bytes)).toBe(true);
    expect(accepts(bytes.subarray(0, 31))).toBe(false);
    bytes[31] = (bytes[31] ?? 0) | 0x80;
    expect(accepts(bytes)).toBe(false);
  });

  it('accepts the identity, and only as 32 zero bytes', () => {
    expect(Point.decode(new Uint8Array(32)).isIdentity()).toBe(true);
    expect(toHex(Point.IDENTITY.encode())).toBe('00'.repeat(32));
    expect(toHex(Point.BASE.sub(Point.BASE).encode())).toBe('00'.repeat(32));
  });
});

describe('arithmetic', () => {
  it('maps 64 bytes as libsodium does', () => {
    for (let k = 0; k < 100; ++k) {
      const bytes = sodium.randombytes_buf(64);
      const expected = sodium.crypto_core_ristretto255_from_hash(bytes);
      expect(toHex(Point.fromUniform(bytes).encode())).toBe(toHex(expected));
      expect(ristretto255_hasher.deriveToCurve?.(bytes).toHex()).toBe(toHex(expected));
    }
  });

  it('adds and subtracts as libsodium does', () => {
    for (let k = 0; k < 50; ++k) {
      const [p, q] = [randomPoint(), randomPoint()];
      expect(p.add(q).encode()).toEqual(
        sodium.crypto_core_ristretto255_add(p.encode(), q.encode()),
      );
      expect(p.sub(q).encode()).toEqual(
        sodium.crypto_core_ristretto255_sub(p.encode(), q.encode()),
      );
      expect(p.negate().add(p).isIdentity()).toBe(true);
    }
  });

  it('multiplies as libsodium does', () => {
    for (let k = 0; k < 30; ++k) {
      const [p, s] = [randomPoint(), randomScalar()];
      expect(p.mul(s).encode()).toEqual(
        sodium.crypto_scalarmult_ristretto255(encodeScalar(s), p.encode()),
      );
    }
    expect(randomPoint().mul(0n).isIdentity()).toBe(true);
    expect(randomPoint().mul(L).isIdentity()).toBe(true);
  });

  it('compares elements and not points', () => {
    const p = randomPoint();
    const round = Point.decode(p.encode());
    expect(p.mul(L + 1n).equals(p)).toBe(true);
    expect(round.equals(p)).toBe(true);
    expect(p.add(Point.BASE).equals(p)).toBe(false);
    expect(p.equals(p.negate())).toBe(false);
  });
});

function reference(scalars: readonly bigint[], points: readonly Point[]): string {
  let sum = NoblePoint.ZERO;
  scalars.forEach((scalar, k) => {
    const point = NoblePoint.fromBytes(points[k]!.encode());
    if (modL(scalar) !== 0n) sum = sum.add(point.multiplyUnsafe(modL(scalar)));
  });
  return sum.toHex();
}

describe('sums of products', () => {
  const special = [0n, 1n, 2n, L - 1n, L - 2n, 1n << 128n, (1n << 252n) - 1n, L >> 1n];

  it.each([0, 1, 2, 8, 24, 25, 26, 60, 300])('of %d points agree with noble', (count) => {
    const points = Array.from({ length: count }, randomPoint);
    const scalars = points.map((_, k) => special[k] ?? randomScalar());
    expect(toHex(Point.sumOfProducts(scalars, points).encode())).toBe(reference(scalars, points));
  });

  it.each([4, 40])('of %d repeated points agree with noble', (count) => {
    const point = randomPoint();
    const points = Array.from({ length: count }, () => point);
    const scalars = points.map(() => 3n);
    expect(Point.sumOfProducts(scalars, points).equals(point.mul(BigInt(3 * count)))).toBe(true);
  });

  it.each([4, 40])('of %d that cancel are the identity', (count) => {
    const points = Array.from({ length: count / 2 }, randomPoint);
    const scalars = points.map(() => randomScalar());
    const sum = Point.sumOfProducts(
      [...scalars, ...scalars.map((s) => L - s)],
      [...points, ...points],
    );
    expect(sum.isIdentity()).toBe(true);
    expect(toHex(sum.encode())).toBe('00'.repeat(32));
  });
});
