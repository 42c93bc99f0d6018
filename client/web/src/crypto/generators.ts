// Elements of which nobody knows a relation: Q, and one P_j for each option (crypto/PROTOCOL.md,
// section 3).
import { frame, le32, utf8 } from '../bytes';
import { Point } from './group/public';
import { SUITE, sha512 } from './hash';

const known = new Map<number, Point>();

export function generator(index: number): Point {
  const found = known.get(index);
  if (found !== undefined) return found;
  const seed = sha512(frame(utf8(SUITE)), frame(utf8('generator')), le32(index));
  const made = Point.fromUniform(seed);
  known.set(index, made);
  return made;
}

export function generatorQ(): Point {
  return generator(0);
}

export function generatorP(option: number): Point {
  return generator(option + 1);
}
