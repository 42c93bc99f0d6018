// Group elements for public data (crypto/PROTOCOL.md, section 2): what a verifier computes with.
// Variable time; for secrets see secret.ts. A Point is proof that its encoding was canonical: it
// comes from arithmetic or from `decode`. Immutable.
import { fromHex } from '../../bytes';
import { require } from '../../refused';
import { encodeScalar } from '../scalar';
import { WIDTH, addPoints, negate, setIdentity } from './curve';
import type { Limbs } from './field';
import { sumOfProducts } from './msm';
import {
  decodeElement,
  encodeElement,
  isIdentityElement,
  mapUniform,
  sameElement,
} from './ristretto';

export const ELEMENT_SIZE = 32;

export class Point {
  private cached: Uint8Array | undefined;

  private constructor(private readonly limbs: Limbs) {}

  static readonly IDENTITY = Point.make((o) => setIdentity(o, 0));

  // RFC 9496's generator G.
  static readonly BASE = Point.decode(
    fromHex('e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76'),
  );

  private static make(fill: (o: Limbs) => void): Point {
    const limbs = new Float64Array(WIDTH);
    fill(limbs);
    return new Point(limbs);
  }

  // Strict: refuses everything but the one encoding of an element. Accepts the identity.
  static decode(bytes: Uint8Array, name = 'element'): Point {
    require(bytes.length === ELEMENT_SIZE, `${name}: want 32 bytes, got ${bytes.length}`);
    const limbs = new Float64Array(WIDTH);
    require(decodeElement(limbs, bytes), `${name}: not a canonical element`);
    const point = new Point(limbs);
    point.cached = bytes.slice();
    return point;
  }

  // The one-way map of RFC 9496 section 4.3.4 of 64 bytes.
  static fromUniform(bytes: Uint8Array): Point {
    if (bytes.length !== 64) throw new RangeError('want 64 bytes');
    return Point.make((o) => mapUniform(o, bytes));
  }

  // The sum of scalars[k] * points[k]; scalars are taken mod l.
  static sumOfProducts(scalars: readonly bigint[], points: readonly Point[]): Point {
    if (scalars.length !== points.length) throw new RangeError('as many scalars as points');
    const bytes: Uint8Array[] = [];
    const limbs: Limbs[] = [];
    scalars.forEach((scalar, k) => {
      if (scalar === 0n) return;
      bytes.push(encodeScalar(scalar));
      limbs.push(points[k]!.limbs);
    });
    return Point.make((o) => sumOfProducts(o, bytes, limbs));
  }

  static sum(points: Iterable<Point>): Point {
    const total = Point.make((o) => setIdentity(o, 0));
    for (const point of points) addPoints(total.limbs, total.limbs, 0, point.limbs, 0, false);
    return total;
  }

  add(other: Point): Point {
    return Point.make((o) => addPoints(o, this.limbs, 0, other.limbs, 0, false));
  }

  sub(other: Point): Point {
    return Point.make((o) => addPoints(o, this.limbs, 0, other.limbs, 0, true));
  }

  negate(): Point {
    return Point.make((o) => negate(o, 0, this.limbs, 0));
  }

  mul(scalar: bigint): Point {
    return Point.sumOfProducts([scalar], [this]);
  }

  encode(): Uint8Array {
    this.cached ??= encodeElement(this.limbs);
    return this.cached.slice();
  }

  equals(other: Point): boolean {
    return sameElement(this.limbs, other.limbs);
  }

  isIdentity(): boolean {
    return isIdentityElement(this.limbs);
  }
}
