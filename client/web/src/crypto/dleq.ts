// Equal discrete logarithms (crypto/PROTOCOL.md, section 3): that whoever made the proof knows an x
// with X = xG and Y = xH. Only the checking; members prove on their own machines.
import { require } from '../refused';
import { Point } from './group/public';
import { decodeScalar } from './scalar';
import type { Transcript } from './transcript';

export const DLEQ_SIZE = 64;

export interface DleqStatement {
  readonly h: Point;
  readonly x: Point;
  readonly y: Point;
}

// Refuses unless `proof` is one for the statement, on the transcript, which runs on.
export function verifyDleq(
  transcript: Transcript,
  { h, x, y }: DleqStatement,
  proof: Uint8Array,
): void {
  require(proof.length === DLEQ_SIZE, `proof: want ${DLEQ_SIZE} bytes, got ${proof.length}`);
  const e = decodeScalar(proof.subarray(0, 32), 'proof: e');
  const z = decodeScalar(proof.subarray(32), 'proof: z');
  const r1 = Point.sumOfProducts([z, -e], [Point.BASE, x]);
  const r2 = Point.sumOfProducts([z, -e], [h, y]);
  transcript.append('H', h.encode()).append('X', x.encode()).append('Y', y.encode());
  transcript.append('R1', r1.encode()).append('R2', r2.encode());
  require(transcript.challenge('e') === e, 'proof: does not hold');
}
