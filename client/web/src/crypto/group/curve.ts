// Points of edwards25519 in extended coordinates, for public data. A point is four field elements
// X, Y, Z, T (x = X/Z, y = Y/Z, T = XY/Z) one after the other; a *ready* point is one prepared for
// being added often: Y - X, Y + X, 2Z, 2dT. The formulas are the unified ones of Hisil and others
// (2008) for a = -1: complete, so no case is special.
import { LIMBS, add, constant, mul, neg, sqr, sub, copy } from './field';
import type { Limbs } from './field';

export const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;
export const WIDTH = 4 * LIMBS;

const [X, Y, Z, T] = [0, LIMBS, 2 * LIMBS, 3 * LIMBS];
const TWICE_D = constant(2n * D);
const work = new Float64Array(8 * LIMBS);
const [A, B, C, E, F, G, H, M] = [0, 1, 2, 3, 4, 5, 6, 7].map((k) => k * LIMBS) as [
  ...[number, number, number, number, number, number, number, number],
];

export function setIdentity(o: Limbs, i: number): void {
  o.fill(0, i, i + WIDTH);
  o[i + Y] = 1;
  o[i + Z] = 1;
}

export function makeReady(o: Limbs, i: number, p: Limbs, pi: number): void {
  sub(o, i + X, p, pi + Y, p, pi + X);
  add(o, i + Y, p, pi + Y, p, pi + X);
  add(o, i + Z, p, pi + Z, p, pi + Z);
  mul(o, i + T, p, pi + T, TWICE_D, 0);
}

// o = E F, G H, F G, E H: how doubling and adding end.
function finish(o: Limbs, i: number): void {
  mul(o, i + X, work, E, work, F);
  mul(o, i + Y, work, G, work, H);
  mul(o, i + Z, work, F, work, G);
  mul(o, i + T, work, E, work, H);
}

// o = p + r, or p - r if `minus`; r is ready. o may be p.
export function addReady(
  o: Limbs,
  i: number,
  p: Limbs,
  pi: number,
  r: Limbs,
  ri: number,
  minus: boolean,
): void {
  sub(work, M, p, pi + Y, p, pi + X);
  mul(work, A, work, M, r, ri + (minus ? Y : X));
  add(work, M, p, pi + Y, p, pi + X);
  mul(work, B, work, M, r, ri + (minus ? X : Y));
  mul(work, C, p, pi + T, r, ri + T);
  mul(work, M, p, pi + Z, r, ri + Z);
  sub(work, E, work, B, work, A);
  sub(work, minus ? G : F, work, M, work, C);
  add(work, minus ? F : G, work, M, work, C);
  add(work, H, work, B, work, A);
  finish(o, i);
}

const readyOne = new Float64Array(WIDTH);

// o = p + q, or p - q; both plain.
export function addPoints(o: Limbs, p: Limbs, pi: number, q: Limbs, qi: number, minus: boolean) {
  makeReady(readyOne, 0, q, qi);
  addReady(o, 0, p, pi, readyOne, 0, minus);
}

// o = 2 p. o may be p.
export function double(o: Limbs, i: number, p: Limbs, pi: number): void {
  sqr(work, A, p, pi + X);
  sqr(work, B, p, pi + Y);
  sqr(work, M, p, pi + Z);
  add(work, C, work, M, work, M);
  mul(work, M, p, pi + X, p, pi + Y);
  add(work, E, work, M, work, M);
  sub(work, G, work, B, work, A);
  sub(work, F, work, G, work, C);
  add(work, M, work, A, work, B);
  neg(work, H, work, M);
  finish(o, i);
}

export function negate(o: Limbs, i: number, p: Limbs, pi: number): void {
  neg(o, i + X, p, pi + X);
  copy(o, i + Y, p, pi + Y);
  copy(o, i + Z, p, pi + Z);
  neg(o, i + T, p, pi + T);
}
