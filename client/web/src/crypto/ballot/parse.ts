// A ballot's bytes, taken apart (crypto/PROTOCOL.md, section 13, rule 1).
import { require } from '../../refused';
import { Point } from '../group/public';
import { decodeScalar } from '../scalar';
import type { BallotLayout } from './layout';
import { BALLOT_ITEM_SIZE as ITEM } from './layout';

export interface Ballot {
  readonly bytes: Uint8Array;
  readonly y: Point;
  readonly n: Point;
  readonly a: Point;
  readonly b: readonly Point[];
  readonly cBits: Point;
  readonly cMask: Point;
  readonly cLin: Point;
  readonly cSqr: Point;
  readonly s: Point;
  readonly t: Point;
  readonly u: Point;
  readonly zR: bigint;
  readonly zY: bigint;
  readonly zBits: bigint;
  readonly zLin: bigint;
  // For every option but the first of each contest.
  readonly f: readonly bigint[];
}

// The pieces of the bytes as the transcript takes them.
export interface BallotPieces {
  readonly token: Uint8Array; // Y || N
  readonly publicKey: Uint8Array; // Y
  readonly a: Uint8Array;
  readonly b: Uint8Array; // B_0 || ...
  readonly commitments: Uint8Array; // C_bits || ... || C_sqr
  readonly s: Uint8Array;
  readonly t: Uint8Array;
  readonly u: Uint8Array;
}

export function ballotPieces(layout: BallotLayout, bytes: Uint8Array): BallotPieces {
  const at = (first: number, count: number): Uint8Array =>
    bytes.subarray(first * ITEM, (first + count) * ITEM);
  const m = layout.ciphertexts;
  return {
    token: at(0, 2),
    publicKey: at(0, 1),
    a: at(2, 1),
    b: at(3, m),
    commitments: at(3 + m, 4),
    s: at(7 + m, 1),
    t: at(8 + m, 1),
    u: at(9 + m, 1),
  };
}

// Refuses another length, what is not canonical, and the identity as Y, N or A.
export function parseBallot(layout: BallotLayout, bytes: Uint8Array): Ballot {
  require(bytes.length ===
    layout.byteLength, `ballot: want ${layout.byteLength} bytes, got ${bytes.length}`);
  let at = 0;
  const item = (): Uint8Array => bytes.subarray(ITEM * at, ITEM * ++at);
  const element = (name: string): Point => Point.decode(item(), `ballot: ${name}`);
  const scalar = (name: string): bigint => decodeScalar(item(), `ballot: ${name}`);
  const head = (name: string): Point => {
    const point = element(name);
    require(!point.isIdentity(), `ballot: ${name}: the identity`);
    return point;
  };
  // In the order of the bytes, which is the order in which an object's fields are computed.
  return {
    bytes,
    y: head('Y'),
    n: head('N'),
    a: head('A'),
    b: Array.from({ length: layout.ciphertexts }, (_, i) => element(`B_${i}`)),
    cBits: element('C_bits'),
    cMask: element('C_mask'),
    cLin: element('C_lin'),
    cSqr: element('C_sqr'),
    s: element('S'),
    t: element('T'),
    u: element('U'),
    zR: scalar('z_r'),
    zY: scalar('z_y'),
    zBits: scalar('z_bits'),
    zLin: scalar('z_lin'),
    f: Array.from({ length: layout.options - layout.contests }, (_, j) => scalar(`f ${j}`)),
  };
}
